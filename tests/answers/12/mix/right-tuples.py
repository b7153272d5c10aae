# cell: task-mix-code
# grade: test-mix
# outcome: points


def mix(task, general, share, size, seed):
    rng = np.random.default_rng(seed)
    examples = tuple(task[i] for i in rng.permutation(len(task)))
    texts = tuple(general[i] for i in rng.permutation(len(general)))
    replayed = round(share * size)
    return tuple(
        examples[start : start + size - replayed]
        + tuple(texts[(number * replayed + i) % len(texts)] for i in range(replayed))
        for number, start in enumerate(range(0, len(examples), size - replayed))
    )
