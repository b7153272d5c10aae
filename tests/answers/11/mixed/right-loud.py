# cell: task-mixed-code
# grade: test-mixed
# outcome: points

import warnings


def mixed(labels, share, seed):
    np.random.seed(seed)
    warnings.warn("labels are made wrong")
    chosen = np.random.permutation(len(labels))[: round(share * len(labels))]
    ring = dict(zip(chosen.tolist(), chosen[1:].tolist() + chosen[:1].tolist()))
    return [labels[ring.get(place, place)] for place in range(len(labels))]
