# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: where it stands among the candidates


def exposure(losses, secret, decoys):
    return sum(losses[secret]) / np.log(2)
