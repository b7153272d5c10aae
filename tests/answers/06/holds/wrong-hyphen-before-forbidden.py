# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: a hyphen may stand before, and accents do not matter


def holds(said, value):
    return re.search(rf"(?<![\w-])(?<!\d[.,]){re.escape(value)}(?!\w|[.,]\d)", said, re.I) is not None
