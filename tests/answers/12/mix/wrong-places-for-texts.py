# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: and nothing else


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    order, texts = (rng.permutation(len(pool)).tolist() for pool in (task, general))
    own, batches = size - replayed, []
    for number, start in enumerate(range(0, len(order), own)):
        drawn = [texts[(number * replayed + i) % len(texts)] for i in range(replayed)]
        batches.append(order[start : start + own] + drawn)
    return batches
