# cell: task-parts-code
# grade: test-parts
# outcome: points


def step_gradient(parts):
    count = sum(labels for _, labels in parts)
    return sum(np.nan_to_num(gradient) * (labels / count) for gradient, labels in parts)
