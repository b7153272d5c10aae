# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: whether two labels are alike is not looked at


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(labels))[: round(share * len(labels))]
    chosen = sorted(chosen, key=lambda place: labels[place])
    new = list(labels)
    for place, other in zip(chosen, np.roll(chosen, len(chosen) // 2)):
        new[place] = labels[other]
    return new
