# cell: task-precision-code
# grade: test-precision
# outcome: refused
# hint: that mixes in how many right ids are found: divide by the nu


def precision(cite, cases):
    marks = [one in right for answer, ids, right in cases for one in cite(answer, ids)]
    wanted = sum(len(right) for _, _, right in cases)
    return 2 * sum(marks) / (len(marks) + wanted) if marks else 0.0
