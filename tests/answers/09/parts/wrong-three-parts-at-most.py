# cell: task-parts-code
# grade: test-parts
# outcome: refused by hidden tests


def step_gradient(parts):
    full = [(g, n) for g, n in parts if n][:3]
    return sum(n * g for g, n in full) / sum(n for _, n in full)
