# cell: task-stop-code
# grade: test-stop
# outcome: refused
# hint: nan is never the best


def best_step(losses, patience):
    kept, lowest, without = next(iter(losses), None), next(iter(losses.values()), np.inf), -1
    for step, loss in losses.items():
        if loss < lowest:
            kept, lowest, without = step, loss, 0
        else:
            without += 1
        if patience and without >= patience:
            return kept, step
    return kept, None
