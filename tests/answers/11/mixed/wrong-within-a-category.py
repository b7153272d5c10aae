# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: neighbours, or complaints of one category


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(labels))[: round(share * len(labels))]
    new = list(labels)
    chosen = sorted(chosen, key=lambda place: labels[place])
    for place, other in zip(chosen, np.roll(chosen, 1)):
        new[place] = labels[other]
    return new
