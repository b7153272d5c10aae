# cell: task-precision-code
# grade: test-precision
# outcome: refused
# hint: the cases with a citation


def precision(cite, cases):
    shares = [sum(i in r for i in c) / len(c) for c, r in [(cite(a, ids), right) for a, ids, right in cases] if c]
    return sum(shares) / len(shares)
