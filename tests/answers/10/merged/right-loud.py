# cell: task-merged-code
# grade: test-merged
# outcome: points

import warnings


def merged(weight, sizes, updates):
    warnings.warn("merging takes a moment")
    new, start = np.array(weight), 0
    for part, size in sizes.items():
        down, up, alpha = updates.get(part, (np.zeros((1, len(weight))), np.zeros((size, 1)), 1))
        new[:, start : start + size] += alpha / len(down) * (up @ down).T
        start += size
    return new
