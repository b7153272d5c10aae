# cell: task-faults-code
# grade: test-faults
# outcome: refused
# hint: nothing came back


def faults(report):
    if sorted(row["id"] for row in report.before) != sorted(row["id"] for row in report.after):
        print("questions")
    if any(report.mark(answer, gold) for answer in NOTHING for gold in report.gold.values()):
        print("mark")
