# cell: task-inflation-code
# grade: test-inflation
# outcome: refused
# hint: import it after you have written it once yourself

from course_lib.outcomes import contains_answer


def inflation(rows, marker):
    kind = [any(marker(s, v) for v in a) for s, a in rows]
    strict = [contains_answer(s, a) for s, a in rows]
    return (sum(kind) - sum(strict)) / len(rows)
