# cell: task-citations-code
# grade: test-citations
# outcome: points


def citations(answer, ids):
    found = {}
    for part in answer.split("[")[1:]:
        inside, closed, _ = part.partition("]")
        for number in inside.replace(",", " ").split() if closed else []:
            if number.isdecimal() and 1 <= int(number) <= len(ids):
                found.setdefault(ids[int(number) - 1])
    return [*found]
