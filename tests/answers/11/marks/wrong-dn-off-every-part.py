# cell: task-marks-code
# grade: test-marks
# outcome: refused
# hint: nowhere else


def marks(written, right):
    note = written.strip()
    parts = [part.strip().removeprefix("DN").strip() for part in note.split("|")]
    wanted = [right["number"], right["dock"], right["time"]]
    hits = [part == one for part, one in zip(parts, wanted)]
    formed = re.fullmatch(r"DN \d{5} \| (?! )[^|\n]+(?<! ) \| \d\d:\d\d", note) is not None
    return {"formed": formed, "fields": sum(hits) / 3, "exact": formed and sum(hits) == 3}
