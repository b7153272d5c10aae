# cell: task-precision-code
# grade: test-precision
# outcome: refused
# hint: the number of right citations


def precision(cite, cases):
    marks = [i in right for answer, ids, right in cases for i in cite(answer, ids)]
    return sum(marks)
