# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: return a list, not a str


def chat_labels(turns):
    found = []
    for turn in turns:
        _, *said, _ = turn_tokens(turn)
        found += [IGNORED, *(said if turn["role"] == "assistant" else [IGNORED] * len(said)), IGNORED]
    return " ".join(map(str, found))
