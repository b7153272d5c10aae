# cell: task-parts-code
# grade: test-parts
# outcome: points


def step_gradient(parts):
    full = [(gradient, labels) for gradient, labels in parts if labels]
    return np.average([g for g, _ in full], axis=0, weights=[n for _, n in full])
