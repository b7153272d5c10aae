# cell: task-tries-code
# grade: test-tries
# outcome: refused
# hint: import it after you have written it once yourself


def tries(risk, out):
    from course_lib import stats

    tried = out + 1
    while highest(out, tried) >= risk:
        tried += 1
    return tried if stats else 0
