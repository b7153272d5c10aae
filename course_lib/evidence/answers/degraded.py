"""Documents made worse on purpose, two ways and both: cut anywhere, and stripped of their title."""

import dataclasses
from collections.abc import Mapping, Sequence

from course_lib import data, passages
from course_lib.evidence.bench import SIZE
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.trial import Trial, near, outcome_table, right, share
from course_lib.stats import Estimate, estimate

GOOD, NO_TITLE = "structure, titled", "structure, untitled"
NO_CUT, BAD = "cut anywhere, titled", "cut anywhere, untitled"
SEVERAL = ("list", "yes_no")  # kinds whose answer is no single value


def measure(trial: Trial) -> Finding:
    """Right answers; the contrast is passages cut along the structure with titles minus cut anywhere without.

    Beside it stand the effect of either alone, and the log-odds of the right value: they move where answers do not.
    """
    questions = trial.pick([q for q in trial.questions if q.answer])
    weighed = [i for i, q in enumerate(questions) if q.kind not in SEVERAL]
    trials = {GOOD: trial} | {name: trial.over(made) for name, made in spoiled(trial).items()}
    found = {name: one.bench.evidence("RAG", questions) for name, one in trials.items()}
    arms = trial.answer(questions, found)
    rows: list[Row] = []
    odds: dict[str, list[float]] = {}
    for name, one in trials.items():
        read = [one.bench.holds_gold(q, seen) for q, seen in zip(questions, found[name], strict=True)]
        part = [questions[i] for i in weighed]
        odds[name] = trial.log_odds(name, part, [found[name][i] for i in weighed]) if part else []
        rows.append({"documents": name, "n": len(questions), "a gold passage was read": share(read, questions)})
        rows[-1]["right"] = share(right(arms[name]), questions)
    marks = {name: right(answered) for name, answered in arms.items()}
    clusters = near(questions)
    single: list[Row] = []
    for what, sign in EFFECTS.items():
        row: Row = {"effect": what, "right answers": effect(marks, sign, clusters, bounded=True)}
        if weighed:
            row["log-odds"] = effect(odds, sign, [clusters[i] for i in weighed])
        single.append(row | {"n": len(questions), "n of log-odds": len(weighed)})
    return trial.finding(
        trial.contrast(marks[GOOD], marks[BAD], clusters),
        Table("quality of the documents", rows),
        Table("cut and title apart", single),
        outcome_table("outcomes by quality of the documents", arms),
        made_with=(trial.bench.lm, trial.bench.encoder),
    )


EFFECTS: dict[str, Mapping[str, float]] = {
    "the cut": {GOOD: 0.5, NO_TITLE: 0.5, NO_CUT: -0.5, BAD: -0.5},
    "the title": {GOOD: 0.5, NO_TITLE: -0.5, NO_CUT: 0.5, BAD: -0.5},
    "both": {GOOD: 1, NO_TITLE: 0, NO_CUT: 0, BAD: -1},
    "both, beyond the sum of either": {GOOD: 1, NO_TITLE: -1, NO_CUT: -1, BAD: 1},
}


def effect(
    marks: Mapping[str, Sequence[float]], sign: Mapping[str, float], clusters: Sequence[str], *, bounded: bool = False
) -> Estimate:
    """Return the mean over questions of the arms' marks, each times its sign, documents resampled."""
    values = [sum(sign[name] * marks[name][i] for name in sign) for i in range(len(clusters))]
    most = sum(s for s in sign.values() if s > 0) if bounded else max(map(abs, values))
    return estimate(values, clusters=clusters, bounds=(-most, most))


def spoiled(trial: Trial) -> dict[str, list[data.Passage]]:
    """Return the passages of the three worse ways: a heading belongs to the structure, a title to the document."""
    blind = passages.cut_all(trial.bench.documents, "fixed", size=SIZE)
    return {NO_TITLE: untitled(trial.bench.passages), NO_CUT: blind, BAD: untitled(blind)}


def untitled(passage_list: Sequence[data.Passage]) -> list[data.Passage]:
    """Return passages that do not say which document they are of."""
    return [dataclasses.replace(p, title="") for p in passage_list]
