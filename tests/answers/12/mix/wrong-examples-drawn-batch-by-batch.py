# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: shuffle the examples first, by the seed alone


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    left, waiting, batches = list(task), [], []
    while left:
        batch = [left.pop(int(rng.integers(len(left)))) for _ in range(min(size - replayed, len(left)))]
        for _ in range(replayed):
            waiting = waiting or list(general)
            batch.append(waiting.pop(int(rng.integers(len(waiting)))))
        batches.append(batch)
    return batches
