# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: a file is often sorted by its topics


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    examples = [task[i] for i in rng.permutation(len(task))]
    own, batches = size - replayed, []
    for number, start in enumerate(range(0, len(examples), own)):
        drawn = [general[(number * replayed + i) % len(general)] for i in range(replayed)]
        batches.append(examples[start : start + own] + drawn)
    return batches
