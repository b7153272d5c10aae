# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: is the share of the general texts, not of the task


def mix(task, general, share, size, seed):
    rng, own = np.random.default_rng(seed), round(share * size) or size
    examples, texts = ([pool[i] for i in rng.permutation(len(pool))] for pool in (task, general))
    batches, replayed = [], size - own
    for number, start in enumerate(range(0, len(examples), own)):
        drawn = [texts[(number * replayed + i) % len(texts)] for i in range(replayed)]
        batches.append(examples[start : start + own] + drawn)
    return batches
