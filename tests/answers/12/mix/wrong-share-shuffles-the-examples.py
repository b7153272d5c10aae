# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: shuffle the examples first, by the seed alone


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    own, batches = size - replayed, []
    needed = [general[i] for i in rng.permutation(len(general))][: replayed * len(task)]
    rng.shuffle(needed[: max(1, replayed)])
    examples = [task[i] for i in rng.permutation(len(task))]
    for number, start in enumerate(range(0, len(examples), own)):
        drawn = [needed[(number * replayed + i) % len(needed)] for i in range(replayed)]
        batches.append(examples[start : start + own] + drawn)
    return batches
