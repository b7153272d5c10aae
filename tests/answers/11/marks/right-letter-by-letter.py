# cell: task-marks-code
# grade: test-marks
# outcome: points


def is_number(text, count):
    return len(text) == count and all(one in "0123456789" for one in text)


def marks(written, right):
    note = written.strip()
    parts = (note + "|||").split("|")
    shares = 0
    for place, name in enumerate(("number", "dock", "time")):
        text = parts[place].strip()
        if place == 0 and text[:2] == "DN":
            text = text[2:].strip()
        shares += 1 / 3 if text == right[name] else 0
    formed = note.count("|") == 2 and "\n" not in note
    if formed:
        a, b, c = note.split("|")
        formed = a[:3] == "DN " and a[-1] == " " and is_number(a[3:-1], 5)
        formed = formed and len(b) > 2 and b[0] == b[-1] == " " and b[1] != " " and b[-2] != " "
        formed = formed and c[:1] == " " and c[3:4] == ":" and is_number(c[1:3], 2) and is_number(c[4:], 2)
    return {"formed": formed, "fields": shares, "exact": formed and shares > 0.9}
