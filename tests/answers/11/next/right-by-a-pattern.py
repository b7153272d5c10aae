# cell: task-next-code
# grade: test-next
# outcome: points


def next_words(form, written):
    """Ask of every word, and of the end, whether some line of the form begins with all that and it."""
    import itertools

    signs = {"one": "", "maybe": "?", "some": "+"}
    words = {word for _, choices in form for choice in choices for word in choice.split()}

    def some_way(texts):
        """Return a pattern for texts, each word with a space behind it."""
        return "(?:" + "|".join(re.escape(text) for text in texts) + ")"

    whole = [some_way(choice + " " for choice in choices) + signs[times] for times, choices in form]
    found = []
    text = "".join(word + " " for word in written)
    if re.fullmatch("".join(whole), text):
        found.append("<end>")
    for word in words:
        longer = text + word + " "
        for part, (times, choices) in enumerate(form):
            beginnings = {
                "".join(one + " " for one in choice.split()[:count])
                for choice in choices
                for count in range(1, len(choice.split()) + 1)
            }
            before = "".join(whole[:part])
            if times == "some":
                before += some_way(choice + " " for choice in choices) + "*"
            if re.fullmatch(before + some_way(beginnings), longer):
                found.append(word)
                break
    return sorted(found)
