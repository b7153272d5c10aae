# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: your function stops with this error


def chat_labels(turns):
    if not any(turn["role"] == "assistant" for turn in turns):
        raise ValueError("nothing to learn")
    labels = []
    for number, turn in enumerate(turns):
        tokens = turn_tokens(turn)
        size, mine = len(tokens), turn["role"] == "assistant"
        for i, token in enumerate(tokens):
            labels.append(token if mine and 0 < i < size - 1 else IGNORED)
    return labels
