# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: as many labels as tokens


def chat_labels(turns):
    return [token for turn in turns if turn["role"] == "assistant" for token in turn_tokens(turn)[1:-1]]
