# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: out or FEWER

from math import comb


def highest(out, tried):
    low, high = 0.0, 1.0
    for _ in range(60):
        share = (low + high) / 2
        chance = sum(comb(tried, k) * share**k * (1 - share) ** (tried - k) for k in range(out))
        low, high = (share, high) if chance > 0.025 else (low, share)
    return high
