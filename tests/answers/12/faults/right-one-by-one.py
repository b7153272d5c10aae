# cell: task-faults-code
# grade: test-faults
# outcome: points


def faults(report):
    found = []
    before = sorted(row["id"] for row in report.before)
    after = sorted(row["id"] for row in report.after)
    if before != after or len(set(before)) < len(before):
        found.append("questions")
    pairs = [(a, b) for a in report.before for b in report.after if a["id"] == b["id"]]
    if any(a["prompt"] != b["prompt"] for a, b in pairs):
        found.append("prompt")
    if any(report.template in row["prompt"] for row in report.before + report.after):
        found.append("template")
    if any(a["limit"] != b["limit"] for a, b in pairs):
        found.append("limit")
    if any(report.mark(answer, gold) for answer in NOTHING for gold in report.gold.values()):
        found.append("mark")
    return found
