# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: that is a mask


def chat_labels(turns):
    labels = []
    for number, turn in enumerate(turns):
        tokens = turn_tokens(turn)
        size, mine = len(tokens), turn["role"] == "assistant"
        for i, token in enumerate(tokens):
            labels.append(int(mine and 0 < i < size - 1))
    return labels
