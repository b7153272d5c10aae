# cell: task-precision-code
# grade: test-precision
# outcome: points


def precision(cite, cases):
    marks = [float(one in right) for answer, ids, right in cases for one in cite(answer, ids)]
    return np.nan_to_num(np.mean(marks))
