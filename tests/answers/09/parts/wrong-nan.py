# cell: task-parts-code
# grade: test-parts
# outcome: refused
# hint: 0 times nan is nan


def step_gradient(parts):
    return sum(n * g for g, n in parts) / sum(n for _, n in parts)
