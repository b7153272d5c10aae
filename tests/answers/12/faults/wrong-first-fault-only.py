# cell: task-faults-code
# grade: test-faults
# outcome: refused
# hint: return a list of all faults


def faults(report):
    one, other = ([row["id"] for row in side] for side in (report.before, report.after))
    before, after = ({row["id"]: row for row in side} for side in (report.before, report.after))
    both = [key for key in before if key in after]

    if sorted(one) != sorted(other) or len(set(one)) < len(one):
        return "questions"
    if any(before[key]["prompt"] != after[key]["prompt"] for key in both):
        return "prompt"
    if any(report.template in row["prompt"] for row in report.before + report.after):
        return "template"
    if any(before[key]["limit"] != after[key]["limit"] for key in both):
        return "limit"
    if any(report.mark(answer, gold) for answer in NOTHING for gold in report.gold.values()):
        return "mark"
    return []
