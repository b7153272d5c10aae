# cell: task-inflation-code
# grade: test-inflation
# outcome: points


def inflation(rows, marker):
    by = lambda mark: np.array([any(mark(said, value) for value in accepted) for said, accepted in rows], dtype=float)
    return (by(marker) - by(holds)).mean()
