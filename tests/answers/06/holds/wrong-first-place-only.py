# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: the second stands by itself


def holds(said, value):
    at = said.lower().find(value.lower())
    end = at + len(value)
    before, after = said[:at][-1:], said[end : end + 2]
    fits = lambda c: not (c.isalnum() or c == "_")
    return (
        at >= 0
        and before != "."
        and fits(before or " ")
        and fits(after[:1] or " ")
        and not (after[:1] == "." and after[1:].isdigit())
    )
