# cell: task-stop-code
# grade: test-stop
# outcome: refused
# hint: neither a best nor a stop


def best_step(losses, patience):
    if not losses:
        raise ValueError("no losses")
    kept, lowest, without = None, np.inf, 0
    for step, loss in losses.items():
        if loss < lowest:
            kept, lowest, without = step, loss, 0
        else:
            without += 1
        if patience and without >= patience:
            return kept, step
    return kept, None
