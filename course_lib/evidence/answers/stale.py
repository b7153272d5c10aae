"""Several versions of a document lie in one index: what a filter on the day asked about is worth."""

import dataclasses

from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.trial import Trial, near, outcome_table, right, share
from course_lib.index import may_see

NONE, FILTER = "no filter", "date filter"


def measure(trial: Trial) -> Finding:
    """Right answers to questions about a day; the contrast is with the date filter minus without it."""
    bench = trial.bench
    questions = trial.pick([q for q in trial.questions if q.kind == "as_of" and q.answer])
    undated = [dataclasses.replace(q, as_of=None) for q in questions]
    evidence = {NONE: bench.nearest(undated, bench.reader.k), FILTER: bench.nearest(questions, bench.reader.k)}
    arms = trial.answer(questions, evidence)
    rows: list[Row] = []
    for name, found in evidence.items():
        pairs = list(zip(questions, found, strict=True))
        stale = [any(not may_see(p, None, q.as_of) for p in read) for q, read in pairs]
        rows.append(
            {
                "search": name,
                "n": len(questions),
                "a version not valid that day was read": share(stale, questions),
                "a gold passage was read": share([bench.holds_gold(q, read) for q, read in pairs], questions),
            }
        )
    return trial.finding(
        trial.contrast(right(arms[FILTER]), right(arms[NONE]), near(questions)),
        Table("what was read", rows),
        outcome_table("outcomes", arms),
        made_with=(bench.lm, bench.encoder),
    )
