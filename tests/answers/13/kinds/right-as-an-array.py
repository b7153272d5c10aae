# cell: task-kinds-code
# grade: test-kinds
# outcome: points


def kinds(trained, asked):
    def plain(text):
        text = text.strip().lower()
        while text and text[-1] in "?!. ":
            text = text[:-1]
        return text.split()

    rows = []
    for one in asked:
        tests = [
            any(plain(one[2]) == plain(other[2]) for other in trained),
            any(one[:2] == other[:2] for other in trained),
            any(one[0] == other[0] for other in trained),
            True,
        ]
        rows.append(["same words", "new words", "new fact", "new firm"][tests.index(True)])
    return np.array(rows)
