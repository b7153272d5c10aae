# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: your function stops with this error


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(labels))[: round(share * len(labels))]
    new = list(labels)
    if len(chosen) == 1:
        raise ValueError("one label has none to exchange with")
    for place, other in zip(chosen, np.roll(chosen, 1)):
        new[place] = labels[other]
    return new
