# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: do not draw new ones


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.integers(len(labels), size=round(share * len(labels)))
    new = list(labels)
    for place, other in zip(chosen, np.roll(chosen, 1)):
        new[place] = labels[other]
    return new
