# cell: task-sent-code
# grade: test-sent
# outcome: refused
# hint: j counts passages from 1


def what_was_sent(line):
    found, total = "cut", line["bare"]
    if total == line["prompt"]:
        found = 0
    for j, t in enumerate(line["passages"]):
        total += t
        if total == line["prompt"]:
            found = j
    return found
