# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: upper case is the same


def holds(said, value):
    return re.search(rf"(?<![\w.]){re.escape(value)}(?!\w|\.\d)", said, 0) is not None
