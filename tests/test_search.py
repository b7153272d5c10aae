"""Nearest neighbours: hand-worked cases, brute force as the oracle of FAISS, properties, and bad input."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.neighbors import NearestNeighbors

from course_lib.errors import ArgumentError
from course_lib.search import BLOCK, VectorIndex, exact_search, overlap_at_k, top_k
from course_lib.vectors import random_directions

TINY = np.array([[1.0, 0.0], [0.8, 0.6], [0.0, 1.0], [-0.6, 0.8]])
ASKED = np.array([[0.6, 0.8], [0.8, -0.6]])
Floats = NDArray[np.float32]


def rows(n: int, d: int = 16, seed: int = 0) -> Floats:
    return random_directions(n, d, np.random.default_rng(seed)).astype(np.float32)


def brute_force(queries: Any, vectors: Any) -> list[list[float]]:
    """Every cosine, one at a time, in double precision."""
    pairs = [[(q, v) for v in np.asarray(vectors, dtype=float)] for q in np.asarray(queries, dtype=float)]
    return [[float(q @ v) / float((q @ q) ** 0.5 * (v @ v) ** 0.5) for q, v in row] for row in pairs]


# ---------------------------------------------------------------- by hand


def test_the_tiny_example() -> None:
    assert exact_search(ASKED, TINY, 2).tolist() == [[1, 2], [0, 1]]
    assert exact_search(ASKED, TINY, 4).tolist() == [[1, 2, 0, 3], [0, 1, 2, 3]]


def test_top_k_is_sorted_where_argpartition_alone_is_not() -> None:
    scores = np.random.default_rng(1).standard_normal((20, 5000))
    wanted = np.argsort(-scores, axis=1, kind="stable")
    unsorted = np.argpartition(-scores, 299, axis=1)[:, :300]
    assert (unsorted != wanted[:, :300]).any(), "this NumPy sorts: choose a larger k"
    for k in (1, 10, 300, 5000):
        assert (top_k(scores, k) == wanted[:, :k]).all()


def test_overlap_counts_the_set_not_the_order() -> None:
    assert overlap_at_k(np.array([[1, 2], [0, 1]]), np.array([[2, 1], [0, 3]])) == 0.75
    assert overlap_at_k(np.array([[-1, -1]]), np.array([[0, 1]])) == 0
    assert overlap_at_k(np.array([[1, 1]]), np.array([[0, 1]])) == 0.5, "a passage found twice counts once"


def test_overlap_refuses_another_number_of_queries() -> None:
    with pytest.raises(ValueError, match="zip"):
        overlap_at_k(np.array([[1, 2]]), np.array([[2, 1], [0, 3]]))


# ---------------------------------------------------------------- properties


@settings(max_examples=60, deadline=None)
@given(n=st.integers(1, 40), k=st.integers(1, 40), seed=st.integers(0, 10_000))
def test_top_k_gives_the_largest_scores_best_first(n: int, k: int, seed: int) -> None:
    scores = np.random.default_rng(seed).integers(0, 9, size=(3, n)).astype(float)  # ties on purpose
    k = min(k, n)
    found = np.take_along_axis(scores, top_k(scores, k), axis=1)
    assert (found == -np.sort(-scores, axis=1)[:, :k]).all()
    assert all(len(set(row)) == k for row in top_k(scores, k).tolist())


@settings(max_examples=40, deadline=None)
@given(
    n=st.integers(1, 60), q=st.integers(1, 4), d=st.integers(2, 12), k=st.integers(1, 70), seed=st.integers(0, 10_000)
)
def test_flat_equals_brute_force(n: int, q: int, d: int, k: int, seed: int) -> None:
    vectors, queries = rows(n, d, seed) * 3, rows(q, d, seed + 1) * 0.2  # the index scales both
    positions, cosines = VectorIndex(vectors).search(queries, k)
    assert positions.shape == cosines.shape == (q, min(k, n))
    truth = np.array(brute_force(queries, vectors))
    assert all(len(set(row)) == min(k, n) for row in positions.tolist())
    assert np.allclose(np.take_along_axis(truth, positions, axis=1), -np.sort(-truth)[:, :k], atol=1e-5)
    assert np.allclose(cosines, -np.sort(-truth)[:, :k], atol=1e-5)
    assert (np.diff(cosines, axis=1) <= 0).all()


@settings(max_examples=40, deadline=None)
@given(found=st.lists(st.integers(-1, 20), min_size=1, max_size=10), seed=st.integers(0, 10_000))
def test_overlap_is_a_share_and_ignores_order(found: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    exact = rng.permutation(21)[None, : len(found)]
    share = overlap_at_k(np.array([found]), exact)
    assert 0 <= share <= 1
    assert share == overlap_at_k(rng.permutation(found)[None], exact)
    assert overlap_at_k(exact[:, ::-1], exact) == 1


@settings(max_examples=30, deadline=None)
@given(scale=st.floats(0.01, 100), seed=st.integers(0, 10_000))
def test_the_length_of_a_row_changes_nothing(scale: float, seed: int) -> None:
    vectors, queries = rows(30, seed=seed), rows(3, seed=seed + 1)
    loud = vectors.copy()
    loud[7] *= scale
    assert (VectorIndex(loud).search(queries, 5)[0] == VectorIndex(vectors).search(queries, 5)[0]).all()


# ---------------------------------------------------------------- against others


def test_exact_search_equals_faiss_flat_and_scikit_learn() -> None:
    vectors, queries = rows(3000, 64), rows(50, 64, seed=1)
    mine = exact_search(queries, vectors, 10)
    assert (mine == VectorIndex(vectors).search(queries, 10)[0]).all()
    other = NearestNeighbors(n_neighbors=10, metric="cosine", algorithm="brute").fit(vectors)
    assert (mine == other.kneighbors(queries, return_distance=False)).all()


def test_more_rows_than_a_block_keep_their_positions() -> None:
    vectors = rows(BLOCK + 5, 8)
    positions, cosines = VectorIndex(vectors).search(vectors[[0, BLOCK - 1, BLOCK, BLOCK + 4]], 1)
    assert positions[:, 0].tolist() == [0, BLOCK - 1, BLOCK, BLOCK + 4]
    assert np.allclose(cosines, 1, atol=1e-5)


@pytest.mark.parametrize(("kind", "options"), [("ivf", {"nlist": 20}), ("hnsw", {"m": 8}), ("pq", {"m": 8, "bits": 6})])
def test_an_approximate_index_finds_what_it_holds(kind: Any, options: dict[str, Any]) -> None:
    vectors = rows(1000, 32)
    index = VectorIndex(vectors, kind, **options)
    assert len(index) == 1000
    positions, _ = index.search(vectors[:200], 1)
    assert np.mean(positions[:, 0] == np.arange(200)) > 0.9, "it rarely finds a row by itself"


def test_all_lists_opened_is_exact_and_more_effort_is_never_worse() -> None:
    vectors, queries = rows(2000, 24), rows(80, 24, seed=1)
    exact = exact_search(queries, vectors, 10)
    index = VectorIndex(vectors, "ivf", nlist=32)
    shares = []
    for index.effort in (1, 4, 16, 32):
        shares.append(overlap_at_k(index.search(queries, 10)[0], exact))
    assert shares == sorted(shares) and shares[0] < 0.6 and shares[-1] == 1


def test_a_short_list_is_filled_up_with_minus_one_and_minus_infinity() -> None:
    index = VectorIndex(TINY, "ivf", nlist=4)
    positions, cosines = index.search(ASKED[0], k=3)
    assert positions[0].tolist() == [1, -1, -1]
    assert np.isneginf(cosines[0, 1:]).all()


def test_pq_is_small_and_hnsw_is_larger_than_flat() -> None:
    vectors = rows(4000, 32)
    flat, ivf, hnsw = (VectorIndex(vectors, kind).size_bytes() for kind in ("flat", "ivf", "hnsw"))
    assert vectors.nbytes <= flat < vectors.nbytes + 1000 and ivf > flat and hnsw > flat
    assert VectorIndex(vectors, "pq", m=8).size_bytes() < flat / 7


def test_the_vectors_that_came_in_stay_as_they_were() -> None:
    vectors = rows(300) * 5
    before = vectors.copy()
    for kind in ("flat", "ivf", "hnsw"):
        VectorIndex(vectors, kind).search(vectors[:2], 3)
    assert (vectors == before).all()


def test_training_is_the_same_twice_and_restores_the_threads() -> None:
    from course_lib import native

    faiss = native.import_faiss()
    before = faiss.omp_get_max_threads()
    vectors, queries = rows(2000, 16), rows(20, 16, seed=1)
    one, other = (VectorIndex(vectors, "pq", m=4, bits=4).search(queries, 5)[0] for _ in range(2))
    assert (one == other).all()
    assert faiss.omp_get_max_threads() == before


def test_building_is_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    VectorIndex(rows(300), "ivf", nlist=60)
    VectorIndex(rows(300), "pq", m=4)
    said = capfd.readouterr()
    assert said.out == said.err == ""


def test_the_bar_is_drawn_when_wanted(capfd: pytest.CaptureFixture[str]) -> None:
    VectorIndex(rows(30), progress=True)
    assert "building flat" in capfd.readouterr().err


# ---------------------------------------------------------------- bad input

NAN = rows(5)
NAN[3, 2] = np.nan
ZERO = rows(5)
ZERO[4] = 0
LATE = rows(BLOCK + 3, 4)
LATE[BLOCK + 1, 0] = np.inf

BAD_VECTORS: dict[str, tuple[Any, Any, dict[str, Any], str]] = {
    "no rows": (np.zeros((0, 4)), "flat", {}, "VectorIndex: vectors has no rows; pass at least one"),
    "an empty list": ([], "flat", {}, r"VectorIndex: vectors has shape \(0,\); pass one row a text"),
    "one vector": ([1, 2], "flat", {}, r"VectorIndex: vectors has shape \(2,\); pass one row a text"),
    "NaN": (NAN, "flat", {}, "VectorIndex: vectors row 3 holds NaN or infinity; embed that text again"),
    "a late infinity": (LATE, "flat", {}, f"VectorIndex: vectors row {BLOCK + 1} holds NaN or infinity"),
    "a zero vector": (ZERO, "flat", {}, "VectorIndex: vectors row 4 is all zeros, so it has no direction; leave that"),
    "unknown kind": (TINY, "tree", {}, "VectorIndex: kind='tree'; use 'flat', 'ivf', 'hnsw' or 'pq'"),
    "unknown option": (
        TINY,
        "flat",
        {"nprobe": 3},
        r"VectorIndex: flat has no option 'nprobe'; see help\(VectorIndex\)",
    ),
    "too many lists": (TINY, "ivf", {"nlist": 5}, "VectorIndex: ivf with nlist=5 needs at least 5 rows, not 4; lower"),
    "no lists": (TINY, "ivf", {"nlist": 0}, "VectorIndex: ivf: nlist=0; nlist must be at least 1"),
    "half an option": (TINY, "hnsw", {"m": 1.5}, "VectorIndex: hnsw: m=1.5; m must be a whole number, at least 1"),
    "few rows for pq": (rows(40), "pq", {"m": 4}, "pq with m=4, bits=8 does not fit 40 rows of 16 dimensions; m must"),
    "uneven pieces": (rows(300), "pq", {"m": 5}, "pq with m=5, bits=8 does not fit 300 rows of 16 dimensions; m must"),
}


@pytest.mark.parametrize("case", BAD_VECTORS)
def test_bad_vectors_are_refused(case: str) -> None:
    vectors, kind, options, message = BAD_VECTORS[case]
    with pytest.raises(ArgumentError, match=message):
        VectorIndex(vectors, kind, **options)


BAD_SEARCH: dict[str, tuple[Any, Any, str]] = {
    "k of 0": (ASKED, 0, "VectorIndex.search: k=0; k must be at least 1"),
    "k below 0": (ASKED, -1, "VectorIndex.search: k=-1; k must be at least 1"),
    "half a k": (ASKED, 2.5, "VectorIndex.search: k=2.5; k must be a whole number, at least 1"),
    "k of True": (ASKED, True, "VectorIndex.search: k=True; k must be a whole number, at least 1"),
    "another dimension": (np.ones((1, 3)), 1, "queries has 3 dimensions, the index has 2; embed both with the same"),
    "three axes": (np.ones((1, 1, 2)), 1, r"VectorIndex.search: queries has shape \(1, 1, 2\); pass one row a text"),
    "NaN": ([[0.0, np.nan]], 1, "VectorIndex.search: queries row 0 holds NaN or infinity; embed that text again"),
    "a zero vector": ([[1.0, 0.0], [0.0, 0.0]], 1, "VectorIndex.search: queries row 1 is all zeros, so it has no"),
}


@pytest.mark.parametrize("case", BAD_SEARCH)
def test_bad_searches_are_refused(case: str) -> None:
    queries, k, message = BAD_SEARCH[case]
    with pytest.raises(ArgumentError, match=message):
        VectorIndex(TINY).search(queries, k)


def test_k_larger_than_the_index_gives_all_it_holds() -> None:
    positions, cosines = VectorIndex(TINY).search(ASKED, k=99)
    assert positions.tolist() == [[1, 2, 0, 3], [0, 1, 2, 3]]
    assert np.allclose(cosines, [[0.96, 0.8, 0.6, 0.28], [0.8, 0.28, -0.6, -0.96]], atol=1e-6)


def test_no_queries_give_no_results() -> None:
    positions, cosines = VectorIndex(TINY).search(np.zeros((0, 2)), k=3)
    assert positions.shape == cosines.shape == (0, 3)


@pytest.mark.parametrize("kind", ["flat", "pq"])
def test_only_some_indexes_have_an_effort(kind: Any) -> None:
    options: dict[str, Any] = {"m": 4} if kind == "pq" else {}
    index = VectorIndex(rows(300), kind, **options)
    with pytest.raises(ArgumentError, match=rf"VectorIndex: {kind} has no effort to set; only ivf \(nprobe\) and hnsw"):
        index.effort = 3
    with pytest.raises(ArgumentError, match="has no effort"):
        _ = index.effort


def test_effort_is_checked_and_read_back() -> None:
    index = VectorIndex(rows(50), "hnsw", ef_search=20)
    assert index.effort == 20
    with pytest.raises(ArgumentError, match="VectorIndex: effort=0; effort must be at least 1"):
        index.effort = 0
