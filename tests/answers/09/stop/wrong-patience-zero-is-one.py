# cell: task-stop-code
# grade: test-stop
# outcome: refused
# hint: with patience 0 the run goes to its end


def best_step(losses, patience):
    kept, lowest, without = None, np.inf, 0
    for step, loss in losses.items():
        if loss < lowest:
            kept, lowest, without = step, loss, 0
        else:
            without += 1
        if without >= max(patience, 1):
            return kept, step
    return kept, None
