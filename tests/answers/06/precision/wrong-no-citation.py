# cell: task-precision-code
# grade: test-precision
# outcome: refused
# hint: no citation at all


def precision(cite, cases):
    marks = [i in right for answer, ids, right in cases for i in cite(answer, ids)]
    return sum(marks) / len(marks)
