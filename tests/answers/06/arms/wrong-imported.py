# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: after you have written it once


def differs(one, other):
    from course_lib import rag

    return [rag.WITH_PASSAGES]


verdict = "the arms cannot be compared"
