# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: use the seed for the general texts, too


def mix(task, general, share, size, seed):
    replayed = round(share * size)
    examples = [task[i] for i in np.random.default_rng(seed).permutation(len(task))]
    texts = [general[i] for i in np.random.default_rng(0).permutation(len(general))]
    own, batches = size - replayed, []
    for number, start in enumerate(range(0, len(examples), own)):
        drawn = [texts[(number * replayed + i) % len(texts)] for i in range(replayed)]
        batches.append(examples[start : start + own] + drawn)
    return batches
