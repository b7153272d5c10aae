# cell: task-faults-code
# grade: test-faults
# outcome: points

from collections import Counter


def faults(report):
    counts = [Counter(row["id"] for row in side) for side in (report.before, report.after)]
    found = {"questions"} if counts[0] != counts[1] or max(counts[0].values()) > 1 else set()
    after = {row["id"]: row for row in report.after}
    for row in report.before:
        other = after.get(row["id"], row)
        found |= {key for key in ("prompt", "limit") if row[key] != other[key]}
    if [row for row in (*report.before, *report.after) if report.template in row["prompt"]]:
        found.add("template")
    for gold in report.gold.values():
        for answer in NOTHING:
            if report.mark(answer, gold):
                found.add("mark")
    return [one for one in ("questions", "prompt", "template", "limit", "mark") if one in found]
