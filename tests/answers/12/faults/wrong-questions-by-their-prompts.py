# cell: task-faults-code
# grade: test-faults
# outcome: refused
# hint: both sides ask the same ids, each once


def faults(report):
    before, after = ({row["id"]: row for row in side} for side in (report.before, report.after))
    both = [key for key in before if key in after]
    found = []
    if sorted(row["prompt"] for row in report.before) != sorted(row["prompt"] for row in report.after):
        found.append("questions")
    if any(before[key]["prompt"] != after[key]["prompt"] for key in both):
        found.append("prompt")
    if any(report.template in row["prompt"] for row in report.before + report.after):
        found.append("template")
    if any(before[key]["limit"] != after[key]["limit"] for key in both):
        found.append("limit")
    if any(report.mark(answer, gold) for answer in NOTHING for gold in report.gold.values()):
        found.append("mark")
    return found
