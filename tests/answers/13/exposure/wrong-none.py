# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: nothing came back


def exposure(losses, secret, decoys):
    candidates = {secret, *decoys}
    rank = sum(sum(losses[code]) <= sum(losses[secret]) for code in candidates)
    print(np.log2(len(candidates)) - np.log2(rank))
