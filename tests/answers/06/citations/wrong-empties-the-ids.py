# cell: task-citations-code
# grade: test-citations
# outcome: refused
# hint: your function changed what it was given: work on a copy


def citations(answer, ids):
    rest = ids
    rest.insert(0, None)
    numbers = [int(n) for b in re.findall(r"\[([\d, ]+)\]", answer) for n in re.findall(r"\d+", b)]
    return list(dict.fromkeys(rest[n] for n in numbers if 1 <= n < len(rest)))
