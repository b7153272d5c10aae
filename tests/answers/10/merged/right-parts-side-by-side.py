# cell: task-merged-code
# grade: test-merged
# outcome: points


def merged(weight, sizes, updates):
    ends = np.cumsum(list(sizes.values()))[:-1]
    parts = dict(zip(sizes, np.split(weight, ends, axis=1)))
    for part, (down, up, alpha) in updates.items():
        parts[part] = parts[part] + np.multiply(alpha / down.shape[0], np.transpose(up @ down))
    return np.concatenate(list(parts.values()), axis=1)
