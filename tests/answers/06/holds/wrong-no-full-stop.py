# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: a full stop may follow, unless


def holds(said, value):
    return re.search(rf"(?<![\w.]){re.escape(value)}(?![\w.])", said, re.IGNORECASE) is not None
