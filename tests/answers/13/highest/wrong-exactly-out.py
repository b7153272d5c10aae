# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: out or FEWER

from math import comb


def highest(out, tried):
    low, high = out / tried, 1.0
    for _ in range(60):
        share = (low + high) / 2
        chance = comb(tried, out) * share**out * (1 - share) ** (tried - out)
        low, high = (share, high) if chance > 0.025 else (low, share)
    return high
