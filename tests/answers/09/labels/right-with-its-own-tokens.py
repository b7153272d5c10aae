# cell: task-labels-code
# grade: test-labels
# outcome: points


def chat_labels(turns):
    labels = []
    for turn in turns:
        words = turn["content"].split() + ["<end>"]
        labels += [-100] + (words if turn["role"] == "assistant" else [-100] * len(words)) + [-100]
    return labels
