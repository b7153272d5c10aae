# cell: task-stop-code
# grade: test-stop
# outcome: refused
# hint: compare with the best so far, not with the check before


def best_step(losses, patience):
    kept, lowest, before, without = None, np.inf, np.inf, 0
    for step, loss in losses.items():
        if loss < before:
            kept, lowest, without = (step, loss, 0) if loss < lowest else (kept, lowest, 0)
        else:
            without += 1
        if (before := loss) is not None and patience and without >= patience:
            return kept, step
    return kept, None
