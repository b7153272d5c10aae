# cell: task-sent-code
# grade: test-sent
# outcome: points

from itertools import accumulate


def what_was_sent(line):
    totals = list(accumulate(line["passages"], initial=line["bare"]))
    fitting = [j for j, total in enumerate(totals) if total == line["prompt"]]
    return fitting[-1] if fitting else "cut"
