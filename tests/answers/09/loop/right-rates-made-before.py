# cell: task-loop-code
# grade: test-loop
# outcome: points


def train_table(pairs, size, steps, rate, warmup):
    rates = np.full(steps, float(rate))
    rising = rate * np.arange(1, warmup + 1) / max(warmup, 1)
    rates[:warmup] = rising[:steps]
    firsts, seconds = np.array(pairs).T
    table, losses = np.zeros((size, size)), np.zeros(steps)
    for step in range(steps):
        powers = np.exp(table)
        shares = powers / powers.sum(axis=1, keepdims=True)
        losses[step] = -np.log(shares[firsts, seconds]).mean()
        errors = shares[firsts]
        errors[np.arange(len(pairs)), seconds] -= 1
        np.subtract.at(table, firsts, rates[step] * errors / len(pairs))
    return losses
