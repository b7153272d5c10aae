# cell: task-majority-code
# grade: test-majority
# outcome: points


def majority(trained, asked):
    hits = []
    for _, about, _, answer in asked:
        count, seen = {}, []
        for firm, thing, _, value in trained:
            if thing == about and firm not in seen:
                seen.append(firm)
                count[value] = count.get(value, 0) + 1
        best = None
        for value in count:
            if best is None or count[value] > count[best]:
                best = value
        hits.append(int(best is not None and best == answer))
    return np.float64(sum(hits)) / len(hits)
