# cell: task-citations-code
# grade: test-citations
# outcome: refused
# hint: in the order in which first named


def citations(answer, ids):
    found = []
    for bracket in re.findall(r"\[([\d, ]+)\]", answer):
        for n in map(int, re.findall(r"\d+", bracket)):
            if 1 <= n <= len(ids) and ids[n - 1] not in found:
                found.append(ids[n - 1])
    return sorted(found)
