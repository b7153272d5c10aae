# cell: task-mixed-code
# grade: test-mixed
# outcome: points


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(labels))[: round(share * len(labels))]
    given = {place: labels[other] for place, other in zip(chosen, np.roll(chosen, 1))}
    return tuple(given.get(place, label) for place, label in enumerate(labels))
