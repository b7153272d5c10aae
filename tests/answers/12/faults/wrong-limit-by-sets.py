# cell: task-faults-code
# grade: test-faults
# outcome: refused
# hint: id by id, not the two lists or sets


def faults(report):
    one, other = ([row["id"] for row in side] for side in (report.before, report.after))
    before, after = ({row["id"]: row for row in side} for side in (report.before, report.after))
    both = [key for key in before if key in after]
    found = []
    if sorted(one) != sorted(other) or len(set(one)) < len(one):
        found.append("questions")
    if any(before[key]["prompt"] != after[key]["prompt"] for key in both):
        found.append("prompt")
    if any(report.template in row["prompt"] for row in report.before + report.after):
        found.append("template")
    if {row["limit"] for row in report.before} != {row["limit"] for row in report.after} and set(one) == set(other):
        found.append("limit")
    if any(report.mark(answer, gold) for answer in NOTHING for gold in report.gold.values()):
        found.append("mark")
    return found
