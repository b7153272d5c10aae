# cell: task-force-code
# grade: test-force
# outcome: refused
# hint: take the latest effective day among the versions that hold o


def in_force(versions, day):
    held = [(day - e, n) for n, e, w in versions if e <= day and (w is None or day < w)]
    return max(held)[1] if held else None
