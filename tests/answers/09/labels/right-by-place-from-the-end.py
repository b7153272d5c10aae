# cell: task-labels-code
# grade: test-labels
# outcome: points


def chat_labels(turns):
    labels = []
    for number, turn in enumerate(turns):
        tokens = turn_tokens(turn)
        size, mine = len(tokens), turn["role"] == "assistant"
        for i, token in enumerate(tokens):
            labels.append(token if mine and i not in (0, size - 1) else IGNORED)
    return labels
