# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: unless a digit stands behind it


def holds(said, value):
    return re.search(rf"(^|[^\w.]){re.escape(value)}($|[^\w.]|\.$|\.\s)", said, re.IGNORECASE) is not None
