# cell: task-sent-code
# grade: test-sent
# outcome: points


def what_was_sent(line):
    totals = line["bare"] + np.cumsum([0, *line["passages"]])
    fits = np.flatnonzero(totals == line["prompt"])
    return fits[-1] if len(fits) else "cut"
