# cell: task-citations-code
# grade: test-citations
# outcome: refused
# hint: each id comes once, whatever its number


def citations(answer, ids):
    found = []
    for bracket in re.findall(r"\[([\d, ]+)\]", answer):
        for n in map(int, re.findall(r"\d+", bracket)):
            if 1 <= n <= len(ids) and n not in found:
                found.append(n)
    return [ids[n - 1] for n in found]
