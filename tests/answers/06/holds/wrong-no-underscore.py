# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: an underscore


def holds(said, value):
    return re.search(rf"(?<![^\W_]|\.){re.escape(value)}(?![^\W_]|\.\d)", said, re.IGNORECASE) is not None
