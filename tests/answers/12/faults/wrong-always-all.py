# cell: task-faults-code
# grade: test-faults
# outcome: refused
# hint: both sides ask the same ids


def faults(report):
    return ["questions", "prompt", "template", "limit", "mark"]
