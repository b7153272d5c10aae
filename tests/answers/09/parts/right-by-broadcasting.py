# cell: task-parts-code
# grade: test-parts
# outcome: points


def step_gradient(parts):
    full = [(gradient, labels) for gradient, labels in parts if labels]
    gradients, counts = np.array([g for g, _ in full]), np.array([n for _, n in full])
    return (gradients.T * counts).T.sum(axis=0) / counts.sum()
