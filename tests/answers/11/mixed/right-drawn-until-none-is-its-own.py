# cell: task-mixed-code
# grade: test-mixed
# outcome: points


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    many = round(share * len(labels))
    if many < 2:
        return list(labels)
    chosen = rng.choice(len(labels), size=many, replace=False)
    while True:
        order = rng.permutation(many)
        if np.all(order != np.arange(many)):
            break
    new = np.array(labels, dtype=object)
    new[chosen] = new[chosen[order]]
    return new
