# cell: task-marks-code
# grade: test-marks
# outcome: points


def marks(written, right):
    note = written.strip()
    whole = f"DN {right['number']} | {right['dock']} | {right['time']}"
    pieces = note.split(" | ")
    formed = False
    if len(pieces) == 3 and note.count("|") == 2 and "\n" not in note:
        first, dock, time = pieces
        formed = bool(re.fullmatch(r"DN \d{5}", first) and re.fullmatch(r"\d\d:\d\d", time))
        formed = formed and dock != "" and dock == dock.strip(" ")
    found = dict(zip(("number", "dock", "time"), note.split("|")))
    number = found.get("number", "").strip()
    if number.startswith("DN"):
        number = number[2:].strip()
    good = (number == right["number"]) + sum(found.get(one, "").strip() == right[one] for one in ("dock", "time"))
    return {"exact": note == whole, "formed": formed, "fields": good / 3}
