# cell: task-precision-code
# grade: test-precision
# outcome: refused
# hint: gives 0.0


def precision(cite, cases):
    marks = [i in right for answer, ids, right in cases for i in cite(answer, ids)]
    return sum(marks) / len(marks) if marks else float("nan")
