# cell: task-loop-code
# grade: test-loop
# outcome: refused
# hint: compare step by step


def train_table(pairs, size, steps, rate, warmup):
    table, slope, losses = np.zeros((size, size)), np.zeros((size, size)), []

    def mean():
        return np.mean([-np.log(softmax(table[a])[b]) for a, b in pairs])

    for step in range(1, steps + 1):
        losses.append(mean())
        slope = np.zeros((size, size))
        for a, b in pairs:
            slope[a] += (softmax(table[a]) - np.eye(size)[b]) / len(pairs)
        table -= rate * (min(1, step / warmup) if warmup else 1) * slope
        table *= 0.9
    return losses
