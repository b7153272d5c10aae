"""Join rankings of different systems.

Built in: Lesson 08
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from course_lib import lexical, validate
from course_lib.index import Hit, PassageIndex
from course_lib.rag import Query

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
        index: as it is now; after a change make a new retriever.
        k: passages to return.
    """

    def __init__(self, index: PassageIndex, k: int = 1) -> None:
        self.index, self.k = index, validate.count("FusedRetriever", "k", k)
        self._passages = {p.id: p for p in index.passages()}
        self._words = lexical.BM25Index([p.searchable for p in self._passages.values()])

    def __call__(self, query: Query) -> list[Hit]:
        """Return the k best passages; a score is the cosine with the query, NaN for one that only words found."""
        near = self.index.search_vector(query.vector, DEPTH, tenant=query.tenant, on=query.on)
        cosine = {hit.passage.id: hit.score for hit in near}
        by_words = self._word_ranking(query)
        order = reciprocal_rank_fusion([by_words, list(cosine)])[: self.k]
        return [Hit(self._passages[i], cosine.get(i, float("nan"))) for i in order]

    def _word_ranking(self, query: Query) -> list[str]:
        scores = self._words.scores(query.text)
        ids = list(self._passages)
        if query.tenant is not None or query.on is not None:
            allowed = {p.id for p in self.index.visible(tenant=query.tenant, on=query.on)}
            scores = np.where([i in allowed for i in ids], scores, 0)
        best = np.argsort(-scores, kind="stable")[:DEPTH]
        return [ids[i] for i in best if scores[i] > 0]
