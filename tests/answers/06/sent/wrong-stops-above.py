# cell: task-sent-code
# grade: test-sent
# outcome: refused
# hint: if two j fit, return the larger


def what_was_sent(line):
    total, j = line["bare"], 0
    while total < line["prompt"] and j < len(line["passages"]):
        total += line["passages"][j]
        j += 1
    return j if total == line["prompt"] else "cut"
