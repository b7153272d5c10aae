# cell: task-full-code
# grade: test-full
# outcome: points


def full_spans(count, size, overlap):
    if count <= size:
        return np.array([[0, count]]) if count else np.array([])
    s = np.array([*range(0, count - size, size - overlap), count - size])
    return np.stack([s, s + size], axis=1)
