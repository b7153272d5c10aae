# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: no batch goes without


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    examples, texts = ([pool[i] for i in rng.permutation(len(pool))] for pool in (task, general))
    own, batches = size - replayed, []
    while examples and len(texts) >= replayed:
        batches.append(examples[:own] + texts[:replayed])
        examples, texts = examples[own:], texts[replayed:]
    return batches
