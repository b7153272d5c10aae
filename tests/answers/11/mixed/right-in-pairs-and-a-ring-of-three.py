# cell: task-mixed-code
# grade: test-mixed
# outcome: points

import random


def mixed(labels, share, seed):
    chance = random.Random(seed)
    chosen = chance.sample(range(len(labels)), round(share * len(labels)))
    groups = [chosen[i : i + 2] for i in range(0, len(chosen) - 1, 2)]
    if len(chosen) % 2 and groups:
        groups[-1] = groups[-1] + chosen[-1:]
    new = labels[:]
    for group in groups:
        for place, other in zip(group, group[1:] + group[:1]):
            new[place] = labels[other]
    return new
