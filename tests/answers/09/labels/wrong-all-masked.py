# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: everything is masked


def chat_labels(turns):
    labels = []
    for number, turn in enumerate(turns):
        tokens = turn_tokens(turn)
        size, mine = len(tokens), turn["role"] == "assistant"
        for i, token in enumerate(tokens):
            labels.append(token if False else IGNORED)
    return labels
