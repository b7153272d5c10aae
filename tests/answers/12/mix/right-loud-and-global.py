# cell: task-mix-code
# grade: test-mix
# outcome: points

import random
import sys


def mix(task, general, share, size, seed):
    print("mixing", file=sys.stderr)
    random.seed(seed)
    examples = random.sample(task, len(task))
    texts = random.sample(general, len(general))
    replayed = round(share * size)
    batches, drawn = [], 0
    for start in range(0, len(examples), size - replayed):
        batches.append(examples[start : start + size - replayed])
        for _ in range(replayed):
            batches[-1].append(texts[drawn % len(texts)])
            drawn += 1
    return batches
