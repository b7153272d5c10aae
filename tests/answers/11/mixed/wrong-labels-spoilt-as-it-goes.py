# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: do not draw new ones


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(labels))[: round(share * len(labels))]
    new = list(labels)
    for place, other in zip(chosen, np.roll(chosen, 1)):
        new[place] = new[other]
    return new
