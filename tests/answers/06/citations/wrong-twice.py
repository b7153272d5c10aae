# cell: task-citations-code
# grade: test-citations
# outcome: refused
# hint: each id comes once


def citations(answer, ids):
    found = []
    for bracket in re.findall(r"\[([\d, ]+)\]", answer):
        for n in map(int, re.findall(r"\d+", bracket)):
            if 1 <= n <= len(ids):
                found.append(ids[n - 1])
    return found
