# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: replay takes places within a batch


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    examples, texts = ([pool[i] for i in rng.permutation(len(pool))] for pool in (task, general))
    batches = []
    for number, start in enumerate(range(0, len(examples), size)):
        drawn = [texts[(number * replayed + i) % len(texts)] for i in range(replayed)]
        batches.append(examples[start : start + size] + drawn)
    return batches
