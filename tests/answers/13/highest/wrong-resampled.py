# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: resampling what came out


def highest(out, tried):
    rng = np.random.default_rng(0)
    marks = np.array([1] * out + [0] * (tried - out))
    means = rng.choice(marks, (2000, tried)).mean(axis=1)
    return float(np.quantile(means, 0.975)) if 0 < out else 0.0
