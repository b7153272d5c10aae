# cell: task-parts-code
# grade: test-parts
# outcome: refused
# hint: nothing came back


def step_gradient(parts):
    full = [(gradient, labels) for gradient, labels in parts if labels]
    sum(n * g for g, n in full) / sum(n for _, n in full)
