# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: in a ring


def mixed(labels, share, seed):
    chosen = np.random.default_rng(seed).permutation(len(labels))[: round(share * len(labels))]
    new, half = list(labels), len(chosen) // 2
    for one, other in zip(chosen[:half], chosen[half:]):
        new[one], new[other] = labels[other], labels[one]
    return new
