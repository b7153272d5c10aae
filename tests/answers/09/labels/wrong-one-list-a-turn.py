# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: not one a turn


def chat_labels(turns):
    found = []
    for turn in turns:
        _, *said, _ = turn_tokens(turn)
        found.append([IGNORED, *(said if turn["role"] == "assistant" else [IGNORED] * len(said)), IGNORED])
    return found
