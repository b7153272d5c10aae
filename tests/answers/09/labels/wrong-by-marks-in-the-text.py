# cell: task-labels-code
# grade: test-labels
# outcome: refused
# hint: a user may type <assistant>


def chat_labels(turns):
    labels, mine = [], False
    for token in [token for turn in turns for token in turn_tokens(turn)]:
        labels.append(token if mine else IGNORED)
        if token == "<assistant>":
            mine = True
        if token == "<end>":
            mine = False
    return labels
