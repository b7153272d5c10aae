# cell: task-next-code
# grade: test-next
# outcome: refused
# hint: work the tiny example


def next_words(form, written):
    words = [word for _, choices in form for choice in choices for word in choice.split()] + ["<end>"]
    last = written[-1:] and max(i for i, word in enumerate(words) if word == written[-1])
    return [words[0]] if not written else [words[last + 1]]
