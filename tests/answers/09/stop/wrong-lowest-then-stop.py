# cell: task-stop-code
# grade: test-stop
# outcome: refused
# hint: the run stops


def best_step(losses, patience):
    kept = min((step for step in losses if losses[step] == losses[step]), key=losses.get, default=None)
    after = [step for step in losses if kept is not None and step > kept]
    return kept, (after[patience - 1] if patience and len(after) >= patience else None)
