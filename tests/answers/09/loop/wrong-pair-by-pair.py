# cell: task-loop-code
# grade: test-loop
# outcome: refused
# hint: one step for all pairs


def train_table(pairs, size, steps, rate, warmup):
    table, slope, losses = np.zeros((size, size)), np.zeros((size, size)), []

    def mean():
        return np.mean([-np.log(softmax(table[a])[b]) for a, b in pairs])

    for step in range(1, steps + 1):
        losses.append(mean())
        for a, b in pairs:
            table[a] -= (
                rate * (min(1, step / warmup) if warmup else 1) * (softmax(table[a]) - np.eye(size)[b]) / len(pairs)
            )
    return losses
