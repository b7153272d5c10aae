# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: go on where the batch before ended


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    examples, texts = ([pool[i] for i in rng.permutation(len(pool))] for pool in (task, general))
    own = size - replayed
    return [
        examples[start : start + own] + [texts[number % len(texts)] if texts else ""] * replayed
        for number, start in enumerate(range(0, len(examples), own))
    ]
