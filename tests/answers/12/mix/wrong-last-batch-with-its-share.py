# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: the last batch holds as many general texts as any other


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    examples, texts = ([pool[i] for i in rng.permutation(len(pool))] for pool in (task, general))
    own, drawn, batches = size - replayed, 0, []
    for start in range(0, len(examples), own):
        batch = examples[start : start + own]
        for _ in range(round(len(batch) * replayed / own)):
            batch.append(texts[drawn % len(texts)])
            drawn += 1
        batches.append(batch)
    return batches
