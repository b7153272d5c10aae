# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: go on where the batch before ended


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    examples, texts = ([pool[i] for i in rng.permutation(len(pool))] for pool in (task, general))
    own, batches, waiting = size - replayed, [], []
    for start in range(0, len(examples), own):
        if len(waiting) < replayed:
            waiting = texts * (1 + replayed // max(1, len(texts)))
        batches.append(examples[start : start + own] + waiting[:replayed])
        waiting = waiting[replayed:]
    return batches
