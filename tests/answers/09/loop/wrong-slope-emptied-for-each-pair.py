# cell: task-loop-code
# grade: test-loop
# outcome: refused
# hint: slope is emptied once a step, not once a pair


def train_table(pairs, size, steps, rate, warmup):
    table, losses = np.zeros((size, size)), []
    for step in range(1, steps + 1):
        losses.append(np.mean([-np.log(softmax(table[a])[b]) for a, b in pairs]))
        for a, b in pairs:
            slope = np.zeros((size, size))
            slope[a] += (softmax(table[a]) - np.eye(size)[b]) / len(pairs)
        table -= rate * (min(1, step / warmup) if warmup else 1) * slope
    return losses
