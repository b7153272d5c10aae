# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: a system's turn is read like a user's


def chat_labels(turns):
    labels = []
    for number, turn in enumerate(turns):
        tokens = turn_tokens(turn)
        size, mine = len(tokens), turn["role"] == "assistant"
        for i, token in enumerate(tokens):
            labels.append(token if "user" not in turn["role"] and 0 < i < size - 1 else IGNORED)
    return labels
