# cell: task-inflation-code
# grade: test-inflation
# outcome: refused
# hint: that is a share of the rows that the marker calls right: div


def inflation(rows, marker):
    found = [(any(marker(s, v) for v in a), any(holds(s, v) for v in a)) for s, a in rows]
    counted = [pair for pair in found if any(pair)]
    return sum(k - h for k, h in counted) / max(len(counted), 1)
