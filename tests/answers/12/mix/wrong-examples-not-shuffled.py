# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: a file is often sorted by its topics


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    texts = [general[i] for i in rng.permutation(len(general))]
    own, batches = size - replayed, []
    for number, start in enumerate(range(0, len(task), own)):
        drawn = [texts[(number * replayed + i) % len(texts)] for i in range(replayed)]
        batches.append(task[start : start + own] + drawn)
    return batches
