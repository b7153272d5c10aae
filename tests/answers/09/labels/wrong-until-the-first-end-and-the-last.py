# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: the assistant may say <assistant> or <end> as words


def chat_labels(turns):
    labels = []
    for number, turn in enumerate(turns):
        tokens = turn_tokens(turn)
        size, mine = len(tokens), turn["role"] == "assistant"
        for i, token in enumerate(tokens):
            labels.append(token if mine and (0 < i < tokens.index("<end>") or i == size - 2) else IGNORED)
    return labels
