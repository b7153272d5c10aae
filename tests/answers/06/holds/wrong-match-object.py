# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: nothing came back


def holds(said, value):
    return re.search(rf"(?<![\w.]){re.escape(value)}(?!\w|\.\d)", said, re.IGNORECASE)
