"""Rankings joined by rank: by hand, against exact fractions, and as a second stage that keeps every filter."""

import datetime as dt
import math
from fractions import Fraction
from typing import Any

import pytest
import tiny
from hypothesis import given
from hypothesis import strategies as st
from tiny import passage

from course_lib import fusion
from course_lib.errors import ArgumentError
from course_lib.fusion import FusedRetriever, reciprocal_rank_fusion
from course_lib.index import PassageIndex
from course_lib.rag import Query, prepare

rankings_lists = st.lists(st.lists(st.sampled_from("ABCDEFG"), unique=True, max_size=7), max_size=4)


def exact_scores(rankings: list[list[str]], constant: int = 60) -> dict[str, Fraction]:
    """Return the sums as fractions, without rounding."""
    ids = {one for ranking in rankings for one in ranking}
    return {
        one: sum((Fraction(1, constant + r.index(one) + 1) for r in rankings if one in r), Fraction(0)) for one in ids
    }


# ---------------------------------------------------------------- the formula


def test_the_tiny_example_by_hand() -> None:
    rankings = [["A", "B", "C"], ["B", "C", "A"]]
    scores = exact_scores(rankings)
    assert float(scores["A"]) == pytest.approx(0.0323, abs=5e-5)  # ranks 1 and 3: 1/61 + 1/63
    assert float(scores["B"]) == pytest.approx(0.0325, abs=5e-5)  # ranks 2 and 1: 1/62 + 1/61
    assert float(scores["C"]) == pytest.approx(0.0320, abs=5e-5)  # ranks 3 and 2: 1/63 + 1/62
    assert reciprocal_rank_fusion(rankings) == ["B", "A", "C"]


def test_ranks_are_counted_from_1() -> None:
    # A stands at ranks 1 and 6, B at 2 and 3: with a constant c B wins if c * c > 6.
    rankings = [["A", "B"], ["v", "w", "B", "x", "y", "A"]]

    def a_wins(constant: int) -> bool:
        order = reciprocal_rank_fusion(rankings, constant)
        return order.index("A") < order.index("B")

    assert [a_wins(constant) for constant in (1, 2, 3, 60)] == [True, True, False, False]
    assert reciprocal_rank_fusion(rankings, 0)[0] == "A"  # from 0 this would divide by zero


def test_being_found_twice_beats_being_first_once() -> None:
    assert reciprocal_rank_fusion([["A", "B"], ["C", "B"]])[0] == "B"
    assert reciprocal_rank_fusion([["A"], ["B"]]) == ["A", "B"]  # equals: the first ranking's comes first
    assert reciprocal_rank_fusion([["B"], ["A"]]) == ["B", "A"]


@given(rankings_lists, st.sampled_from([1, 10, 60]))
def test_the_order_is_that_of_the_exact_sums(rankings: list[list[str]], constant: int) -> None:
    order = reciprocal_rank_fusion(rankings, constant)
    scores = exact_scores(rankings, constant)
    assert sorted(order) == sorted(scores)
    assert [scores[one] for one in order] == sorted(scores.values(), reverse=True)


@given(st.permutations("ABCDEFG"), st.integers(1, 4))
def test_one_ranking_or_the_same_twice_stays_as_it_is(ranking: list[str], times: int) -> None:
    assert reciprocal_rank_fusion([ranking] * times) == ranking
    assert reciprocal_rank_fusion([ranking, []]) == ranking


@given(st.permutations("ABCDEFG"), st.permutations("ABCDEFG"))
def test_who_is_ahead_in_both_is_ahead(one: list[str], other: list[str]) -> None:
    order = reciprocal_rank_fusion([one, other])
    for a in "ABCDEFG":
        for b in "ABCDEFG":
            if one.index(a) < one.index(b) and other.index(a) < other.index(b):
                assert order.index(a) < order.index(b)


# ---------------------------------------------------------------- as a second stage


def index_of(*passages: Any) -> PassageIndex:
    found = PassageIndex(tiny.LetterEncoder())
    found.add(list(passages))
    return found


def ask(index: PassageIndex, question: str, **asker: Any) -> Query:
    return prepare(index.encoder, question, **asker)


def ids(retriever: FusedRetriever, query: Query) -> list[str]:
    return [hit.passage.id for hit in retriever(query)]


def test_words_and_vectors_are_joined_by_id_wherever_a_passage_stands() -> None:
    """MISCONCEPTIONS 08: two lists in different orders, joined by position, give the same top passage for all."""
    texts = {"a#0": "hose leaks", "b#0": "door squeaks", "c#0": "oven smokes", "d#0": "pump hums"}
    index = index_of(*(passage(i, text) for i, text in texts.items()))
    index.delete("a")
    index.add([passage("a#0", texts["a#0"])])
    retriever = FusedRetriever(index, k=1)
    for passage_id, text in texts.items():
        assert ids(retriever, ask(index, text)) == [passage_id]


def test_the_order_is_that_of_its_two_rankings() -> None:
    index = index_of(
        *(passage(f"{i}#0", text) for i, text in enumerate(["red hose", "hose deer", "deer horse", "zip"]))
    )
    query = ask(index, "deer hose")
    near = [hit.passage.id for hit in index.search_vector(query.vector, 4)]
    by_words = ["1#0", "0#0", "2#0"]  # both words, then one; equals keep their order; zip has none
    assert ids(FusedRetriever(index, k=9), query) == reciprocal_rank_fusion([by_words, near])


def test_a_score_is_the_cosine_and_none_where_only_words_found_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fusion, "DEPTH", 1)
    index = index_of(passage("a#0", "abcdef"), passage("b#0", "fedcba zzzzzzzzz"), passage("c#0", "qqq"))
    words_only, vectors_only = FusedRetriever(index, k=3)(ask(index, "fedcba"))
    assert (words_only.passage.id, vectors_only.passage.id) == ("b#0", "a#0")  # equals: that of the words comes first
    assert math.isnan(words_only.score) and vectors_only.score == pytest.approx(1)


def test_the_filter_comes_before_the_cut() -> None:
    """A hundred passages of the other brand are better by words and by vector, and must not crowd one out."""
    crowd = [passage(f"x{i}#0", "red hose leaks", tenant="fennick") for i in range(100)]
    own = passage("q#0", "our hose policy", tenant="quernby")
    late = passage("late#0", "red hose leaks", tenant="quernby", effective=dt.date(2027, 1, 1))
    index = index_of(*crowd, own, late)
    retriever = FusedRetriever(index, k=3)
    on = dt.date(2026, 3, 1)
    assert ids(retriever, ask(index, "red hose leaks", tenant="quernby", on=on)) == ["q#0"]
    assert ids(retriever, ask(index, "red hose leaks", tenant="quernby")) == ["late#0", "q#0"]
    assert all(i.startswith("x") for i in ids(retriever, ask(index, "red hose leaks", tenant="fennick")))
    assert ids(retriever, ask(index, "red hose leaks", on=dt.date(1999, 1, 1))) == []


def test_a_superseded_version_is_found_for_its_own_days_only() -> None:
    old = passage("old#0", "The term is long.", superseded_by="new", effective=dt.date(2024, 1, 1))
    new = passage("new#0", "The term is short.", effective=dt.date(2025, 1, 1))
    retriever = FusedRetriever(index := index_of(old, new), k=9)
    assert ids(retriever, ask(index, "the term", on=dt.date(2024, 6, 1))) == ["old#0"]
    assert ids(retriever, ask(index, "the term", on=dt.date(2025, 6, 1))) == ["new#0"]


def test_it_follows_the_index_as_it_changes() -> None:
    index = PassageIndex(tiny.LetterEncoder())
    retriever = FusedRetriever(index, k=9)
    assert retriever(ask(index, "hose")) == []
    index.add([passage("a#0", "hose leaks"), passage("b#0", "door squeaks")])
    assert ids(retriever, ask(index, "hose leaks")) == ["a#0", "b#0"]
    index.replace("a", [passage("a#0", "door opens"), passage("a#1", "hose drips")])
    found = retriever(ask(index, "hose drips"))
    assert {hit.passage.text for hit in found} == {"door opens", "hose drips", "door squeaks"}
    assert found[0].passage.id == "a#1"
    index.delete("b")
    assert set(ids(retriever, ask(index, "door squeaks"))) == {"a#0", "a#1"}
    index.delete("a")
    assert retriever(ask(index, "hose")) == []


def test_words_that_nobody_wrote_leave_the_vectors_to_it() -> None:
    index = index_of(passage("a#0", "abc"), passage("b#0", "xyz"))
    assert ids(FusedRetriever(index, k=9), ask(index, "yxz")) == ["b#0", "a#0"]


@pytest.mark.parametrize("k", [0, 2.5, None])
def test_k_is_a_count(k: Any) -> None:
    with pytest.raises(ArgumentError, match="FusedRetriever: k="):
        FusedRetriever(index_of(passage("a#0", "abc")), k)
