# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: the label of ANOTHER chosen one


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(labels))[: round(share * len(labels))]
    new = list(labels)
    for place, other in zip(chosen, rng.permutation(chosen)):
        new[place] = labels[other]
    return new
