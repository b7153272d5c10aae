# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: in a ring


def mixed(labels, share, seed):
    chosen = np.random.default_rng(seed).permutation(len(labels))[: round(share * len(labels))]
    new = list(labels)
    for place, other in zip(chosen, chosen[::-1]):
        new[place] = labels[other]
    return new
