# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: do not draw new ones


def mixed(labels, share, seed):
    order = np.random.default_rng(seed).permutation(len(labels))
    many = round(share * len(labels))
    new = list(labels)
    for place, other in zip(order[:many], np.roll(order, 1)):
        new[place] = labels[other]
    return new
