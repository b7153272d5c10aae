# cell: task-holds-code
# grade: test-holds
# outcome: points


def holds(said, value):
    low, key = said.lower(), value.lower()

    def word(c):
        return c.isalnum() or c == "_"

    for at in range(len(low) - len(key) + 1):
        if low[at : at + len(key)] != key:
            continue
        before, after = low[:at], low[at + len(key) :]
        if before and (word(before[-1]) or (before[-1] in ".," and before[-2:-1].isdigit())):
            continue
        if after and (word(after[0]) or (after[0] in ".," and after[1:2].isdigit())):
            continue
        return True
    return False
