# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: the program writes the mark


def chat_labels(turns):
    labels = []
    for number, turn in enumerate(turns):
        tokens = turn_tokens(turn)
        size, mine = len(tokens), turn["role"] == "assistant"
        for i, token in enumerate(tokens):
            labels.append(token if mine and i < size - 1 else IGNORED)
    return labels
