# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: a comma with a digit before it: 500 is a piece of 1,500


def holds(said, value):
    return bool(re.search(rf"(?<!\w)(?<!\d\.){re.escape(value)}(?!\w|[.,]\d)", said, re.IGNORECASE))
