# cell: task-labels-code
# grade: test-labels
# outcome: refused by hidden tests


def chat_labels(turns):
    labels = []
    for number, turn in enumerate(turns):
        tokens = turn_tokens(turn)
        size, mine = len(tokens), turn["role"] == "assistant"
        for i, token in enumerate(tokens):
            labels.append(token if turn["role"] not in ("user", "system") and 0 < i < size - 1 else IGNORED)
    return labels
