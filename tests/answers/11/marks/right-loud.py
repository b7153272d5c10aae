# cell: task-marks-code
# grade: test-marks
# outcome: points

import warnings


def marks(written, right):
    warnings.warn("reading a note")
    note = written.strip()
    parts = np.array([part.strip() for part in note.split("|")][:3] + [""] * 3)[:3]
    parts[0] = parts[0][2:].strip() if parts[0].startswith("DN") else parts[0]
    hits = parts == np.array([right[name] for name in ("number", "dock", "time")])
    formed = re.fullmatch(r"DN \d{5} \| (?! )[^|\n]+(?<! ) \| \d\d:\d\d", note)
    return {"formed": np.bool_(formed is not None), "fields": hits.mean(), "exact": bool(formed) and bool(hits.all())}
