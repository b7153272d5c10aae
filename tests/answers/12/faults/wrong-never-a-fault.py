# cell: task-faults-code
# grade: test-faults
# outcome: refused
# hint: questions: are the same ids asked


def faults(report):
    return []
