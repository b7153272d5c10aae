"""TF-IDF and BM25: worked by hand, properties, and equality with scikit-learn and bm25s."""

import math
from collections import Counter

import bm25s
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer

from course_lib.errors import ArgumentError
from course_lib.lexical import BM25Index, TfidfIndex, bm25_idf, bm25_score, document_frequency, tfidf_vector
from course_lib.vectors import words

TINY = ["the pump hose leaks", "the pump starts the pump stops", "doors squeak"]
TOKENS = [words(text) for text in TINY]
DF = document_frequency(TOKENS)
VOCABULARY = ("oven", "door", "hose", "leak", "pump", "dw-651", "the", "a")
passages = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=12)
corpora = st.lists(passages, min_size=1, max_size=8)
queries = st.lists(st.sampled_from([*VOCABULARY, "unheard"]), min_size=1, max_size=6)


def test_a_word_said_twice_in_a_passage_counts_one_passage() -> None:
    assert DF == {"the": 2, "pump": 2, "hose": 1, "leaks": 1, "starts": 1, "stops": 1, "doors": 1, "squeak": 1}


def test_tfidf_by_hand() -> None:
    common, rare = math.log(4 / 3) + 1, math.log(4 / 2) + 1
    length = math.sqrt(2 * common**2 + 2 * rare**2)
    want = {"the": common / length, "pump": common / length, "hose": rare / length, "leaks": rare / length}
    assert tfidf_vector(TOKENS[0], DF, 3) == pytest.approx(want)


def test_tfidf_of_words_nobody_wrote_is_empty() -> None:
    assert tfidf_vector(["unheard"], DF, 3) == {}
    assert tfidf_vector([], DF, 3) == {}


def test_bm25_by_hand() -> None:
    assert bm25_idf(2, 3) == pytest.approx(0.4700, abs=5e-5)
    assert bm25_idf(1, 3) == pytest.approx(0.9808, abs=5e-5)
    query = words("the pump hose")
    scores = [bm25_score(query, tokens, DF, 3, mean_length=4.0) for tokens in TOKENS]
    # 4 words: damping 1.5; 6 words: 1.5 * (0.25 + 0.75 * 1.5) = 2.0625; two mentions 2 / 4.0625.
    assert scores == pytest.approx([(0.4700 + 0.4700 + 0.9808) / 2.5, 2 * 0.4700 * 2 / 4.0625, 0.0], abs=5e-5)


@given(st.integers(1, 500), st.data())
def test_bm25_idf_is_positive_and_falls(n: int, draw: st.DataObject) -> None:
    df = draw.draw(st.integers(1, n))
    assert bm25_idf(df, n) > 0
    assert bm25_idf(df, n) < bm25_idf(df - 1, n)


@given(corpora, queries)
def test_bm25_adds_up_over_the_words_of_the_query(corpus: list[list[str]], query: list[str]) -> None:
    df, mean = document_frequency(corpus), sum(map(len, corpus)) / len(corpus)
    whole = bm25_score(query, corpus[0], df, len(corpus), mean)
    parts = sum(bm25_score([word], corpus[0], df, len(corpus), mean) for word in query)
    assert whole == pytest.approx(parts)
    assert whole >= 0
    assert (whole > 0) == bool(set(query) & set(corpus[0]))


@given(passages, st.integers(1, 30))
def test_repetition_pays_less_each_time_and_never_more_than_the_idf(passage: list[str], times: int) -> None:
    def worth(count: int) -> float:
        return bm25_score(["pump"], ["pump"] * count, {"pump": 1}, 3, mean_length=4.0, b=0)

    assert 0 < worth(times + 2) - worth(times + 1) < worth(times + 1) - worth(times)
    assert worth(times) < bm25_idf(1, 3)


@given(corpora)
def test_tfidf_vectors_have_length_one_and_equal_scikit_learns(corpus: list[list[str]]) -> None:
    texts = [" ".join(tokens) for tokens in corpus]
    df = document_frequency(corpus)
    by_hand = [tfidf_vector(tokens, df, len(corpus)) for tokens in corpus]
    assert [sum(x * x for x in vector.values()) for vector in by_hand] == pytest.approx([1.0] * len(corpus))
    ours = DictVectorizer(sparse=False).fit_transform(by_hand)
    theirs = TfidfVectorizer(analyzer=words).fit_transform(texts).toarray()
    np.testing.assert_allclose(ours, theirs, atol=1e-12)


@given(corpora, queries)
@settings(max_examples=50)
def test_tfidf_index_gives_the_cosine_of_the_hand_made_vectors(corpus: list[list[str]], query: list[str]) -> None:
    df, n = document_frequency(corpus), len(corpus)
    asked = tfidf_vector(query, df, n)
    vectors = [tfidf_vector(tokens, df, n) for tokens in corpus]
    want = [sum(x * vector.get(word, 0) for word, x in asked.items()) for vector in vectors]
    got = TfidfIndex([" ".join(tokens) for tokens in corpus]).scores(" ".join(query))
    np.testing.assert_allclose(got, want, atol=1e-6)


@given(corpora, queries, st.floats(0.1, 3), st.floats(0, 1))
@settings(max_examples=50)
def test_bm25_index_gives_the_hand_made_score(corpus: list[list[str]], query: list[str], k1: float, b: float) -> None:
    df, mean = document_frequency(corpus), sum(map(len, corpus)) / len(corpus)
    want = [bm25_score(query, tokens, df, len(corpus), mean, k1=k1, b=b) for tokens in corpus]
    got = BM25Index([" ".join(tokens) for tokens in corpus], k1=k1, b=b).scores(" ".join(query))
    np.testing.assert_allclose(got, want, rtol=1e-4, atol=1e-5)


def test_bm25_equals_bm25s_through_its_own_front_door() -> None:
    """The library's own tokens, its own vocabulary and its own retrieval, with none of ours in between."""
    corpus = [["oven", "door", "squeaks"], ["oven", "fan", "fan", "hums", "loud"], ["shelf"], ["door", "door", "oven"]]
    library = bm25s.BM25(method="lucene", k1=1.2, b=0.6)
    library.index(corpus, show_progress=False)
    query = ["oven", "fan", "door", "door"]
    df, mean = document_frequency(corpus), 12 / 4
    ours = [bm25_score(query, passage, df, 4, mean, k1=1.2, b=0.6) for passage in corpus]
    np.testing.assert_allclose(library.get_scores(query), ours, rtol=1e-5)
    found, scores = library.retrieve([query], k=2, show_progress=False)
    best = sorted(range(4), key=lambda i: -ours[i])[:2]
    assert found[0].tolist() == best
    np.testing.assert_allclose(scores[0], [ours[i] for i in best], rtol=1e-5)


@pytest.mark.parametrize("index", [BM25Index(TINY), TfidfIndex(TINY)], ids=["BM25", "TF-IDF"])
class TestIndex:
    def test_best_first_and_capped(self, index: BM25Index | TfidfIndex) -> None:
        positions, scores = index.search("the pump hose", k=99)
        assert positions.tolist() == [0, 1, 2]
        assert scores.tolist() == sorted(scores.tolist(), reverse=True)
        assert scores[2] == 0

    def test_ties_keep_the_order_of_the_passages(self, index: BM25Index | TfidfIndex) -> None:
        positions, scores = index.search("unheard ???", k=2)
        assert positions.tolist() == [0, 1]
        assert scores.tolist() == [0, 0]

    @pytest.mark.parametrize("k", [0, -1])
    def test_k_below_one(self, index: BM25Index | TfidfIndex, k: int) -> None:
        with pytest.raises(ArgumentError, match=rf"Index\.search: k={k}; k must be at least 1"):
            index.search("pump", k=k)

    def test_k_not_whole(self, index: BM25Index | TfidfIndex) -> None:
        with pytest.raises(ArgumentError, match=r"k=2\.5; k must be a whole number"):
            index.search("pump", k=2.5)  # type: ignore[arg-type]

    @pytest.mark.parametrize("query", ["", "  \n"])
    def test_empty_query(self, index: BM25Index | TfidfIndex, query: str) -> None:
        with pytest.raises(ArgumentError, match="query is empty; write a question"):
            index.search(query)

    def test_query_is_a_list(self, index: BM25Index | TfidfIndex) -> None:
        with pytest.raises(ArgumentError, match="query is a list; pass one text"):
            index.search(["pump"])  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [BM25Index, TfidfIndex])
class TestBadTexts:
    def test_none_or_one_text(self, kind: type[BM25Index] | type[TfidfIndex]) -> None:
        none: list[str] = []
        for texts in (none, "the pump"):
            with pytest.raises(ArgumentError, match="texts must be a list of at least one text"):
                kind(texts)

    def test_a_text_without_words(self, kind: type[BM25Index] | type[TfidfIndex]) -> None:
        with pytest.raises(ArgumentError, match=r"texts\[1\] has no word in it; leave it out"):
            kind(["pump", " … "])

    def test_not_a_text(self, kind: type[BM25Index] | type[TfidfIndex]) -> None:
        with pytest.raises(ArgumentError, match=r"texts\[0\] is a list; pass texts"):
            kind([["pump"]])  # type: ignore[list-item]


@pytest.mark.parametrize("k1", [-0.1, math.nan])
def test_k1_out_of_range(k1: float) -> None:
    with pytest.raises(ArgumentError, match="k1 must be at least 0"):
        BM25Index(TINY, k1=k1)


@pytest.mark.parametrize("b", [-0.1, 1.1, math.nan])
def test_b_out_of_range(b: float) -> None:
    with pytest.raises(ArgumentError, match="b must lie between 0 and 1"):
        BM25Index(TINY, b=b)


def test_document_frequency_of_nothing() -> None:
    assert document_frequency([]) == Counter()
