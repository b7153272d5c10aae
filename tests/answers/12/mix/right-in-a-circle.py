# cell: task-mix-code
# grade: test-mix
# outcome: points

import itertools
import random


def mix(task, general, share, size, seed):
    examples, texts = list(task), list(general)
    random.Random(seed).shuffle(examples)
    random.Random(seed).shuffle(texts)
    replayed = round(size * share)
    circle, batches = itertools.cycle(texts), []
    while examples:
        batch, examples = examples[: size - replayed], examples[size - replayed :]
        batches.append(batch + [next(circle) for _ in range(replayed)])
    return batches
