# cell: task-flaw-code
# grade: test-flaw
# outcome: points


def flaw(adapter, x, wanted):
    outputs, weights = [adapter.output(x)], [adapter.weight()]
    adapter.step(x, wanted)
    outputs.append(adapter.output(x))
    weights.append(adapter.weight())
    down, up = adapter.thin()
    adapter.merge()
    outputs.append(adapter.output(x))
    same = lambda a, b: bool(np.abs(a - b).max() < 1e-6)
    facts = {
        "start": same(outputs[0], x @ weights[0].T),
        "stuck": not same(outputs[0], outputs[1]),
        "base": same(weights[0], weights[1]),
        "scale": same(outputs[1], x @ (weights[1] + adapter.scale * up @ down).T),
        "merge": same(outputs[1], outputs[2]),
    }
    return next((name for name, holds in facts.items() if not holds), "none")
