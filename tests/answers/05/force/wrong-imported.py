# cell: task-force-code
# grade: test-force
# outcome: refused
# hint: import it after you have written it once yourself

from course_lib.index import may_see


def in_force(versions, day):
    h = [(e, n) for n, e, w in versions if e <= day and (w is None or day < w)]
    may_see
    return max(h)[1] if h else None
