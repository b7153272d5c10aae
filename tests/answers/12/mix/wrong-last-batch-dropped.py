# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: every example comes, so a last batch may be smaller


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    examples, texts = ([pool[i] for i in rng.permutation(len(pool))] for pool in (task, general))
    own = size - replayed
    return [
        examples[n * own : (n + 1) * own] + [texts[(n * replayed + i) % len(texts)] for i in range(replayed)]
        for n in range(len(task) // own)
    ]
