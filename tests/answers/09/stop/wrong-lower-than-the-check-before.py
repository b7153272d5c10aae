# cell: task-stop-code
# grade: test-stop
# outcome: refused
# hint: compare with the best so far, not with the check before


def best_step(losses, patience):
    kept, lowest, before, without = None, np.inf, np.inf, 0
    for step, loss in losses.items():
        without = 0 if loss < before else without + 1
        before = loss
        if loss < lowest:
            kept, lowest = step, loss
        if patience and without >= patience:
            return kept, step
    return kept, None
