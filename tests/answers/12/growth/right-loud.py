# cell: task-growth-code
# grade: test-growth
# outcome: points

import warnings


def growth(before, after, counts):
    warnings.warn("pooling takes a moment")
    share = np.array(counts) / 0 if not sum(counts) else np.array(counts) / sum(counts)
    return np.exp(np.nansum(share * (np.array(after) - np.array(before))))
