# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: there may be fewer general texts than a batch needs

import random


def mix(task, general, share, size, seed):
    rng, replayed = random.Random(seed), round(share * size)
    examples = rng.sample(task, len(task))
    order, drawn, batches = rng.sample(general, len(general)), [], []
    for start in range(0, len(examples), size - replayed):
        if replayed > len(general):
            raise ValueError("more general texts are wanted than there are")
        while len(drawn) < replayed:
            drawn += order
        batches.append(examples[start : start + size - replayed] + drawn[:replayed])
        drawn = drawn[replayed:]
    return batches
