"""The knowledge base grows: does the gold passage stay on top when tens of thousands of strangers move in?"""

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from course_lib import data
from course_lib.evidence.finding import Finding, Row, Table, Timing
from course_lib.evidence.trial import Trial, near, share
from course_lib.search import VectorIndex
from course_lib.stats import Estimate, estimate

SHARES = (0.25, 0.5, 1.0)  # of the documents that no question of the run is about
DEPTH = 5


def measure(trial: Trial) -> Finding:
    """Retrieval alone; the contrast is recall@5 with the docstring corpus moved in minus recall@5 without."""
    bench, encoder = trial.bench, trial.bench.encoder
    questions = trial.pick([q for q in trial.questions if q.answer])
    queries = encoder.encode([q.question for q in questions], cache=True)
    own = encoder.encode([p.searchable for p in bench.passages], cache=True, progress=trial.progress)
    docstrings = data.load_docstrings(trial.strangers, progress=trial.progress)
    lines = [d.text.strip().splitlines()[0] for d in docstrings]
    strangers = encoder.encode(lines, cache=True, progress=trial.progress)
    gold = [{p.id for p in bench.gold(q)} for q in questions]
    ids = [p.id for p in bench.passages]
    rows: list[Row] = []
    recall: dict[int, list[float]] = {}
    for count in (0, len(lines) // 6, len(lines)):
        everything = np.concatenate([own, strangers[:count]])
        recall[count], seconds, size = search(everything, queries, ids, gold)
        for q, mark in zip(questions, recall[count], strict=True):
            trial.note(f"{count} strangers/{q.id}", mark)
        rows.append(
            {
                "docstrings added": count,
                "passages in all": len(everything),
                "recall@5": share(recall[count], questions),
                "change": change(recall[count], recall[0], questions),
                "a query": Timing(seconds),
                "index, MB": round(size / 1e6, 1),
            }
        )
    return trial.finding(
        trial.contrast(recall[len(lines)], recall[0], near(questions)),
        Table("strangers move in", rows),
        in_domain(trial, questions, queries, own),
        made_with=(encoder,),
    )


def search(
    vectors: NDArray[np.float32], queries: NDArray[np.float32], ids: Sequence[str], gold: Sequence[set[str]]
) -> tuple[list[float], float, int]:
    """Return the recall@5 of each query, seconds a query (one at a time) and the bytes of the index."""
    index = VectorIndex(vectors)
    nearest, _ = index.search(queries, DEPTH)
    recalls = [
        len({ids[j] for j in row if j < len(ids)} & wanted) / min(len(wanted), DEPTH)
        for row, wanted in zip(nearest.tolist(), gold, strict=True)
    ]
    started = time.perf_counter()
    for query in queries[:50]:
        index.search(query, DEPTH)
    return recalls, (time.perf_counter() - started) / min(len(queries), 50), index.size_bytes()


def change(after: Sequence[float], before: Sequence[float], questions: Sequence[data.Question]) -> Estimate:
    """Return the mean difference, question by question, documents resampled."""
    return estimate([a - b for a, b in zip(after, before, strict=True)], clusters=near(questions), bounds=(-1, 1))


def in_domain(
    trial: Trial, questions: Sequence[data.Question], queries: NDArray[np.float32], own: NDArray[np.float32]
) -> Table:
    """Return recall@5 among the documents asked about plus a growing share of the others."""
    bench = trial.bench
    gold = [{p.id for p in bench.gold(q)} for q in questions]
    needed = {p.doc_id for q in questions for p in bench.gold(q)}
    rng = np.random.default_rng(trial.seed)
    others = rng.permutation(sorted({p.doc_id for p in bench.passages} - needed)).tolist()
    rows: list[Row] = []
    alone: list[float] = []
    for part in (0.0, *SHARES):
        kept = needed | set(others[: round(part * len(others))])
        chosen = [i for i, p in enumerate(bench.passages) if p.doc_id in kept]
        recalls, _, _ = search(own[chosen], queries, [bench.passages[i].id for i in chosen], gold)
        alone = alone or recalls
        row: Row = {"documents": len(kept), "passages": len(chosen), "recall@5": share(recalls, questions)}
        rows.append(row | {"change": change(recalls, alone, questions)})
    return Table("more of the same company", rows)
