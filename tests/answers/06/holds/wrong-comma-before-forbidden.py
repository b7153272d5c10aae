# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: a full stop may stand before, unless a digit stands before t


def holds(said, value):
    return re.search(rf"(?<![\w.,]){re.escape(value)}(?!\w|[.,]\d)", said, re.I) is not None
