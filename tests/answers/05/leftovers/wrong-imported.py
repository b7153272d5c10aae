# cell: task-leftovers-code
# grade: test-leftovers
# outcome: refused
# hint: import it after you have written it once yourself

from course_lib.vectors import cosine


def leftovers(index, vectors):
    rows, vectors = np.asarray(index["vectors"]), np.asarray(vectors)
    unit = lambda some: some / np.linalg.norm(some, axis=1, keepdims=True)
    cos = unit(vectors) @ unit(rows).T
    return sum(any(cosine(v, r) > 0.9999 for r in rows) for v in vectors)
