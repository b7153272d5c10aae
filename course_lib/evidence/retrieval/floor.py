"""Is the best similarity a sign that the corpus holds an answer? A floor under it, chosen on other questions."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from course_lib import data
from course_lib.evidence.bench import Bench
from course_lib.evidence.finding import Contrast, Finding, Row, Table
from course_lib.evidence.trial import TUNED_ON, Trial, near, share


def measure(trial: Trial) -> Finding:
    """The contrast is the share abstained where no answer exists minus the share abstained where one does.

    The floor is the one that does this best on the questions of another split.
    """
    learning, questions = trial.tuning_questions(), trial.pick(trial.questions)
    floor = best_floor(best_scores(trial.bench, learning), np.array([not q.answer for q in learning]))
    scores = best_scores(trial.bench, questions)
    silent = (scores < floor).astype(float)
    for q, score, mark in zip(questions, scores, silent, strict=True):
        trial.note(q.id, (round(float(score), 4), float(mark)))
    groups = {"answerable": [bool(q.answer) for q in questions]} | {
        kind: [q.kind == kind for q in questions] for kind in ("unanswerable", "false_premise")
    }
    rows: list[Row] = []
    for name, members in groups.items():
        inside = [i for i, member in enumerate(members) if member]
        if not inside:
            continue
        asked = [questions[i] for i in inside]
        row: Row = {"questions": name, "n": len(inside), "abstained": share(silent[inside], asked)}
        if name != "answerable":
            row["AUC against answerable"] = share(placements(scores[inside], scores[groups["answerable"]]), asked)
        rows.append(row)
    missing = [not q.answer for q in questions]
    return trial.finding(
        Contrast.between(silent.tolist(), missing, near(questions), seed=trial.seed),
        Table("a floor under the best similarity", rows),
        Table("the floor", [{"chosen on": TUNED_ON[trial.split], "n": len(learning), "floor": round(floor, 3)}]),
        made_with=(trial.bench.encoder,),
    )


def best_scores(bench: Bench, questions: Sequence[data.Question]) -> NDArray[np.float64]:
    """Return each question's cosine with the nearest passage its asker may see, -1 if there is none."""
    found = [bench.index.search_vector(q.vector, 1, tenant=q.tenant, on=q.on) for q in bench.queries(questions)]
    return np.array([hits[0].score if hits else -1.0 for hits in found])


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
