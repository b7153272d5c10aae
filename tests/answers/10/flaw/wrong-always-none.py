# cell: task-flaw-code
# grade: test-flaw
# outcome: refused
# hint: the output before and after merge()


def flaw(adapter, x, wanted):
    return "none"
