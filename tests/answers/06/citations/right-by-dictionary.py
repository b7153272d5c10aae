# cell: task-citations-code
# grade: test-citations
# outcome: points


def citations(answer, ids):
    by_number = {str(n): i for n, i in enumerate(ids, start=1)}
    inside = " ".join(re.findall(r"\[[^\]]*\]", answer))
    return list(dict.fromkeys(by_number[n] for n in re.findall(r"\d+", inside) if n in by_number))
