"""What an evaluation framework says without gold answers, and how well it tells right answers from others.

Faithfulness: share of the answer's own words in the passages. Answer relevance: cosine of question and answer.
Context relevance: mean cosine of the question and the passages. The whole is their mean. No judge model is asked.
"""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from course_lib.experiments import RESAMPLES, Contrast, Finding, Setting
from course_lib.experiments.answers import read_gold
from course_lib.experiments.bench import Bench
from course_lib.outcomes import groundedness
from course_lib.stats import Estimate, percentile_interval

NAMES = ("faithfulness", "answer relevance", "context relevance", "all three")


def run(setting: Setting) -> Finding:
    """The contrast is the area under the ROC curve of the whole score for right against not right."""
    bench = Bench(setting)
    answered = bench.arm("RAG", bench.questions(lambda q: bool(q.answer)))
    encoder = bench.index.encoder
    asked = encoder.encode([a.question.question for a in answered], cache=True)
    said = encoder.encode([a.text or "-" for a in answered])
    read = [encoder.encode([p.searchable for p in a.passages]) @ q for a, q in zip(answered, asked, strict=True)]
    scores = {
        "faithfulness": np.array(
            [groundedness(a.question.question, a.text, [p.searchable for p in a.passages]) for a in answered]
        ),
        "answer relevance": np.array((asked * said).sum(axis=1)),
        "context relevance": np.array([float(r.mean()) for r in read]),
    }
    scores["all three"] = np.mean(list(scores.values()), axis=0)
    right = np.array([a.right for a in answered], dtype=bool)
    gold = np.array([read_gold(bench, a) for a in answered])
    clusters = [a.question.near for a in answered]
    rows: list[dict[str, object]] = []
    for name in NAMES:
        row: dict[str, object] = {
            "score, no gold used": name,
            "n": len(answered),
            "mean": round(float(scores[name].mean()), 3),
        }
        for title, truth in (("AUC for a right answer", right), ("AUC for gold passage read", gold)):
            row[title] = str(area(scores[name], truth, clusters, 0.95, setting.seed))
        rows.append(row)
    ends = (area(scores["all three"], right, clusters, level, setting.seed) for level in (0.95, 0.99))
    return Finding(
        contrast=Contrast(*ends),
        tables={"agreement with gold": rows},
        models=(bench.lm.label, encoder.label),
        dtype=bench.lm.dtype,
    )


def area(
    scores: NDArray[np.floating], truth: NDArray[np.bool_], clusters: Sequence[Hashable], level: float, seed: int
) -> Estimate:
    """Return the area under the ROC curve with its interval, whole clusters resampled; 0.5 is chance."""
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
    low, high = percentile_interval(np.array(areas), level)
    return Estimate(_area(scores, truth), low, high, len(scores), len(rows), level)


def _area(scores: NDArray[np.floating], truth: NDArray[np.bool_]) -> float:
    """Return the chance that a right answer scores higher than another, ties half: Mann and Whitney (1947)."""
    from scipy.stats import rankdata

    right = int(truth.sum())
    above = rankdata(scores)[truth].sum() - right * (right + 1) / 2
    return float(above / (right * (len(truth) - right)))
