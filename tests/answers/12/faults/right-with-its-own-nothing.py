# cell: task-faults-code
# grade: test-faults
# outcome: points

EMPTY = ["", "I do not know.", "As a language model, I cannot say."]


def faults(report):
    _, template, before, after, mark, gold = report
    ids = lambda side: sorted(row["id"] for row in side)
    pairs = [(a, b) for a in before for b in after if a["id"] == b["id"]]
    tests = [
        ids(before) != ids(after) or any(a == b for a, b in zip(ids(before), ids(before)[1:])),
        not all(a["prompt"] == b["prompt"] for a, b in pairs),
        any(row["prompt"].find(template) >= 0 for row in before + after),
        not all(a["limit"] == b["limit"] for a, b in pairs),
        any(mark(answer, right) for answer in EMPTY for right in gold.values()),
    ]
    return [name for name, there in zip(("questions", "prompt", "template", "limit", "mark"), tests) if there]
