"""Room vectors: by hand, against scikit-learn and scipy, by property, and with bad input."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial import distance
from scipy.stats import kstest
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.preprocessing import normalize

from course_lib.vectors import (
    cosine,
    cosine_matrix,
    count_vectors,
    dot,
    euclidean,
    norm,
    normalize_rows,
    random_directions,
    words,
)

NUMBERS = st.floats(-100, 100).map(lambda x: round(x, 3))
TEXTS = st.lists(st.text(alphabet="ab c-.é1", max_size=20), min_size=1, max_size=6)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[list[float], list[float]]:
    """Draw two vectors of one length."""
    d = draw(st.integers(1, 8))
    vector = st.lists(NUMBERS, min_size=d, max_size=d)
    return draw(vector), draw(vector)


# ---------------------------------------------------------------- by hand


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("The DW-651 hums at 53 dB.", ["the", "dw-651", "hums", "at", "53", "db"]),
        ("hose, hose? HOSE!", ["hose", "hose", "hose"]),
        ("", []),
        ("… – !", []),
        ("two-year 2-year-old -x- y-", ["two-year", "2-year-old", "x", "y"]),
        ("Crème brûlée, straße", ["crème", "brûlée", "straße"]),
    ],
)
def test_words(text: str, want: list[str]) -> None:
    assert words(text) == want


def test_count_vectors_by_hand() -> None:
    counts, vocabulary = count_vectors(["hose door hose door hose door hose", "door", "", "hinge"])
    assert vocabulary == ["door", "hinge", "hose"]
    assert counts.tolist() == [[3, 0, 4], [1, 0, 0], [0, 0, 0], [0, 1, 0]]


def test_the_tiny_pair_by_hand() -> None:
    a, b, c = [3, 4], [4, 3], [6, 8]
    assert (dot(a, b), dot(a, a), dot(a, c)) == (24, 25, 50)
    assert (norm(a), norm(c)) == (5, 10)
    assert cosine(a, b) == pytest.approx(0.96)
    assert cosine(a, c) == pytest.approx(1)
    assert euclidean(a, b) == pytest.approx(math.sqrt(2))
    assert cosine([1, 0], [0, 1]) == 0
    assert cosine([1, 2], [-2, -4]) == pytest.approx(-1)


def test_one_minus_cosine_breaks_the_triangle_rule() -> None:
    direct = 1 - cosine([1, 0], [0, 1])
    detour = (1 - cosine([1, 0], [1, 1])) + (1 - cosine([1, 1], [0, 1]))
    assert direct == 1
    assert detour == pytest.approx(0.5858, abs=1e-4)


def test_a_third_row_tells_the_axes_apart() -> None:
    """The rows (3, 4) and (4, 3) alone cannot: their columns have the same lengths."""
    rows = np.array([[3.0, 4.0], [4.0, 3.0], [6.0, 8.0]])
    want = [[1, 0.96, 1], [0.96, 1, 0.96], [1, 0.96, 1]]
    np.testing.assert_allclose(cosine_matrix(rows, rows), want, atol=1e-12)
    by_column = rows / np.linalg.norm(rows, axis=0)
    assert not np.allclose(by_column @ by_column.T, want)
    two = rows[:2] / np.linalg.norm(rows[:2], axis=0)
    np.testing.assert_allclose(two @ two.T, [[1, 0.96], [0.96, 1]])


# ---------------------------------------------------------------- against other libraries


@given(TEXTS.filter(lambda texts: any(words(text) for text in texts)))
def test_count_vectors_equals_scikit_learn(texts: list[str]) -> None:
    vectorizer = CountVectorizer(analyzer=words)
    theirs = vectorizer.fit_transform(texts).toarray()
    ours, vocabulary = count_vectors(texts)
    np.testing.assert_array_equal(ours, theirs)
    assert vocabulary == vectorizer.get_feature_names_out().tolist()


@given(pairs())
def test_pairs_equal_numpy_and_scipy(pair: tuple[list[float], list[float]]) -> None:
    a, b = pair
    assert dot(a, b) == pytest.approx(float(np.dot(a, b)), rel=1e-9, abs=1e-9)
    assert norm(a) == pytest.approx(float(np.linalg.norm(a)))
    assert euclidean(a, b) == pytest.approx(distance.euclidean(a, b))
    if any(a) and any(b):
        assert cosine(a, b) == pytest.approx(1 - distance.cosine(a, b), abs=1e-9)


@given(arrays(np.float64, (4, 3), elements=NUMBERS), arrays(np.float64, (2, 3), elements=NUMBERS))
def test_matrices_equal_scikit_learn_zero_rows_included(a: np.ndarray, b: np.ndarray) -> None:
    a[1] = 0
    np.testing.assert_allclose(normalize_rows(a), normalize(a), atol=1e-12)
    np.testing.assert_allclose(cosine_matrix(a, b), cosine_similarity(a, b), atol=1e-9)


def test_random_directions_are_even() -> None:
    """In 3 dimensions each coordinate of an even direction is uniform on [-1, 1] (Archimedes)."""
    drawn = random_directions(4000, 3, np.random.default_rng(0))
    for place in range(3):
        assert kstest(drawn[:, place], "uniform", args=(-1, 2)).pvalue > 0.001


# ---------------------------------------------------------------- properties


@given(pairs())
def test_distance_and_cosine_agree_on_the_unit_sphere(pair: tuple[list[float], list[float]]) -> None:
    rows = normalize_rows(np.array(pair))
    a, b = rows.tolist()
    if norm(a) and norm(b):
        assert euclidean(a, b) ** 2 == pytest.approx(2 - 2 * cosine(a, b), abs=1e-9)


@given(pairs(), st.floats(0.01, 100))
def test_cosine_is_symmetric_bounded_and_blind_to_length(pair: tuple[list[float], list[float]], factor: float) -> None:
    a, b = pair
    assert cosine(a, b) == pytest.approx(cosine(b, a), abs=1e-12)
    assert abs(cosine(a, b)) <= 1 + 1e-12
    assert cosine([factor * x for x in a], b) == pytest.approx(cosine(a, b), abs=1e-9)
    assert cosine(a, b) == pytest.approx(float(cosine_matrix(np.array([a]), np.array([b]))[0, 0]), abs=1e-9)


@given(TEXTS)
def test_counts_add_up_and_every_column_is_used(texts: list[str]) -> None:
    counts, vocabulary = count_vectors(texts)
    assert counts.shape == (len(texts), len(vocabulary))
    assert counts.sum(axis=1).tolist() == [len(words(text)) for text in texts]
    assert (counts.sum(axis=0) > 0).all()
    assert vocabulary == sorted(set(vocabulary))


@pytest.mark.parametrize("d", [2, 3, 10, 384])
def test_random_directions_spread_as_one_over_the_root_of_d(d: int) -> None:
    drawn = random_directions(20_000, d, np.random.default_rng(d))
    np.testing.assert_allclose(np.linalg.norm(drawn, axis=1), 1)
    cosines = (drawn[:10_000] * drawn[10_000:]).sum(axis=1)
    assert cosines.mean() == pytest.approx(0, abs=4 / math.sqrt(d * 10_000))
    assert cosines.std() == pytest.approx(1 / math.sqrt(d), rel=0.03)


def test_random_directions_follow_the_generator() -> None:
    first, again, other = (random_directions(3, 5, np.random.default_rng(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other)


def test_normalize_rows_keeps_type_and_input() -> None:
    given_rows = np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)
    kept = given_rows.copy()
    assert normalize_rows(given_rows).dtype == np.float32
    np.testing.assert_array_equal(given_rows, kept)
    np.testing.assert_allclose(normalize_rows(np.array([[3, 4]])), [[0.6, 0.8]])


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize("texts", ["one text", "", []])
def test_count_vectors_wants_a_list(texts: str | list[str]) -> None:
    with pytest.raises(ValueError, match="count_vectors: texts must be a list of at least one text"):
        count_vectors(texts)


def test_texts_without_a_word_have_an_empty_vocabulary() -> None:
    counts, vocabulary = count_vectors(["", "?!"])
    assert vocabulary == []
    assert counts.shape == (2, 0)


def test_vectors_of_other_sizes_are_named() -> None:
    with pytest.raises(ValueError, match="dot: a has 2 numbers, b has 3; count both over one vocabulary"):
        dot([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="dot: a has 2 numbers, b has 1"):
        cosine([1, 2], [1])
    with pytest.raises(ValueError, match="euclidean: a has 1 numbers, b has 2; count both over one vocabulary"):
        euclidean([1], [1, 2])


def test_rows_of_other_dimensions_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="mismatch"):
        cosine_matrix(np.ones((2, 3)), np.ones((2, 4)))


def test_zero_vectors_are_similar_to_nothing_and_say_so_quietly() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert cosine([0, 0], [3, 4]) == 0
        assert cosine([0, 0], [0, 0]) == 0
        assert cosine_matrix(np.zeros((1, 2)), np.array([[3.0, 4.0], [0.0, 0.0]])).tolist() == [[0, 0]]


def test_nan_is_not_hidden() -> None:
    assert math.isnan(cosine([math.nan, 1], [1, 1]))
    assert np.isnan(cosine_matrix(np.array([[math.nan, 1.0], [1.0, 1.0]]), np.array([[1.0, 0.0]]))).tolist() == [
        [True],
        [False],
    ]
