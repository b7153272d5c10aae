# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: work on a copy


def chat_labels(turns):
    labels = []
    while turns:
        turn = turns.pop(0)
        _, *said, _ = turn_tokens(turn)
        labels += [IGNORED, *(said if turn["role"] == "assistant" else [IGNORED] * len(said)), IGNORED]
    return labels
