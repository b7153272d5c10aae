# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: here too few changed


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(np.flatnonzero(rng.random(len(labels)) < share))
    new = list(labels)
    for place, other in zip(chosen, np.roll(chosen, 1)):
        new[place] = labels[other]
    return new
