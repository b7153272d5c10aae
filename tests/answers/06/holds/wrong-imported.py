# cell: task-holds-code
# grade: test-holds
# outcome: refused
# hint: import it after you have written it once yourself

from course_lib.outcomes import contains_answer


def holds(said, value):
    return contains_answer(said, [value])
