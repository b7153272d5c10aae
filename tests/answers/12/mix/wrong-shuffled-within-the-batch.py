# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: in each batch the examples of the task stand first


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    examples, texts = ([pool[i] for i in rng.permutation(len(pool))] for pool in (task, general))
    own, batches = size - replayed, []
    for number, start in enumerate(range(0, len(examples), own)):
        batch = examples[start : start + own] + [texts[(number * replayed + i) % len(texts)] for i in range(replayed)]
        rng.shuffle(batch)
        batches.append(batch)
    return batches
