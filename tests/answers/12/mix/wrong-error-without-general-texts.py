# cell: task-mix-code
# grade: test-mix
# outcome: refused
# hint: is something drawn, divided or cycled that is not there


def mix(task, general, share, size, seed):
    rng, replayed = np.random.default_rng(seed), round(share * size)
    examples, texts = ([pool[i] for i in rng.permutation(len(pool))] for pool in (task, general))
    own, batches = size - replayed, []
    rounds = 1 + len(task) * replayed // len(texts)
    texts = texts * (rounds + 1)
    for number, start in enumerate(range(0, len(examples), own)):
        batches.append(examples[start : start + own] + texts[number * replayed : (number + 1) * replayed])
    return batches
