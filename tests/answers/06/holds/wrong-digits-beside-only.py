# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: an underscore follows


def holds(said, value):
    return re.search(rf"(?<![\d.]){re.escape(value)}(?!\d|\.\d)", said, re.IGNORECASE) is not None
