"""Is the best similarity a sign that the corpus holds an answer? A floor under it, chosen on other questions."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from course_lib import data
from course_lib.evidence.bench import Bench
from course_lib.evidence.finding import Contrast, Finding, Row, Table
from course_lib.evidence.trial import TUNED_ON, Trial, near, share

THERE, GONE = "its answer is there", "its answer is taken out"


def measure(trial: Trial) -> Finding:
    """The contrast is the area under the curve: the share of pairs in which the answerable one has the higher cosine.

    Each question is asked twice: of the index as it is, and of the index without the documents that answer it. So both
    sides ask the same. Questions that were written without an answer stand beside. The floor, chosen on another
    split, shows the price.
    """
    bench = trial.bench
    questions = trial.pick([q for q in trial.questions if q.answer])
    learning = [q for q in trial.tuning_questions() if q.answer]
    floor = best_floor(
        np.concatenate([absent_scores(bench, learning), best_scores(bench, learning)]),
        np.arange(2 * len(learning)) < len(learning),
    )
    there = best_scores(bench, questions)
    without = [q for q in trial.questions if not q.answer] or [q for q in data.load_questions("test") if not q.answer]
    groups = {THERE: (questions, there), GONE: (questions, absent_scores(bench, questions))} | {
        kind: (part, best_scores(bench, part))
        for kind in ("unanswerable", "false_premise")
        if (part := [q for q in without if q.kind == kind])
    }
    rows: list[Row] = []
    for name, (asked, scores) in groups.items():
        row: Row = {"questions": name, "n": len(asked), "silenced": share(scores < floor, asked)}
        for q, score in zip(asked, scores, strict=True):
            trial.note(f"{name}/{q.id}", round(float(score), 4))
        if name != THERE:
            row["AUC"] = share(placements(scores, there), asked)
        rows.append(row)
    area = pulls(groups[GONE][1], there)
    return trial.finding(
        Contrast.of(area, near(questions), seed=trial.seed),
        Table("a floor under the best similarity", rows),
        Table("the floor", [{"chosen on": TUNED_ON[trial.split], "n": len(learning), "floor": round(floor, 3)}]),
        made_with=(bench.encoder,),
    )


def best_scores(bench: Bench, questions: Sequence[data.Question]) -> NDArray[np.float64]:
    """Return each question's cosine with the nearest passage its asker may see, -1 if there is none."""
    found = [bench.index.search_vector(q.vector, 1, tenant=q.tenant, on=q.on) for q in bench.queries(questions)]
    return np.array([hits[0].score if hits else -1.0 for hits in found])


def absent_scores(bench: Bench, questions: Sequence[data.Question]) -> NDArray[np.float64]:
    """Return each question's best cosine over the index without the documents that answer it, -1 if nothing is left."""
    sources = [{p.doc_id for p in bench.gold(q)} | {q.near} for q in questions]
    nearest = bench.nearest(questions, 1, without=sources)
    return np.array(
        [
            float((bench.index.vectors([p.id for p in found]) @ query.vector)[0]) if found else -1.0
            for found, query in zip(nearest, bench.queries(questions), strict=True)
        ]
    )


def best_floor(scores: NDArray[np.float64], missing: NDArray[np.bool_]) -> float:
    """Return the floor that abstains most where the answer is missing and least where it is not (Youden's J).

    >>> best_floor(np.array([0.2, 0.4, 0.6, 0.8]), np.array([True, True, False, False]))
    0.5
    """
    ordered = np.unique(scores)
    floors = (ordered[1:] + ordered[:-1]) / 2
    gains = [(scores[missing] < f).mean() - (scores[~missing] < f).mean() for f in floors]
    return float(floors[int(np.argmax(gains))])


def placements(low: NDArray[np.float64], high: NDArray[np.float64]) -> list[float]:
    """Return for each low score the share of high scores above it, ties half: their mean is the AUC.

    >>> placements(np.array([0.2, 0.7]), np.array([0.6, 0.8]))
    [1.0, 0.5]
    """
    return [float((high > score).mean() + 0.5 * (high == score).mean()) for score in low]


def pulls(low: NDArray[np.float64], high: NDArray[np.float64]) -> list[float]:
    """Return for each question how far its two scores pull the AUC: their mean is the AUC.

    A score counts on both sides: as the low one of a pair, and as the high one. The sum of its two placements, less
    the AUC, is what a resampling of questions has to resample.
    Source: DeLong, DeLong and Clarke-Pearson, "Comparing the areas under two or more correlated ROC curves" (1988).

    >>> pulls(np.array([0.2, 0.7]), np.array([0.6, 0.8]))
    [0.75, 0.75]
    """
    below, above = placements(low, high), placements(-high, -low)
    area = float(np.mean(below))
    return [one + other - area for one, other in zip(below, above, strict=True)]
