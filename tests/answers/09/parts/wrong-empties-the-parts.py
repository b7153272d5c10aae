# cell: task-parts-code
# grade: test-parts
# outcome: refused
# hint: work on a copy


def step_gradient(parts):
    total, count = 0, 0
    while parts:
        g, n = parts.pop()
        if n:
            total, count = total + n * g, count + n
    return total / count
