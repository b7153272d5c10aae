# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: work on a copy


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(labels))[: round(share * len(labels))]
    old, new = list(labels), labels
    for place, other in zip(chosen, np.roll(chosen, 1)):
        new[place] = old[other]
    return new
