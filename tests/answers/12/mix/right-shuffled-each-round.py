# cell: task-mix-code
# grade: test-mix
# outcome: points


def mix(task, general, share, size, seed):
    first, second = np.random.default_rng([seed, 0]), np.random.default_rng([seed, 1])
    order = first.permutation(len(task))
    replayed, waiting, batches = int(share * size + 0.5), [], []
    for start in range(0, len(task), size - replayed):
        batch = [task[i] for i in order[start : start + size - replayed]]
        for _ in range(replayed):
            if not waiting:
                waiting = [general[i] for i in second.permutation(len(general))]
            batch.append(waiting.pop())
        batches.append(batch)
    return batches
