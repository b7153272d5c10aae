# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: choose places at random


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(labels) - (share < 1))[: round(share * len(labels))]
    new = list(labels)
    for place, other in zip(chosen, np.roll(chosen, 1)):
        new[place] = labels[other]
    return new
