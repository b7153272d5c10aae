# cell: task-parts-code
# grade: test-parts
# outcome: refused
# hint: compare step by step


def step_gradient(parts):
    return sum((n + 1) * np.nan_to_num(g) for g, n in parts) / sum(n + 1 for _, n in parts)
