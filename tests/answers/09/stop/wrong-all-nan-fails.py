# cell: task-stop-code
# grade: test-stop
# outcome: refused
# hint: no best at all: the first is None


def best_step(losses, patience):
    if patience and all(loss != loss for loss in losses.values()) and losses:
        raise ValueError("no best")
    kept, lowest, without = None, np.inf, 0
    for step, loss in losses.items():
        if loss < lowest:
            kept, lowest, without = step, loss, 0
        else:
            without += 1
        if patience and without >= patience:
            return kept, step
    return kept, None
