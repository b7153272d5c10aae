# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: in how many orders


def highest(out, tried):
    low, high = 0.0, 1.0
    for _ in range(60):
        share = (low + high) / 2
        chance = sum(share**k * (1 - share) ** (tried - k) for k in range(out + 1))
        low, high = (share, high) if chance > 0.025 else (low, share)
    return high
