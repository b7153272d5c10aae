# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: share × size of the places are for general texts


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    examples = [task[i] for i in rng.permutation(len(task))]
    own, batches = size - replayed, []
    for number, start in enumerate(range(0, len(examples), own)):
        drawn = [examples[(number * replayed + i) % len(examples)] for i in range(replayed)]
        batches.append(examples[start : start + own] + drawn)
    return batches
