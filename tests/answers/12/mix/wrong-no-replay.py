# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: no place is kept for general texts


def mix(task, general, share, size, seed):
    rng = np.random.default_rng(seed)
    examples = [task[i] for i in rng.permutation(len(task))]
    return [examples[start : start + size] for start in range(0, len(examples), size)]
