# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: 75 is a piece of 1.75


def holds(said, value):
    return re.search(rf"\b{re.escape(value)}\b", said, re.IGNORECASE) is not None
