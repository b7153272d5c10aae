# cell: task-loop-code
# grade: test-loop
# outcome: points


def train_table(pairs, size, steps, rate, warmup):
    counts = np.zeros((size, size))
    for a, b in pairs:
        counts[a, b] += 1
    table, losses = np.zeros((size, size)), []
    for step in range(1, steps + 1):
        powers = np.exp(table - table.max(axis=1, keepdims=True))
        shares = powers / powers.sum(axis=1, keepdims=True)
        losses.append(float(-(counts * np.log(shares)).sum() / len(pairs)))
        slope = (counts.sum(axis=1, keepdims=True) * shares - counts) / len(pairs)
        table = table - rate * min(1.0, step / max(warmup, 1)) * slope
    return losses
