"""Recall, reciprocal rank and nDCG: by hand, properties, and equality with pytrec_eval and scikit-learn."""

import math
from collections.abc import Sequence

import pytest
import pytrec_eval
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from course_lib.errors import ArgumentError
from course_lib.metrics import ndcg_at_k, recall_at_k, reciprocal_rank, score_ranking

RANKING, GOLD = ["C", "A", "D", "B"], {"A", "B"}
IDS = [f"p{i:02}" for i in range(12)]
rankings = st.permutations(IDS).flatmap(lambda order: st.integers(1, 12).map(lambda n: order[:n]))
golds = st.sets(st.sampled_from(IDS), min_size=1, max_size=6)
depths = st.integers(1, 15)


def test_by_hand() -> None:
    assert [recall_at_k(RANKING, GOLD, k) for k in (1, 2, 3, 4, 9)] == [0, 0.5, 0.5, 1, 1]
    assert reciprocal_rank(RANKING, GOLD) == 1 / 2
    gained = 1 / math.log2(3) + 1 / math.log2(5)
    assert ndcg_at_k(RANKING, GOLD, 4) == pytest.approx(gained / (1 + 1 / math.log2(3)))
    assert ndcg_at_k(RANKING, GOLD, 4) == pytest.approx(0.6509, abs=5e-5)
    assert ndcg_at_k(RANKING, GOLD, 1) == 0
    assert ndcg_at_k(["A", "C"], GOLD, 1) == 1


def test_nothing_found() -> None:
    for ranking in ([], ["C", "D"]):
        assert recall_at_k(ranking, GOLD, 5) == reciprocal_rank(ranking, GOLD) == ndcg_at_k(ranking, GOLD, 5) == 0


def test_gold_given_as_a_list_with_a_double() -> None:
    assert recall_at_k(RANKING, ["A", "A", "B"], 3) == 0.5
    assert ndcg_at_k(RANKING, ["A", "A", "B"], 4) == ndcg_at_k(RANKING, GOLD, 4)


@given(rankings, golds, depths)
def test_between_0_and_1_and_recall_only_grows(ranking: list[str], gold: set[str], k: int) -> None:
    assert 0 <= recall_at_k(ranking, gold, k) <= recall_at_k(ranking, gold, k + 1) <= 1
    assert 0 <= ndcg_at_k(ranking, gold, k) <= 1 + 1e-12
    assert 0 <= reciprocal_rank(ranking, gold) <= 1


@given(golds, depths)
def test_the_perfect_ranking_scores_1(gold: set[str], k: int) -> None:
    perfect = [*sorted(gold), *(p for p in IDS if p not in gold)]
    assert ndcg_at_k(perfect, gold, k) == pytest.approx(1)
    assert reciprocal_rank(perfect, gold) == 1
    assert recall_at_k(perfect, gold, k) == min(k, len(gold)) / len(gold)


@given(rankings, golds, st.data())
def test_a_gold_passage_moving_up_never_costs(ranking: list[str], gold: set[str], data: st.DataObject) -> None:
    places = [i for i, p in enumerate(ranking) if p in gold and i and ranking[i - 1] not in gold]
    if not places:
        return
    i = data.draw(st.sampled_from(places))
    better = [*ranking[: i - 1], ranking[i], ranking[i - 1], *ranking[i + 1 :]]
    assert reciprocal_rank(better, gold) >= reciprocal_rank(ranking, gold)
    assert ndcg_at_k(better, gold, 12) > ndcg_at_k(ranking, gold, 12)
    assert recall_at_k(better, gold, 5) >= recall_at_k(ranking, gold, 5)


def trec(ranking: Sequence[str], gold: set[str], measures: set[str]) -> dict[str, float]:
    """Score a ranking by pytrec_eval, the scorer of the TREC conferences."""
    evaluator = pytrec_eval.RelevanceEvaluator({"q": dict.fromkeys(gold, 1)}, measures)
    run = {"q": {p: float(len(ranking) - i) for i, p in enumerate(ranking)}}
    found: dict[str, float] = evaluator.evaluate(run)["q"]
    return found


@given(rankings, golds, depths)
@settings(max_examples=200)
def test_equal_to_pytrec_eval(ranking: list[str], gold: set[str], k: int) -> None:
    theirs = trec(ranking, gold, {f"recall.{k}", "recip_rank", f"ndcg_cut.{k}"})
    assert recall_at_k(ranking, gold, k) == pytest.approx(theirs[f"recall_{k}"])
    assert reciprocal_rank(ranking, gold) == pytest.approx(theirs["recip_rank"])
    assert ndcg_at_k(ranking, gold, k) == pytest.approx(theirs[f"ndcg_cut_{k}"])


@given(st.permutations(IDS), golds, depths)
def test_ndcg_equal_to_scikit_learn(ranking: list[str], gold: set[str], k: int) -> None:
    is_gold = [[float(p in gold) for p in ranking]]
    by_rank = [[-float(i) for i in range(len(ranking))]]
    assert ndcg_at_k(ranking, gold, k) == pytest.approx(ndcg_score(is_gold, by_rank, k=k))


def test_score_ranking_names_every_measure() -> None:
    got = score_ranking(RANKING, GOLD, ks=(1, 3, 4))
    assert list(got) == ["recall@1", "recall@3", "recall@4", "MRR", "nDCG@4"]
    assert list(got.values()) == pytest.approx([0, 0.5, 1, 0.5, 0.6509], abs=5e-5)
    assert list(score_ranking([], GOLD).values()) == [0, 0, 0, 0, 0]
    assert score_ranking(tuple(RANKING), ("A", "B"), ks=(10,))["recall@10"] == 1


@pytest.mark.parametrize(
    ("ranking", "gold", "ks", "message"),
    [
        (RANKING, set(), (5,), "gold_ids is empty; leave out questions"),
        (RANKING, "A", (5,), "gold_ids is one text; pass a list of ids"),
        ("CADB", GOLD, (5,), "retrieved_ids is one text; pass a list of ids"),
        (["C", "A", "A"], GOLD, (5,), "retrieved_ids holds 'A' twice; keep its first place only"),
        (RANKING, GOLD, (), r"ks is empty; pass depths such as \(1, 5, 10\)"),
        (RANKING, GOLD, (5, 0), "k=0; k must be at least 1"),
        (RANKING, GOLD, (-1,), "k=-1; k must be at least 1"),
        (RANKING, GOLD, (2.5,), "k=2.5; k must be a whole number"),
    ],
)
def test_score_ranking_refuses(ranking: list[str], gold: set[str], ks: tuple[int, ...], message: str) -> None:
    with pytest.raises(ArgumentError, match=f"metrics.score_ranking: {message}"):
        score_ranking(ranking, gold, ks)
