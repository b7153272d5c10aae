# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: only a part of a longer question

from difflib import SequenceMatcher


def kinds(trained, asked):
    plain = lambda text: " ".join(text.lower().split()).rstrip("?!. ")
    near = lambda a, b: SequenceMatcher(None, plain(a), plain(b)).ratio() > 0.75
    facts = {row[:2] for row in trained}
    firms = {row[0] for row in trained}
    return [
        "same words"
        if any(near(row[2], other[2]) and row[:2] == other[:2] for other in trained)
        else "new words"
        if row[:2] in facts
        else "new fact"
        if row[0] in firms
        else "new firm"
        for row in asked
    ]
