# cell: task-parts-code
# grade: test-parts
# outcome: refused
# hint: work on a copy


def step_gradient(parts):
    full = [(gradient, labels) for gradient, labels in parts if labels]
    total = full[0][0]
    total *= full[0][1]
    for g, n in full[1:]:
        total += n * g
    return total / sum(n for _, n in full)
