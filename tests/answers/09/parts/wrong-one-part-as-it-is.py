# cell: task-parts-code
# grade: test-parts
# outcome: refused
# hint: return a new array


def step_gradient(parts):
    full = [(gradient, labels) for gradient, labels in parts if labels]
    return full[0][0] if len(full) == 1 else sum(n * g for g, n in full) / sum(n for _, n in full)
