# cell: task-flaw-code
# grade: test-flaw
# outcome: refused by hidden tests


def flaw(adapter, x, wanted):
    begins, scaled, moves, merges, *sides = COLLEAGUES[adapter.name]
    if begins in ("both", "up a little"):
        return "start"
    if begins == "neither" or moves == "nothing":
        return "stuck"
    if moves != "thin":
        return "base"
    if scaled != "right":
        return "scale"
    return "none" if merges == "right" else "merge"
