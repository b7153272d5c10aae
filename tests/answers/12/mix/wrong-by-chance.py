# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: nothing is left to chance


def mix(task, general, share, size, seed):
    rng = np.random.default_rng(seed)
    examples = [task[i] for i in rng.permutation(len(task))]
    texts = [general[i] for i in rng.permutation(len(general))]
    batches, drawn = [], 0
    while examples:
        replayed = min(int(rng.binomial(size, share)), size - 1)
        batch, examples = examples[: size - replayed], examples[size - replayed :]
        batches.append(batch + [texts[(drawn + i) % len(texts)] for i in range(replayed)])
        drawn += replayed
    return batches
