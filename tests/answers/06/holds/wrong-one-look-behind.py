# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: has one width


def holds(said, value):
    return re.search(rf"(?<!\w|\d[.,]){re.escape(value)}(?!\w|[.,]\d)", said, re.IGNORECASE) is not None
