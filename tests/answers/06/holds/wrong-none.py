# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: nothing came back


def holds(said, value):
    print(value in said)
