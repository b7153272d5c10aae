# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: nothing is left to chance


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    own = size - replayed
    count = -(-len(task) // own)
    texts = [general[i % len(general)] for i in rng.permutation(count * replayed)] if general else []
    every = [*task, *texts]
    every = [every[i] for i in rng.permutation(len(every))]
    batches = [every[i : i + size] for i in range(0, len(every), size)]
    return [sorted(batch, key=lambda one: one in general) for batch in batches]
