# cell: task-sent-code
# grade: test-sent
# outcome: refused
# hint: only the first passages, in their order


def what_was_sent(line):
    import itertools

    for j in range(len(line["passages"]), -1, -1):
        for some in itertools.combinations(line["passages"], j):
            if line["bare"] + sum(some) == line["prompt"]:
                return j
    return "cut"
