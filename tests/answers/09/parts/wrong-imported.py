# cell: task-parts-code
# grade: test-parts
# outcome: refused
# hint: import it after you have written it once yourself


def step_gradient(parts):
    from course_lib import training

    full = [(gradient, labels) for gradient, labels in parts if labels]
    return sum(n * g for g, n in full) / sum(n for _, n in full)
