# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: without examples there is no batch


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    examples, texts = ([pool[i] for i in rng.permutation(len(pool))] for pool in (task, general))
    own, batches = size - replayed, []
    for number in range(max(1, -(-len(examples) // own))):
        drawn = [texts[(number * replayed + i) % len(texts)] for i in range(replayed)]
        batches.append(examples[number * own : (number + 1) * own] + drawn)
    return batches
