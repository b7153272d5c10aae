# cell: task-stop-code
# grade: test-stop
# outcome: points


def best_step(losses, patience):
    steps, values = np.array(list(losses), dtype=int), np.array(list(losses.values()), dtype=float)
    values[np.isnan(values)] = np.inf
    low, kept, without = np.inf, None, 0
    for step, value in zip(steps, values):
        without += 1
        if value < low:
            low, kept, without = value, step, 0
        if patience > 0 and without == patience:
            return kept, step
    return kept, None
