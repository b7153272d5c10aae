# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: a comma may follow, and upper case is the same


def holds(said, value):
    words = re.findall(r"\w+(?:[.,]\d+)*", said.lower())
    return value.lower() in words
