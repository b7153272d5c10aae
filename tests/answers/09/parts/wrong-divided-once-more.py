# cell: task-parts-code
# grade: test-parts
# outcome: refused
# hint: a part's mean is divided by its labels already


def step_gradient(parts):
    full = [(gradient, labels) for gradient, labels in parts if labels]
    return sum(g for g, _ in full) / sum(n for _, n in full)
