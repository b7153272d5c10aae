# cell: task-precision-code
# grade: test-precision
# outcome: refused
# hint: you divide by the number of right ids


def precision(cite, cases):
    marks = [i in right for answer, ids, right in cases for i in cite(answer, ids)]
    return sum(marks) / sum(len(right) for _, _, right in cases)
