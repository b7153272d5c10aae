# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: a comma may follow


def holds(said, value):
    return value.lower() in said.lower().split()
