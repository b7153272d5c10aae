# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: places, and no more


def mixed(labels, share, seed):
    order = np.random.default_rng(seed).permutation(len(labels))
    new = list(labels)
    pairs = round(share * len(labels))
    for one, other in zip(order[:pairs], order[pairs : 2 * pairs]):
        new[one], new[other] = labels[other], labels[one]
    return new
