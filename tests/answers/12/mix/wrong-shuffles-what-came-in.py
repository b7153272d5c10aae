# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: your function changed what it was given

import random


def mix(task, general, share, size, seed):
    rng, replayed = random.Random(seed), round(share * size)
    rng.shuffle(task)
    rng.shuffle(general)
    own, batches = size - replayed, []
    for number, start in enumerate(range(0, len(task), own)):
        drawn = [general[(number * replayed + i) % len(general)] for i in range(replayed)]
        batches.append(task[start : start + own] + drawn)
    return batches
