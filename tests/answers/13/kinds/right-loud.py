# cell: task-kinds-code
# grade: test-kinds
# outcome: points

import sys


def kinds(trained, asked):
    plain = lambda text: " ".join(text.upper().rstrip(".!? ").split())
    out = []
    for firm, about, question, answer in asked:
        print("at", firm, file=sys.stderr)
        if plain(question) in [plain(q) for _, _, q, _ in trained]:
            out += ["same words"]
        elif (firm, about) in [(f, a) for f, a, _, _ in trained]:
            out += ["new words"]
        elif firm in [f for f, _, _, _ in trained]:
            out += ["new fact"]
        else:
            out += ["new firm"]
    return out
