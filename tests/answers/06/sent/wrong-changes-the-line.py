# cell: task-sent-code
# grade: test-sent
# outcome: refused
# hint: changed what it was given


def what_was_sent(line):
    line["passages"].insert(0, 0)
    found, total = "cut", line["bare"]
    for j, tokens in enumerate(line["passages"]):
        total += tokens
        if total == line["prompt"]:
            found = j
    return found
