# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: your function changed what it was given


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    texts = [general[i] for i in rng.permutation(len(general))]
    drawn, batches = 0, []
    while task:
        batch = [task.pop() for _ in range(min(size - replayed, len(task)))]
        for _ in range(replayed):
            batch.append(texts[drawn % len(texts)])
            drawn += 1
        batches.append(batch)
    return batches
