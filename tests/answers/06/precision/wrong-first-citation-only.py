# cell: task-precision-code
# grade: test-precision
# outcome: refused
# hint: only the first citation of each case is looked at: pool all


def precision(cite, cases):
    firsts = [(cite(answer, ids), right) for answer, ids, right in cases]
    marks = [cited[0] in right for cited, right in firsts if cited]
    return sum(marks) / len(marks) if marks else 0.0
