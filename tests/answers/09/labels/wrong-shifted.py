# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: that is shifted by one


def chat_labels(turns):
    labels = []
    for number, turn in enumerate(turns):
        tokens = turn_tokens(turn)
        size, mine = len(tokens), turn["role"] == "assistant"
        for i, token in enumerate(tokens):
            labels.append(token if mine and 0 < i < size - 1 else IGNORED)
    return labels[1:] + [IGNORED]
