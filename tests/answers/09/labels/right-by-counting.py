# cell: task-labels-code
# grade: test-labels
# outcome: points


def chat_labels(turns):
    tokens, kept, at = [], set(), 0
    for turn in turns:
        one = turn_tokens(turn)
        if turn["role"] == "assistant":
            kept.update(range(at + 1, at + len(one) - 1))
        tokens += one
        at += len(one)
    return [token if i in kept else IGNORED for i, token in enumerate(tokens)]
