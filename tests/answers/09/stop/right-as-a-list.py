# cell: task-stop-code
# grade: test-stop
# outcome: points


def best_step(losses, patience):
    kept, lowest, without = None, np.inf, 0
    for step, loss in losses.items():
        if loss < lowest:
            kept, lowest, without = step, loss, 0
        else:
            without += 1
        if patience and without >= patience:
            return [kept, step]
    return [kept, None]
