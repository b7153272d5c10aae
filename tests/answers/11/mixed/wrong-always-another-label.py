# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: whether two labels are alike is not looked at


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    many = round(share * len(labels))
    new = list(labels)
    if many < 2:
        return new
    for _ in range(200):
        chosen = rng.permutation(len(labels))[:many]
        own = [labels[i] for i in chosen]
        order = sorted(range(many), key=lambda i: own[i])
        most = max(own.count(one) for one in own)
        given = dict(zip([chosen[i] for i in order], [own[i] for i in order[most:] + order[:most]]))
        if all(labels[place] != label for place, label in given.items()):
            break
    else:
        return new
    for place, label in given.items():
        new[place] = label
    return new
