# cell: task-stop-code
# grade: test-stop
# outcome: points


def best_step(losses, patience):
    steps = list(losses)
    seen = []
    for step in steps:
        seen.append(np.inf if np.isnan(losses[step]) else losses[step])
        best = int(np.argmin(seen))
        since = len(seen) if seen[best] == np.inf else len(seen) - 1 - best
        if patience and since >= patience:
            return (None if seen[best] == np.inf else steps[best]), step
    real = [step for step in steps if losses[step] == losses[step]]
    return min(real, key=losses.get, default=None), None
