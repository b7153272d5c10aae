# cell: task-citations-code
# grade: test-citations
# outcome: refused
# hint: each id comes once


def citations(answer, ids):
    inside = " ".join(re.findall(r"\[([\d, ]+)\]", answer))
    numbers = dict.fromkeys(map(int, re.findall(r"\d+", inside)))
    return [ids[n - 1] for n in numbers if 1 <= n <= len(ids)]
