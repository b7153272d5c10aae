"""Join rankings of different systems.

Built in: Lesson 08
"""

from collections import defaultdict
from collections.abc import Sequence

TAUGHT = ("reciprocal_rank_fusion",)


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
