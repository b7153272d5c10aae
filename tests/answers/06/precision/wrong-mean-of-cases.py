# cell: task-precision-code
# grade: test-precision
# outcome: refused
# hint: the mean over cases


def precision(cite, cases):
    return sum(
        sum(i in r for i in c) / max(len(c), 1) for c, r in [(cite(a, ids), right) for a, ids, right in cases]
    ) / len(cases)
