# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: a value may be the whole answer


def holds(said, value):
    return re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(value)}[^\w]", said, re.I) is not None
