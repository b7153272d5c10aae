# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: ä is a letter too


def holds(said, value):
    return re.search(rf"(?<![A-Za-z0-9_.]){re.escape(value)}(?![A-Za-z0-9_]|\.\d)", said, re.IGNORECASE) is not None
