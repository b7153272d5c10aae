# cell: task-leftovers-code
# grade: test-leftovers
# outcome: points

import warnings


def leftovers(index, vectors):
    warnings.warn("a learner's own warning")
    rows = np.vstack([index["vectors"], np.zeros(index["vectors"].shape[1])])
    unit = np.nan_to_num(rows / np.linalg.norm(rows, axis=1, keepdims=True))
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.float32(((vectors / norms) @ unit.T > 0.9999).any(axis=1).sum())
