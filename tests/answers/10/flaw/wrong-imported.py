# cell: task-flaw-code
# grade: test-flaw
# outcome: refused
# hint: import it after you have written it once yourself


def flaw(adapter, x, wanted):
    from course_lib.lora import low_rank

    weight, first = adapter.weight(), adapter.output(x)
    if not np.allclose(first, x @ weight.T):
        return "start"
    adapter.step(x, wanted)
    if not np.allclose(adapter.weight(), weight):
        return "base"
    after = adapter.output(x)
    if np.allclose(after, first):
        return "stuck"
    down, up = adapter.thin()
    if not np.allclose(after, x @ weight.T + low_rank(x, down, up, adapter.scale)):
        return "scale"
    adapter.merge()
    return "none" if np.allclose(adapter.output(x), after) else "merge"
