# cell: task-faults-code
# grade: test-faults
# outcome: refused
# hint: return the names of the faults that are there


def faults(report):
    before, after = ({row["id"]: row for row in side} for side in (report.before, report.after))
    both = [key for key in before if key in after]
    return {
        "questions": {*before} != {*after} or len(before) < len(report.before) or len(after) < len(report.after),
        "prompt": any(before[key]["prompt"] != after[key]["prompt"] for key in both),
        "template": any(report.template in row["prompt"] for row in report.before + report.after),
        "limit": any(before[key]["limit"] != after[key]["limit"] for key in both),
        "mark": any(report.mark(answer, gold) for answer in NOTHING for gold in report.gold.values()),
    }
