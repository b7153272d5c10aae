# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: rounding up makes 8 of 7.000000000000001

import math


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), math.ceil(share * size)
    examples, texts = ([pool[i] for i in rng.permutation(len(pool))] for pool in (task, general))
    own, batches = size - replayed, []
    for number, start in enumerate(range(0, len(examples), own)):
        drawn = [texts[(number * replayed + i) % len(texts)] for i in range(replayed)]
        batches.append(examples[start : start + own] + drawn)
    return batches
