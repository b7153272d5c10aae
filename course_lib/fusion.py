"""Join rankings of different systems.

Built in: Lesson 08
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from course_lib import lexical, validate
from course_lib.index import Hit, PassageIndex
from course_lib.rag import Query
from course_lib.vectors import words

TAUGHT = ("reciprocal_rank_fusion",)
DEPTH = 50  # passages of each ranking that take part


def reciprocal_rank_fusion(rankings: Sequence[Sequence[str]], constant: int = 60) -> list[str]:
    """Order passages by the sum of ``1 / (constant + rank)`` over the rankings they stand in.

    It adds ranks from 1, never scores: scores of two systems have no common unit.
    Source: Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion" (2009).

    >>> reciprocal_rank_fusion([["A", "B", "C"], ["B", "C", "A"]])
    ['B', 'A', 'C']
    """
    scores: dict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, passage_id in enumerate(ranking, start=1):
            scores[passage_id] += 1 / (constant + rank)
    return sorted(scores, key=lambda passage_id: -scores[passage_id])


class FusedRetriever:
    """Words and meaning together: BM25 and the nearest vectors of one index, joined by rank.

    It is a stage 2 for :class:`course_lib.rag.Pipeline`. Tenant and date are filtered before either ranking is cut.

    Args:
        index: where to look; a change of it is noticed, and its words are counted anew.
        k: passages to return.
    """

    def __init__(self, index: PassageIndex, k: int = 1) -> None:
        self.index, self.k = index, validate.count("FusedRetriever", "k", k)
        self._read_index()

    def __call__(self, query: Query) -> list[Hit]:
        """Return the k best passages; a score is the cosine with the query, NaN for one that only words found."""
        if self._changes != self.index.changes:
            self._read_index()
        if not self._passages:
            return []
        near = self.index.search_vector(query.vector, DEPTH, tenant=query.tenant, on=query.on)
        cosine = {hit.passage.id: hit.score for hit in near}
        order = reciprocal_rank_fusion([self._word_ranking(query), list(cosine)])[: self.k]
        return [Hit(self._passages[i], cosine.get(i, float("nan"))) for i in order]

    def _read_index(self) -> None:
        self._changes = self.index.changes
        self._passages = {p.id: p for p in self.index.passages()}
        self._worded = [p for p in self._passages.values() if words(p.searchable)]
        self._words = lexical.BM25Index([p.searchable for p in self._worded]) if self._worded else None

    def _word_ranking(self, query: Query) -> list[str]:
        if self._words is None:
            return []
        scores, ids = self._words.scores(query.text), [p.id for p in self._worded]
        if query.tenant is not None or query.on is not None:
            allowed = {p.id for p in self.index.visible(tenant=query.tenant, on=query.on)}
            scores = np.where([i in allowed for i in ids], scores, 0)
        best = np.argsort(-scores, kind="stable")[:DEPTH]
        return [ids[i] for i in best if scores[i] > 0]
