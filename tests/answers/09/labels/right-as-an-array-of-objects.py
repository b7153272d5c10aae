# cell: task-labels-code
# grade: test-labels
# outcome: points


def chat_labels(turns):
    labels = []
    for turn in turns:
        tokens = turn_tokens(turn)
        said = tokens[1:-1] if turn["role"] == "assistant" else [IGNORED] * (len(tokens) - 2)
        labels += [IGNORED, *said, IGNORED]
    return np.array(labels, dtype=object)
