# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: return a list


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    examples, texts = ([pool[i] for i in rng.permutation(len(pool))] for pool in (task, general))
    for number, start in enumerate(range(0, len(examples), size - replayed)):
        drawn = [texts[(number * replayed + i) % len(texts)] for i in range(replayed)]
        yield examples[start : start + size - replayed] + drawn
