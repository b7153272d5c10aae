# cell: task-precision-code
# grade: test-precision
# outcome: refused
# hint: import it after you have written it once yourself

from course_lib.stats import estimate


def precision(cite, cases):
    marks = [i in right for answer, ids, right in cases for i in cite(answer, ids)]
    return estimate([float(m) for m in marks]).mean if marks else 0.0
