# cell: task-mixed-code
# grade: test-mixed
# outcome: points


def mixed(labels, share, seed):
    """Sattolo's way: swap each with one before it, so that all stand in one ring."""
    rng = np.random.default_rng([seed, 5])
    chosen = list(rng.choice(range(len(labels)), round(share * len(labels)), replace=False)) if labels else []
    own = [labels[place] for place in chosen]
    for last in range(len(own) - 1, 0, -1):
        other = int(rng.integers(last))
        own[last], own[other] = own[other], own[last]
    new = list(labels)
    for place, label in zip(chosen, own):
        new[place] = label
    return new
