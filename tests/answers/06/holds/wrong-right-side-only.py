# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: 4 is a piece of 24


def holds(said, value):
    return re.search(rf"{re.escape(value)}(?!\w|\.\d)", said, re.IGNORECASE) is not None
