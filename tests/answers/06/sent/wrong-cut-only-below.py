# cell: task-sent-code
# grade: test-sent
# outcome: refused
# hint: no j explains this count: return the text 'cut'


def what_was_sent(line):
    totals = [line["bare"] + sum(line["passages"][:j]) for j in range(len(line["passages"]) + 1)]
    if line["prompt"] > totals[-1]:
        return len(line["passages"])
    return max((j for j, t in enumerate(totals) if t == line["prompt"]), default="cut")
