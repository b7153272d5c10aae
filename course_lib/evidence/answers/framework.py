"""What an evaluation framework says without gold answers, and how well it tells right answers from others.

Faithfulness: share of the answer's own words in the passages. Answer relevance: cosine of question and answer.
Context relevance: mean cosine of the question and the passages. The whole is their mean. No judge model is asked.
"""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from course_lib.evidence.finding import RESAMPLES, Contrast, Finding, Row, Table
from course_lib.evidence.trial import Trial, near
from course_lib.outcomes import groundedness
from course_lib.stats import Estimate, percentile_interval


def measure(trial: Trial) -> Finding:
    """The contrast is the area under the ROC curve of the whole score for right against not right."""
    bench, seed = trial.bench, trial.seed
    answered = trial.arms(("RAG",), trial.pick([q for q in trial.questions if q.answer]))["RAG"]
    asked = bench.encoder.encode([a.question.question for a in answered], cache=True)
    said = bench.encoder.encode([a.text or "-" for a in answered])
    read = [bench.encoder.encode([p.searchable for p in a.passages]) @ q for a, q in zip(answered, asked, strict=True)]
    scores = {
        "faithfulness": np.array(
            [groundedness(a.question.question, a.text, [p.searchable for p in a.passages]) for a in answered]
        ),
        "answer relevance": np.array((asked * said).sum(axis=1)),
        "context relevance": np.array([float(r.mean()) for r in read]),
    }
    scores["all three"] = np.mean(list(scores.values()), axis=0)
    for i, a in enumerate(answered):
        trial.note(f"scores/{a.question.id}", [round(float(values[i]), 4) for values in scores.values()])
    clusters = near(a.question for a in answered)
    truths = {
        "AUC for a right answer": np.array([a.right for a in answered], dtype=bool),
        "AUC for gold passage read": np.array([bool(bench.holds_gold(a.question, a.passages)) for a in answered]),
    }
    rows: list[Row] = []
    for name, values in scores.items():
        row: Row = {"score, no gold used": name, "n": len(answered), "mean": round(float(values.mean()), 3)}
        rows.append(row | {what: area(values, truth, clusters, 0.95, seed) for what, truth in truths.items()})
    whole = (scores["all three"], truths["AUC for a right answer"], clusters)
    return trial.finding(
        Contrast(*(area(*whole, level, seed) for level in (0.95, 0.99))),
        Table("agreement with gold", rows),
        made_with=(bench.lm, bench.encoder),
    )


def area(
    scores: NDArray[np.floating], truth: NDArray[np.bool_], clusters: Sequence[Hashable], level: float, seed: int
) -> Estimate:
    """Return the area under the ROC curve with its interval, whole clusters resampled; 0.5 is chance.

    Where everything is right or nothing is, no pair can be ordered: the area is 0.5 and may be anything.
    """
    place = {cluster: i for i, cluster in enumerate(dict.fromkeys(clusters))}
    members: list[list[int]] = [[] for _ in place]
    for i, cluster in enumerate(clusters):
        members[place[cluster]].append(i)
    rows = [np.array(m) for m in members]
    rng = np.random.default_rng(seed)
    areas = []
    for _ in range(RESAMPLES // 5):
        chosen = np.concatenate([rows[i] for i in rng.integers(0, len(rows), len(rows))])
        if 0 < truth[chosen].sum() < len(chosen):
            areas.append(_area(scores[chosen], truth[chosen]))
    if not areas:
        return Estimate(0.5, 0.0, 1.0, len(scores), len(rows), level)
    low, high = percentile_interval(np.array(areas), level)
    return Estimate(_area(scores, truth), low, high, len(scores), len(rows), level)


def _area(scores: NDArray[np.floating], truth: NDArray[np.bool_]) -> float:
    """Return the chance that a right answer scores higher than another, ties half: Mann and Whitney (1947)."""
    from scipy.stats import rankdata

    right = int(truth.sum())
    above = rankdata(scores)[truth].sum() - right * (right + 1) / 2
    return float(above / (right * (len(truth) - right)))
