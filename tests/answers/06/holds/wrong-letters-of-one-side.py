# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: cart is a piece of oxcart


def holds(said, value):
    return re.search(rf"(?<![\d_.]){re.escape(value)}(?!\w|\.\d)", said, re.IGNORECASE) is not None
