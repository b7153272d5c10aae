# cell: task-sent-code
# grade: test-sent
# outcome: refused
# hint: a prompt with no passage is 0


def what_was_sent(line):
    found, total = "cut", line["bare"]
    for j, tokens in enumerate(line["passages"], start=1):
        total += tokens
        if total == line["prompt"]:
            found = j
    return found
