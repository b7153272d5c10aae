# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: go on where the batch before ended


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    examples = [task[i] for i in rng.permutation(len(task))]
    own, batches = size - replayed, []
    for start in range(0, len(examples), own):
        texts = [general[i] for i in rng.permutation(len(general))] * (1 + replayed // max(1, len(general)))
        batches.append(examples[start : start + own] + texts[:replayed])
    return batches
