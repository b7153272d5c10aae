# cell: task-kinds-code
# grade: test-kinds
# outcome: points

import re


def plain(text):
    return re.sub(r"\s+", " ", re.sub(r"[?!.\s]+$", "", text.casefold())).strip()


def kinds(trained, asked):
    texts = [plain(row[2]) for row in trained]
    facts = [row[:2] for row in trained]
    firms = [row[0] for row in trained]
    return [
        "same words"
        if plain(row[2]) in texts
        else "new words"
        if row[:2] in facts
        else "new fact"
        if row[0] in firms
        else "new firm"
        for row in asked
    ]
