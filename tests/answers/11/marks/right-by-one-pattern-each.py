# cell: task-marks-code
# grade: test-marks
# outcome: points

FORM = re.compile(r"DN [0-9]{5} \| [^|\s]([^|\n]*[^|\s])? \| [0-9]{2}:[0-9]{2}")


def marks(written, right):
    note = written.strip()
    one = r"\s*(?:DN)?\s*"
    fields = [
        re.match(one + re.escape(right["number"]) + r"\s*(\||$)", note + "|") is not None,
        re.match(r"[^|]*\|\s*" + re.escape(right["dock"]) + r"\s*\|", note + "|") is not None,
        re.match(r"[^|]*\|[^|]*\|\s*" + re.escape(right["time"]) + r"\s*\|", note + "|") is not None,
    ]
    formed = FORM.fullmatch(note) is not None
    return {"formed": formed, "fields": np.mean(fields), "exact": formed and all(fields)}
