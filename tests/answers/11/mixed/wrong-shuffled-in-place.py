# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: the label of ANOTHER chosen one


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.choice(len(labels), round(share * len(labels)), replace=False)
    new, own = list(labels), [labels[i] for i in chosen]
    rng.shuffle(own)
    for place, label in zip(chosen, own):
        new[place] = label
    return new
