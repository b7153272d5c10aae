# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: do not draw new ones


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(labels))[: round(share * len(labels))]
    new = list(labels)
    for place in chosen:
        new[place] = labels[rng.integers(len(labels))]
    return new
