# cell: task-citations-code
# grade: test-citations
# outcome: refused
# hint: [1] is the first passage


def citations(answer, ids):
    found = []
    for bracket in re.findall(r"\[([\d, ]+)\]", answer):
        for n in map(int, re.findall(r"\d+", bracket)):
            if n < len(ids):
                found.append(ids[n])
    return found
