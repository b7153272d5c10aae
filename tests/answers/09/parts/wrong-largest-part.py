# cell: task-parts-code
# grade: test-parts
# outcome: refused
# hint: compare step by step


def step_gradient(parts):
    full = [(gradient, labels) for gradient, labels in parts if labels]
    return max(full, key=lambda one: one[1])[0].copy()
