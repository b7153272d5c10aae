# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: 2 is a piece of 24


def holds(said, value):
    return value.lower() in said.lower()
