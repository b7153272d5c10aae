# cell: task-precision-code
# grade: test-precision
# outcome: refused
# hint: a passage cited twice is two citations


def precision(cite, cases):
    marks = [i in right for answer, ids, right in cases for i in set(cite(answer, ids))]
    return sum(marks) / len(marks)
