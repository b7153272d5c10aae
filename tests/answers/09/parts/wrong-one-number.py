# cell: task-parts-code
# grade: test-parts
# outcome: refused
# hint: return an array of numbers, not a float


def step_gradient(parts):
    full = [(gradient, labels) for gradient, labels in parts if labels]
    return float((sum(n * g for g, n in full) / sum(n for _, n in full)).mean())
