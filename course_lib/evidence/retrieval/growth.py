"""The knowledge base grows: does the gold passage stay on top when others move in?

Whom they are like decides: *strangers* are docstrings, *siblings* are the passages of the documents asked about, under
other names.
"""

import time
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_lib import data, lexical
from course_lib.evidence import siblings
from course_lib.evidence.finding import Finding, Row, Table, Timing
from course_lib.evidence.trial import Trial, near, share
from course_lib.fusion import reciprocal_rank_fusion
from course_lib.search import VectorIndex
from course_lib.stats import Estimate, estimate

SHARES = (0.25, 0.5, 1.0)  # of the documents that no question of the run is about
SIBLINGS = 10_000  # at most
DEPTH = 5
POOL = 50  # passages of either ranking that are joined
Marks = dict[str, list[float]]


class Asked(NamedTuple):
    """The questions of the run, their vectors of shape (n, d), and the ids of the passages that answer each."""

    questions: Sequence[data.Question]
    queries: NDArray[np.float32]
    gold: Sequence[set[str]]


def measure(trial: Trial) -> Finding:
    """Retrieval alone; the contrast is recall@5 of dense retrieval with the siblings moved in minus without.

    Only questions that name what they are about, as their gold passage names it: a sibling answers any other as well.
    """
    bench, encoder = trial.bench, trial.bench.encoder
    namer = siblings.Namer(bench.passages, trial.seed)
    questions = trial.pick([q for q in trial.questions if q.answer and named(trial, namer, q)])
    queries = encoder.encode([q.question for q in questions], cache=True)
    own = encoder.encode([p.searchable for p in bench.passages], cache=True, progress=trial.progress)
    asked = Asked(questions, queries, [{p.id for p in bench.gold(q)} for q in questions])
    most = min(trial.strangers, SIBLINGS)
    about = {i.split("#")[0] for wanted in asked.gold for i in wanted}
    sisters = siblings.drawn(namer, [p for p in bench.passages if p.doc_id in about], most, trial.seed)
    everyone = [*bench.passages, *sisters]
    vectors = np.concatenate(
        [own, encoder.encode([p.searchable for p in sisters], cache=True, progress=trial.progress)]
    )
    rows: list[Row] = []
    marks: dict[int, Marks] = {}
    for count in (0, len(sisters) // 6, len(sisters)):
        size = len(own) + count
        marks[count] = recalls(everyone[:size], vectors[:size], asked)
        for i, q in enumerate(questions):
            trial.note(f"{count} siblings/{q.id}", [column[i] for column in marks[count].values()])
        for system, column in marks[count].items():
            row: Row = {"siblings added": count, "passages in all": size, "system": system}
            rows.append(row | moved(column, marks[0][system], questions))
    return trial.finding(
        trial.contrast(marks[len(sisters)]["dense"], marks[0]["dense"], near(questions)),
        Table("siblings move in", rows),
        strangers(trial, asked, own),
        in_domain(trial, asked, own),
        made_with=(encoder,),
    )


def named(trial: Trial, namer: siblings.Namer, question: data.Question) -> bool:
    """Tell whether a question and a passage that answers it share a name or a code."""
    asked = namer.names(question.question)
    return any(asked & namer.names(p.searchable) for p in trial.bench.gold(question))


def recalls(passage_list: Sequence[data.Passage], vectors: NDArray[np.float32], asked: Asked) -> Marks:
    """Return the recall@5 of each question by meaning, by words and by both."""
    ids = [p.id for p in passage_list]
    bm25 = lexical.BM25Index([p.searchable for p in passage_list])
    nearest, _ = VectorIndex(vectors).search(asked.queries, min(POOL, len(ids)))
    by_meaning = [[ids[i] for i in row] for row in nearest.tolist()]
    by_words = [[ids[i] for i in bm25.search(q.question, POOL)[0]] for q in asked.questions]
    both = [reciprocal_rank_fusion(pair) for pair in zip(by_meaning, by_words, strict=True)]
    rankings = {"dense": by_meaning, "BM25": by_words, "fused": both}
    return {
        name: [
            len(set(row[:DEPTH]) & wanted) / min(len(wanted), DEPTH)
            for row, wanted in zip(rows, asked.gold, strict=True)
        ]
        for name, rows in rankings.items()
    }


def strangers(trial: Trial, asked: Asked, own: NDArray[np.float32]) -> Table:
    """Return recall@5, seconds and bytes as the first lines of docstrings move in: the easy case."""
    docstrings = data.load_docstrings(trial.strangers, progress=trial.progress)
    lines = [d.text.strip().splitlines()[0] for d in docstrings]
    vectors = trial.bench.encoder.encode(lines, cache=True, progress=trial.progress)
    ids = [p.id for p in trial.bench.passages]
    rows: list[Row] = []
    alone: list[float] = []
    for count in (0, len(lines) // 6, len(lines)):
        everything = np.concatenate([own, vectors[:count]])
        found, seconds, size = search(everything, asked.queries, ids, asked.gold)
        alone = alone or found
        row: Row = {"docstrings added": count, "passages in all": len(everything)}
        row |= moved(found, alone, asked.questions)
        row |= {"a query": Timing(seconds)}
        rows.append(row | {"index, MB": round(size / 1e6, 1)})
    return Table("strangers move in", rows)


def in_domain(trial: Trial, asked: Asked, own: NDArray[np.float32]) -> Table:
    """Return recall@5 among the documents asked about plus a growing share of the others."""
    bench = trial.bench
    needed = {p.doc_id for q in asked.questions for p in bench.gold(q)}
    rng = np.random.default_rng(trial.seed)
    others = rng.permutation(sorted({p.doc_id for p in bench.passages} - needed)).tolist()
    rows: list[Row] = []
    alone: list[float] = []
    for part in (0.0, *SHARES):
        kept = needed | set(others[: round(part * len(others))])
        chosen = [i for i, p in enumerate(bench.passages) if p.doc_id in kept]
        found, _, _ = search(own[chosen], asked.queries, [bench.passages[i].id for i in chosen], asked.gold)
        alone = alone or found
        row: Row = {"documents": len(kept), "passages": len(chosen)}
        rows.append(row | moved(found, alone, asked.questions))
    return Table("more of the same company", rows)


def search(
    vectors: NDArray[np.float32], queries: NDArray[np.float32], ids: Sequence[str], gold: Sequence[set[str]]
) -> tuple[list[float], float, int]:
    """Return the recall@5 of each query, seconds a query (one at a time) and the bytes of the index."""
    index = VectorIndex(vectors)
    nearest, _ = index.search(queries, DEPTH)
    found = [
        len({ids[j] for j in row if j < len(ids)} & wanted) / min(len(wanted), DEPTH)
        for row, wanted in zip(nearest.tolist(), gold, strict=True)
    ]
    started = time.perf_counter()
    for query in queries[:50]:
        index.search(query, DEPTH)
    return found, (time.perf_counter() - started) / min(len(queries), 50), index.size_bytes()


def moved(after: Sequence[float], before: Sequence[float], questions: Sequence[data.Question]) -> Row:
    """Return the cells that every table ends with: recall@5, and its change, a dash in the row it is counted from."""
    return {"recall@5": share(after, questions), "change": "–" if after is before else change(after, before, questions)}


def change(after: Sequence[float], before: Sequence[float], questions: Sequence[data.Question]) -> Estimate:
    """Return the mean difference, question by question, documents resampled."""
    return estimate([a - b for a, b in zip(after, before, strict=True)], clusters=near(questions), bounds=(-1, 1))
