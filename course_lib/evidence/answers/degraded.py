"""Documents made worse on purpose: cut anywhere, without title and heading, at the same length."""

import dataclasses
from collections.abc import Sequence

from course_lib import data, passages
from course_lib.evidence.bench import SIZE
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.trial import Trial, near, outcome_table, right, share

GOOD, BAD = "cut along the structure", "cut anywhere, untitled"


def measure(trial: Trial) -> Finding:
    """Right answers; the contrast is passages cut along the structure minus passages cut anywhere."""
    questions = trial.pick([q for q in trial.questions if q.answer])
    trials = {GOOD: trial, BAD: trial.over(spoiled(trial.bench.documents))}
    found = {name: one.bench.evidence("RAG", questions) for name, one in trials.items()}
    arms = trial.answer(questions, found)
    rows: list[Row] = []
    for name, one in trials.items():
        read = [one.bench.holds_gold(q, seen) for q, seen in zip(questions, found[name], strict=True)]
        rows.append({"documents": name, "n": len(questions), "a gold passage was read": share(read, questions)})
    return trial.finding(
        trial.contrast(right(arms[GOOD]), right(arms[BAD]), near(questions)),
        outcome_table("outcomes by quality of the documents", arms),
        Table("retrieval", rows),
        made_with=(trial.bench.lm, trial.bench.encoder),
    )


def spoiled(documents: Sequence[data.Document]) -> list[data.Passage]:
    """Return documents in windows of ``SIZE`` words that fall anywhere and carry neither title nor heading."""
    return [dataclasses.replace(p, title="") for p in passages.cut_all(documents, "fixed", size=SIZE)]
