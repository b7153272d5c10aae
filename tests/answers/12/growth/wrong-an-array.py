# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: return one number


def growth(before, after, counts):
    rows = np.array([(count * (a - b), count) for b, a, count in zip(before, after, counts) if count])
    return np.exp([rows[:, 0].sum() / rows[:, 1].sum()])
