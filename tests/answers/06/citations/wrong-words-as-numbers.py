# cell: task-citations-code
# grade: test-citations
# outcome: refused
# hint: a bracket may hold words


def citations(answer, ids):
    parts = [p for b in re.findall(r"\[([^\]]*)\]", answer) for p in b.split(",")]
    numbers = [int(p) for p in parts]
    return list(dict.fromkeys(ids[n - 1] for n in numbers if 1 <= n <= len(ids)))
