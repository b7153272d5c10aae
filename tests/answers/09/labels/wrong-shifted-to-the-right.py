# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: that is shifted by one


def chat_labels(turns):
    labels = [IGNORED]
    for turn in turns:
        _, *said, _ = turn_tokens(turn)
        labels += [IGNORED, *(said if turn["role"] == "assistant" else [IGNORED] * len(said)), IGNORED]
    return labels[:-1]
