# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: neighbours, or complaints of one category


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    chosen = sorted(rng.permutation(len(labels))[: round(share * len(labels))])
    new = list(labels)
    for place, other in zip(chosen, np.roll(chosen, 1)):
        new[place] = labels[other]
    return new
