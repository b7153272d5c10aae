# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: import it after you have written it once yourself

from course_lib.stats import estimate


def majority(trained, asked):
    answers = {}
    for firm, about, _, answer in trained:
        answers.setdefault(about, {})[firm] = answer
    hits = []
    for _, about, _, answer in asked:
        known = list(answers.get(about, {}).values())
        hits.append(bool(known) and max(known, key=known.count) == answer)
    return estimate(hits).mean
