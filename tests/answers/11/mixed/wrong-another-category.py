# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: do not draw new ones


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(labels))[: round(share * len(labels))]
    new = list(labels)
    kinds = sorted(set(labels))
    for place in chosen:
        new[place] = kinds[(kinds.index(labels[place]) + 1) % len(kinds)]
    return new
