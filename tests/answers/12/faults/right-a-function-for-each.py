# cell: task-faults-code
# grade: test-faults
# outcome: points


def ids_differ(report):
    before, after = [row["id"] for row in report.before], [row["id"] for row in report.after]
    return any(before.count(one) != 1 or after.count(one) != 1 for one in {*before, *after})


def differ_in(report, what):
    rows = [(row["id"], row[what]) for row in report.before + report.after]
    both = {row["id"] for row in report.before} & {row["id"] for row in report.after}
    return any(len({value for key, value in rows if key == one}) > 1 for one in both)


def faults(report):
    found = []
    for name, there in (
        ("questions", ids_differ(report)),
        ("prompt", differ_in(report, "prompt")),
        ("template", report.template in "|".join(row["prompt"] for row in report.before + report.after)),
        ("limit", differ_in(report, "limit")),
        ("mark", 1 in [report.mark(one, gold) for gold in report.gold.values() for one in NOTHING]),
    ):
        if there:
            found.append(name)
    return found
