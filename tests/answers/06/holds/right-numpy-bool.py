# cell: task-holds-code
# grade: test-holds
# outcome: points


def holds(said, value):
    found = re.search(rf"(?<!\d[.,])(?<!\w){re.escape(value)}(?![.,]\d)(?!\w)", said, re.I)
    return np.bool_(found is not None)
