# cell: task-sent-code
# grade: test-sent
# outcome: points


def what_was_sent(line):
    for j in range(len(line["passages"]), -1, -1):
        if line["bare"] + sum(line["passages"][:j]) == line["prompt"]:
            return j
    return "cut"
