# cell: task-precision-code
# grade: test-precision
# outcome: refused
# hint: a case does not count as a whole: of its citations, some are


def precision(cite, cases):
    marks = [bool(set(cite(answer, ids)) & right) for answer, ids, right in cases]
    return sum(marks) / len(marks) if marks else 0.0
