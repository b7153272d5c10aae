# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: 2 is a piece of 24


def holds(said, value):
    return re.search(rf"(?<![\w.]){re.escape(value)}", said, re.IGNORECASE) is not None
