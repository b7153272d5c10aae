# cell: task-parts-code
# grade: test-parts
# outcome: refused
# hint: each belongs to a whole gradient


def step_gradient(parts):
    full = [(gradient, labels) for gradient, labels in parts if labels]
    gradients, counts = np.array([g for g, _ in full]), np.array([n for _, n in full])
    return (gradients * counts).sum(axis=0) / counts.sum()
