# cell: task-next-code
# grade: test-next
# outcome: points

import sys


def next_words(form, written):
    print("looking", file=sys.stderr)

    def ways(parts, words):
        if not parts:
            yield from [] if words else ["<end>"]
            return
        times, choices = parts[0]
        if times == "maybe":
            yield from ways(parts[1:], words)
        for choice in choices:
            own = tuple(choice.split())
            if words[: len(own)] == own:
                yield from ways(parts[1:], words[len(own) :])
                if times == "some":
                    yield from ways(parts, words[len(own) :])
            elif own[: len(words)] == words:
                yield own[len(words)]

    return tuple(sorted({*ways(form, tuple(written))}))
