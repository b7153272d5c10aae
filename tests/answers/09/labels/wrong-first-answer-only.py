# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: that is the first answer only


def chat_labels(turns):
    labels = []
    for number, turn in enumerate(turns):
        tokens = turn_tokens(turn)
        size, mine = len(tokens), turn["role"] == "assistant"
        for i, token in enumerate(tokens):
            labels.append(
                token
                if mine and 0 < i < size - 1 and not any(t["role"] == "assistant" for t in turns[:number])
                else IGNORED
            )
    return labels
