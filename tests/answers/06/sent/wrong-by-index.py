# cell: task-sent-code
# grade: test-sent
# outcome: refused
# hint: where no j fits, return the text 'cut'


def what_was_sent(line):
    totals = [line["bare"] + sum(line["passages"][:j]) for j in range(len(line["passages"]) + 1)]
    return len(totals) - 1 - totals[::-1].index(line["prompt"])
