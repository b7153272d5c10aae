# cell: task-faults-code
# grade: test-faults
# outcome: points

import sys


def faults(report):
    print("going over", report, file=sys.stderr)
    sides = report.before, report.after
    ids = [[row["id"] for row in side] for side in sides]
    looked = {row["id"]: row for row in report.before}
    both = [(looked[row["id"]], row) for row in report.after if row["id"] in looked]
    checks_ = (
        ("questions", sorted(ids[0]) != sorted(ids[1]) or len(set(ids[0])) != len(ids[0])),
        ("prompt", sum(a["prompt"] != b["prompt"] for a, b in both)),
        ("template", sum(row["prompt"].count(report.template) for side in sides for row in side)),
        ("limit", sum(a["limit"] != b["limit"] for a, b in both)),
        ("mark", sum(bool(report.mark(one, gold)) for one in NOTHING for gold in report.gold.values())),
    )
    return tuple(name for name, there in checks_ if there)
