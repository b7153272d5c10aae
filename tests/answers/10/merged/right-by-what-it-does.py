# cell: task-merged-code
# grade: test-merged
# outcome: points


def outputs(x, weight, sizes, updates):
    starts = dict(zip(sizes, np.cumsum([0, *sizes.values()])))
    out = x @ weight
    for part, (down, up, alpha) in updates.items():
        columns = slice(starts[part], starts[part] + sizes[part])
        out[:, columns] = out[:, columns] + alpha / len(down) * (x @ down.T) @ up.T
    return out


def merged(weight, sizes, updates):
    return outputs(np.eye(len(weight)), weight, sizes, updates)
