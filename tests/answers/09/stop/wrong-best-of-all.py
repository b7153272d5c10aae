# cell: task-stop-code
# grade: test-stop
# outcome: refused
# hint: nobody knows what would have come


def best_step(losses, patience):
    kept, lowest, without = None, np.inf, 0
    for step, loss in losses.items():
        if loss < lowest:
            kept, lowest, without = step, loss, 0
        else:
            without += 1
        if patience and without >= patience:
            return min((step for step in losses if losses[step] == losses[step]), key=losses.get, default=None), step
    return kept, None
