# cell: task-precision-code
# grade: test-precision
# outcome: points


def precision(cite, cases):
    marks = [i in right for answer, ids, right in cases for i in cite(answer, ids)]
    return np.mean(marks) if marks else 0
