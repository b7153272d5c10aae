# cell: task-marks-code
# grade: test-marks
# outcome: refused
# hint: a dock may hold signs


def marks(written, right):
    note = written.strip()
    parts = [part.strip() for part in note.split("|")]
    parts[0] = parts[0].removeprefix("DN").strip()
    wanted = [right["number"], right["dock"], right["time"]]
    hits = [part == one for part, one in zip(parts, wanted)]
    formed = re.fullmatch(r"DN \d{5} \| \w+( \w+)* \| \d\d:\d\d", note) is not None
    return {"formed": formed, "fields": sum(hits) / 3, "exact": formed and sum(hits) == 3}
