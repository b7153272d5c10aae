"""Is the best similarity a sign that the corpus holds an answer? A floor under it, chosen on other questions."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from course_lib import data
from course_lib.experiments import Contrast, Finding, Setting
from course_lib.experiments.bench import Bench
from course_lib.stats import estimate


def run(setting: Setting) -> Finding:
    """The contrast is the share abstained where no answer exists minus the share abstained where one does.

    The floor is the one that does this best on other questions: train for a live run, dev for the record.
    """
    bench = Bench(setting)
    chosen_on, measured_on = ("dev", "test") if setting.mode == "record" else ("train", "dev")
    learning = data.load_questions(chosen_on)  # type: ignore[arg-type]
    floor = best_floor(best_scores(bench, learning), np.array([not q.answer for q in learning]))
    questions = data.load_questions(measured_on)  # type: ignore[arg-type]
    scores = best_scores(bench, questions)
    silent = (scores < floor).astype(float)
    clusters = [q.near for q in questions]
    groups = {"answerable": [bool(q.answer) for q in questions]} | {
        kind: [q.kind == kind for q in questions] for kind in ("unanswerable", "false_premise")
    }
    rows = []
    for name, members in groups.items():
        inside = [i for i, member in enumerate(members) if member]
        near = [clusters[i] for i in inside]
        row: dict[str, object] = {
            "questions": name,
            "n": len(inside),
            "abstained": str(estimate([silent[i] for i in inside], clusters=near)),
        }
        if name != "answerable":
            row["AUC against answerable"] = str(
                estimate(placements(scores[inside], scores[groups["answerable"]]), clusters=near)
            )
        rows.append(row)
    return Finding(
        contrast=Contrast.between(
            silent.tolist(), [not q.answer for q in questions], clusters, seed=setting.seed, bounds=(0, 1)
        ),
        tables={
            "a floor under the best similarity": rows,
            "the floor": [{"chosen on": chosen_on, "n": len(learning), "floor": round(floor, 3)}],
        },
        models=(bench.index.encoder.label,),
    )


def best_scores(bench: Bench, questions: Sequence[data.Question]) -> NDArray[np.float64]:
    """Return each question's cosine with the nearest passage its asker may see, -1 if there is none."""
    vectors = bench.index.encoder.encode([q.question for q in questions], cache=True)
    found = [
        bench.index.search_vector(v, 1, tenant=q.tenant, on=q.as_of) for q, v in zip(questions, vectors, strict=True)
    ]
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
