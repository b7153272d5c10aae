# cell: task-labels-code
# grade: test-labels
# outcome: refused by hidden tests


def chat_labels(turns):
    words = {word for turn in turns if turn["role"] == "assistant" for word in turn["content"].split()}
    labels = []
    for turn in turns:
        mark, *said, end, line_break = turn_tokens(turn)
        labels += [IGNORED, *(word if word in words else IGNORED for word in said)]
        labels += [end if turn["role"] == "assistant" else IGNORED, IGNORED]
    return labels
