# cell: task-stop-code
# grade: test-stop
# outcome: refused
# hint: keep the step of the lowest loss


def best_step(losses, patience):
    kept, lowest, without = None, np.inf, 0
    for step, loss in losses.items():
        if loss < lowest:
            kept, lowest, without = step, loss, 0
        else:
            without += 1
        if patience and without >= patience:
            return step, step
    return step, None
