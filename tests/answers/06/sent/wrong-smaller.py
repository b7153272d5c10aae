# cell: task-sent-code
# grade: test-sent
# outcome: refused
# hint: if two j fit, return the larger


def what_was_sent(line):
    found, total = "cut", line["bare"]
    for j, tokens in enumerate([0, *line["passages"]]):
        total += tokens
        if total == line["prompt"]:
            return j
    return found
