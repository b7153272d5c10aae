# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: the line break comes after the end


def chat_labels(turns):
    labels = []
    for number, turn in enumerate(turns):
        tokens = turn_tokens(turn)
        size, mine = len(tokens), turn["role"] == "assistant"
        for i, token in enumerate(tokens):
            labels.append(token if mine and i else IGNORED)
    return labels
