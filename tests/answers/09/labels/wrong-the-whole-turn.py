# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: only its words and its <end>


def chat_labels(turns):
    labels = []
    for number, turn in enumerate(turns):
        tokens = turn_tokens(turn)
        size, mine = len(tokens), turn["role"] == "assistant"
        for i, token in enumerate(tokens):
            labels.append(token if mine else IGNORED)
    return labels
