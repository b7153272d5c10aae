"""The knowledge base grows: does the gold passage stay on top when tens of thousands of strangers move in?"""

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from course_lib import data
from course_lib.embed import Embedder
from course_lib.experiments import Finding, Setting
from course_lib.experiments.bench import Bench, paired
from course_lib.search import VectorIndex
from course_lib.stats import estimate

DOCSTRINGS = {"live": 5_000, "record": 60_000}
SHARES = (0.25, 0.5, 1.0)  # of the documents that no question of the run is about
DEPTH = 5


def run(setting: Setting) -> Finding:
    """Retrieval alone; the contrast is recall@5 with the docstring corpus moved in minus recall@5 without."""
    bench = Bench(setting)
    questions = bench.questions(lambda q: bool(q.answer), live=10_000)
    encoder = Embedder()
    queries = encoder.encode([q.question for q in questions], cache=True)
    own = encoder.encode([p.searchable for p in bench.passages], cache=True, progress=True)
    lines = [d.text.strip().splitlines()[0] for d in data.load_docstrings(DOCSTRINGS[setting.mode])]
    strangers = encoder.encode(lines, cache=True, progress=True)
    gold = [{p.id for p in bench.gold(q)} for q in questions]
    ids = [p.id for p in bench.passages]
    rows, scores = [], {}
    for count in (0, len(lines) // 6, len(lines)):
        everything = np.concatenate([own, strangers[:count]])
        recalls, seconds, size = search(everything, queries, ids, gold)
        scores[count] = recalls
        rows.append(
            {
                "docstrings added": count,
                "passages in all": len(everything),
                "recall@5": str(estimate(recalls, clusters=[q.near for q in questions])),
                "ms a query": round(seconds * 1000, 2),
                "index, MB": round(size / 1e6, 1),
            }
        )
    return Finding(
        contrast=paired(scores[len(lines)], scores[0], questions, setting.seed),
        tables={"strangers move in": rows, "more of the same company": _in_domain(bench, questions, queries, own)},
        models=(encoder.label,),
    )


def search(
    vectors: NDArray[np.float32], queries: NDArray[np.float32], ids: Sequence[str], gold: Sequence[set[str]]
) -> tuple[list[float], float, int]:
    """Return the recall@5 of each query, seconds a query (one at a time) and the bytes of the index."""
    index = VectorIndex(vectors)
    near, _ = index.search(queries, DEPTH)
    recalls = [
        len({ids[j] for j in row if j < len(ids)} & wanted) / min(len(wanted), DEPTH)
        for row, wanted in zip(near.tolist(), gold, strict=True)
    ]
    started = time.perf_counter()
    for query in queries[:50]:
        index.search(query, DEPTH)
    return recalls, (time.perf_counter() - started) / 50, index.size_bytes()


def _in_domain(
    bench: Bench, questions: Sequence[data.Question], queries: NDArray[np.float32], own: NDArray[np.float32]
) -> list[dict[str, object]]:
    """Return recall@5 among the documents asked about plus a growing share of the others."""
    needed = {p.doc_id for q in questions for p in bench.gold(q)}
    rng = np.random.default_rng(bench.setting.seed)
    others = rng.permutation(sorted({p.doc_id for p in bench.passages} - needed)).tolist()
    rows: list[dict[str, object]] = []
    for share in (0.0, *SHARES):
        kept = needed | set(others[: round(share * len(others))])
        chosen = [i for i, p in enumerate(bench.passages) if p.doc_id in kept]
        ids = [bench.passages[i].id for i in chosen]
        recalls, _, _ = search(own[chosen], queries, ids, [{p.id for p in bench.gold(q)} for q in questions])
        recall = str(estimate(recalls, clusters=[q.near for q in questions]))
        rows.append({"documents": len(kept), "passages": len(chosen), "recall@5": recall})
    return rows
