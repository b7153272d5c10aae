# cell: task-loop-code
# grade: test-loop
# outcome: refused
# hint: slopes of all pairs of a row are added up


def train_table(pairs, size, steps, rate, warmup):
    table, losses = np.zeros((size, size)), []
    for step in range(1, steps + 1):
        losses.append(np.mean([-np.log(softmax(table[a])[b]) for a, b in pairs]))
        slope = np.zeros((size, size))
        for a, b in pairs:
            slope[a] = (softmax(table[a]) - np.eye(size)[b]) / len(pairs)
        table -= rate * (min(1, step / warmup) if warmup else 1) * slope
    return losses
