# cell: task-mix-code
# grade: test-mix
# outcome: points


def mix(task, general, share, size, seed):
    rng = np.random.default_rng(seed)
    examples = rng.permutation(np.array(task, dtype=str))
    replayed = int(np.rint(share * size))
    rounds = 1 + len(task) * replayed // max(1, len(general))
    texts = np.tile(rng.permutation(np.array(general, dtype=str)), rounds + 1)
    own = size - replayed
    return [
        np.concatenate([examples[i * own : (i + 1) * own], texts[i * replayed : (i + 1) * replayed]])
        for i in range(-(-len(task) // own))
    ]
