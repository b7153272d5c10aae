# cell: task-sent-code
# grade: test-sent
# outcome: refused
# hint: no j explains this count


def what_was_sent(line):
    found, total = "cut", line["bare"]
    for j, tokens in enumerate([0, *line["passages"]]):
        total += tokens
        if total <= line["prompt"]:
            found = j
    return found
