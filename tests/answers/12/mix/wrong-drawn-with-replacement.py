# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: go on where the batch before ended


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    examples = [task[i] for i in rng.permutation(len(task))]
    own = size - replayed
    return [
        examples[start : start + own] + [general[int(rng.integers(len(general)))] for _ in range(replayed)]
        for start in range(0, len(examples), own)
    ]
