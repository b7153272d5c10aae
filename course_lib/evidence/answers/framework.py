"""What an evaluation framework says without gold answers: does it put systems into the order that gold answers do?

Faithfulness: share of the answer's own words in the passages. Answer relevance: cosine of question and answer.
Context relevance: mean cosine of the question and the passages. The whole is their mean. The names are those of RAGAS
(Es et al., 2024), the scores the course's own: no judge model is asked.
"""

import dataclasses
from collections.abc import Hashable, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from course_lib import data
from course_lib.evidence.answers.degraded import BAD, GOOD, spoiled
from course_lib.evidence.bench import Bench
from course_lib.evidence.finding import RESAMPLES, Contrast, Finding, Row, Table
from course_lib.evidence.trial import Answered, Trial, near, share
from course_lib.fusion import FusedRetriever
from course_lib.outcomes import groundedness
from course_lib.stats import Estimate, percentile_interval

DEPTHS = (1, 2, 3)
SCORES = ("faithfulness", "answer relevance", "context relevance")
WHOLE = "all three"
Values = NDArray[np.floating]


def measure(trial: Trial) -> Finding:
    """Twelve systems answer the same questions; the contrast is Kendall's tau of whole score and share right.

    The systems differ in how documents are cut, in how they are searched and in how many passages are read.
    """
    questions = trial.pick([q for q in trial.questions if q.answer])
    found = systems(trial, questions)
    reader = dataclasses.replace(trial.bench.reader, order="best last")
    prompts = {
        name: [reader.prompt(q.question, read) for q, read in zip(questions, evidence, strict=True)]
        for name, evidence in found.items()
    }
    arms = trial.answer(questions, found, prompts)
    scored = {name: scores(trial.bench, answered) for name, answered in arms.items()}
    for name, answered in arms.items():
        for i, a in enumerate(answered):
            trial.note(f"scores, {name}/{a.question.id}", [round(float(v[i]), 4) for v in scored[name].values()])
    right = np.array([[a.right for a in answered] for answered in arms.values()])
    clusters, seed = near(questions), trial.seed
    rows: list[Row] = [
        {
            "system": name,
            "n": len(questions),
            "right": share(right[i], questions),
            **{what: round(float(values.mean()), 3) for what, values in scored[name].items()},
        }
        for i, name in enumerate(arms)
    ]
    agreement: list[Row] = []
    for what in (*SCORES, WHOLE):
        values = np.array([by[what] for by in scored.values()])
        area_of_all = area(values.ravel(), right.ravel() == 1, clusters * len(arms), 0.95, seed)
        agreement.append(
            {
                "score, no gold used": what,
                "systems": len(arms),
                "tau with share right": tau(values, right, clusters, 0.95, seed),
                "AUC for a single right answer": area_of_all,
            }
        )
    whole = np.array([by[WHOLE] for by in scored.values()])
    return trial.finding(
        Contrast(*(tau(whole, right, clusters, level, seed) for level in (0.95, 0.99))),
        Table("agreement with gold", agreement),
        Table("twelve systems", rows),
        made_with=(trial.bench.lm, trial.bench.encoder),
    )


def systems(trial: Trial, questions: Sequence[data.Question]) -> dict[str, list[list[data.Passage]]]:
    """Return what each system reads: two cuts x two searches x one, two or three passages."""
    found: dict[str, list[list[data.Passage]]] = {}
    benches = {GOOD: trial.bench, BAD: trial.bench.over(spoiled(trial)[BAD])}
    for (cut, bench), search in product(benches.items(), ("dense", "fused")):
        if search == "dense":
            pools = bench.nearest(questions, max(DEPTHS))
        else:
            fused = FusedRetriever(bench.index, max(DEPTHS))
            pools = [[hit.passage for hit in fused(query)] for query in bench.queries(questions)]
        found |= {f"{cut}, {search}, k = {k}": [pool[:k] for pool in pools] for k in DEPTHS}
    return found


def scores(bench: Bench, answered: Sequence[Answered]) -> dict[str, Values]:
    """Return each score of each answer; no gold answer and no gold passage is used."""
    asked = bench.encoder.encode([a.question.question for a in answered], cache=True)
    said = bench.encoder.encode([a.text or "-" for a in answered])
    texts = list(dict.fromkeys(p.searchable for a in answered for p in a.passages))
    vector = dict(zip(texts, bench.encoder.encode(texts, cache=True), strict=True)) if texts else {}
    read = [
        np.mean([vector[p.searchable] @ q for p in a.passages]) if a.passages else 0.0
        for a, q in zip(answered, asked, strict=True)
    ]
    faithful = [groundedness(a.question.question, a.text, [p.searchable for p in a.passages]) for a in answered]
    each = (np.array(faithful), (asked * said).sum(axis=1), np.array(read))
    return {**dict(zip(SCORES, each, strict=True)), WHOLE: np.mean(each, axis=0)}


def tau(values: Values, right: Values, clusters: Sequence[Hashable], level: float, seed: int) -> Estimate:
    """Return Kendall's tau-b of two rankings of systems by their means, whole clusters of questions resampled.

    1: the same order; 0: none; -1: reversed. Where one of them ranks all systems alike there is no order: 0.
    Source: Kendall, "A New Measure of Rank Correlation" (1938).

    Args:
        values: a score of each system's answer to each question, shape (systems, questions).
        right: the same of right answers, 0 or 1.
        clusters: for each question, what it shares with others.
        level: of the interval.
        seed: of the random generator.
    """
    members = _members(clusters)
    rng = np.random.default_rng(seed)
    draws = (np.concatenate([members[i] for i in picks]) for picks in _picks(rng, len(members)))
    found = np.array([_tau(values[:, chosen], right[:, chosen]) for chosen in draws])
    low, high = percentile_interval(found, level)
    return Estimate(_tau(values, right), low, high, right.shape[1], len(members), level)


def _tau(values: Values, right: Values) -> float:
    from scipy.stats import kendalltau

    found = float(kendalltau(values.mean(axis=1), right.mean(axis=1)).statistic)
    return found if np.isfinite(found) else 0.0


def area(scores: Values, truth: NDArray[np.bool_], clusters: Sequence[Hashable], level: float, seed: int) -> Estimate:
    """Return the area under the ROC curve with its interval, whole clusters resampled; 0.5 is chance.

    Where everything is right or nothing is, no pair can be ordered: the area is 0.5 and may be anything.
    """
    members = _members(clusters)
    areas = []
    for picks in _picks(np.random.default_rng(seed), len(members)):
        chosen = np.concatenate([members[i] for i in picks])
        if 0 < truth[chosen].sum() < len(chosen):
            areas.append(_area(scores[chosen], truth[chosen]))
    if not areas:
        return Estimate(0.5, 0.0, 1.0, len(scores), len(members), level)
    low, high = percentile_interval(np.array(areas), level)
    return Estimate(_area(scores, truth), low, high, len(scores), len(members), level)


def _area(scores: Values, truth: NDArray[np.bool_]) -> float:
    """Return the chance that a right answer scores higher than another, ties half: Mann and Whitney (1947)."""
    from scipy.stats import rankdata

    right = int(truth.sum())
    above = rankdata(scores)[truth].sum() - right * (right + 1) / 2
    return float(above / (right * (len(truth) - right)))


def _members(clusters: Sequence[Hashable]) -> list[NDArray[np.intp]]:
    place = {cluster: i for i, cluster in enumerate(dict.fromkeys(clusters))}
    members: list[list[int]] = [[] for _ in place]
    for i, cluster in enumerate(clusters):
        members[place[cluster]].append(i)
    return [np.array(m) for m in members]


def _picks(rng: np.random.Generator, count: int) -> NDArray[np.intp]:
    return rng.integers(0, count, (RESAMPLES // 5, count))
