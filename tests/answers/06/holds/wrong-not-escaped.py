# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: the value is text, not a pattern


def holds(said, value):
    return re.search(rf"(?<!\w)(?<!\d[.,]){value}(?!\w|[.,]\d)", said, re.IGNORECASE) is not None
