# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: that learns what others say, too


def chat_labels(turns):
    labels = []
    for number, turn in enumerate(turns):
        tokens = turn_tokens(turn)
        size, mine = len(tokens), turn["role"] == "assistant"
        for i, token in enumerate(tokens):
            labels.append(token if 0 < i < size - (1 if mine else 2) else IGNORED)
    return labels
