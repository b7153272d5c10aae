"""How good is one ranking? Each function scores one question; the mean over questions comes after.

Built in: Lesson 03
"""

import math
from collections.abc import Collection, Sequence

from course_lib import validate
from course_lib.errors import ArgumentError

TAUGHT = ("recall_at_k", "reciprocal_rank", "ndcg_at_k")


def recall_at_k(retrieved_ids: Sequence[str], gold_ids: Collection[str], k: int) -> float:
    """Return the share of the gold passages among the first k retrieved.

    Divide by k instead and you have precision (0.3333 here).

    >>> round(recall_at_k(["C", "A", "D", "B"], {"A", "B"}, k=3), 4)
    0.5
    """
    return len(set(retrieved_ids[:k]) & set(gold_ids)) / len(set(gold_ids))


def reciprocal_rank(retrieved_ids: Sequence[str], gold_ids: Collection[str]) -> float:
    """Return 1 over the rank of the *first* gold passage, 0 if there is none; its mean is the MRR.

    The mean over *all* gold passages is another number (0.375 here).

    >>> reciprocal_rank(["C", "A", "D", "B"], {"A", "B"})
    0.5
    """
    for rank, passage_id in enumerate(retrieved_ids, start=1):
        if passage_id in gold_ids:
            return 1 / rank
    return 0.0


def ndcg_at_k(retrieved_ids: Sequence[str], gold_ids: Collection[str], k: int) -> float:
    """Return the normalised discounted cumulative gain of the first k, each gold passage worth 1.

    The ideal ranking holds ``min(k, number of gold passages)`` hits, not k: with k you get 0.4144 here.
    Any base of the logarithm gives the same value, for it cancels.
    Source: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002).

    >>> round(ndcg_at_k(["C", "A", "D", "B"], {"A", "B"}, k=4), 4)
    0.6509
    """
    gains = [1 / math.log2(rank + 1) for rank, p in enumerate(retrieved_ids[:k], start=1) if p in gold_ids]
    ideal = [1 / math.log2(rank + 1) for rank in range(1, min(k, len(set(gold_ids))) + 1)]
    return sum(gains) / sum(ideal)


def score_ranking(
    retrieved_ids: Sequence[str], gold_ids: Collection[str], ks: Sequence[int] = (1, 5, 10)
) -> dict[str, float]:
    """Return every measure of one ranking after checking it.

    Args:
        retrieved_ids: best first, each passage once. May be empty: everything is then 0.
        gold_ids: at least one; a question without a right passage has no recall.
        ks: the depths of recall; nDCG takes the largest.

    Returns:
        ``recall@k`` for each k, ``MRR`` (its mean over questions is the MRR) and ``nDCG@`` the largest k.

    Raises:
        ArgumentError: no gold passage, a passage retrieved twice, no k or one below 1.

    >>> score_ranking(["C", "A", "D", "B"], {"A", "B"}, ks=(1, 3))["recall@3"]
    0.5
    """
    where = "metrics.score_ranking"
    for name, ids in (("retrieved_ids", retrieved_ids), ("gold_ids", gold_ids)):
        if isinstance(ids, str):
            raise ArgumentError(f"{where}: {name} is one text; pass a list of ids")
    if not gold_ids:
        raise ArgumentError(f"{where}: gold_ids is empty; leave out questions that no passage answers")
    if len(set(retrieved_ids)) < len(retrieved_ids):
        twice = next(p for i, p in enumerate(retrieved_ids) if p in retrieved_ids[:i])
        raise ArgumentError(f"{where}: retrieved_ids holds {twice!r} twice; keep its first place only")
    if not ks:
        raise ArgumentError(f"{where}: ks is empty; pass depths such as (1, 5, 10)")
    depths = [validate.count(where, "k", k) for k in ks]
    scores = {f"recall@{k}": recall_at_k(retrieved_ids, gold_ids, k) for k in depths}
    scores["MRR"] = reciprocal_rank(retrieved_ids, gold_ids)
    scores[f"nDCG@{max(depths)}"] = ndcg_at_k(retrieved_ids, gold_ids, max(depths))
    return scores
