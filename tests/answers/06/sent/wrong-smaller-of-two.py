# cell: task-sent-code
# grade: test-sent
# outcome: refused
# hint: a passage of 0 tokens is in the prompt too: of two j, the la


def what_was_sent(line):
    total = line["bare"]
    if total == line["prompt"]:
        return 0
    for j, tokens in enumerate(line["passages"], start=1):
        total += tokens
        if total == line["prompt"]:
            rest = line["passages"][j:]
            return j + (1 if rest and rest[0] == 0 else 0)
    return "cut"
