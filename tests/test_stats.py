"""The bootstrap: by hand, against scipy and the normal formula, and on planted truth."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from course_lib.errors import ArgumentError
from course_lib.stats import Estimate, bootstrap_means, estimate, percentile_interval

values_lists = st.lists(st.floats(0, 1), min_size=2, max_size=30).filter(lambda values: len(set(values)) > 1)


def test_every_sample_of_three_values_comes_up_as_often_as_it_should() -> None:
    values = np.array([0.0, 0.3, 0.9])
    want = np.sort([np.mean(sample) for sample in itertools.product(values, repeat=3)])
    means = np.sort(bootstrap_means(values, np.random.default_rng(0), 27_000))
    assert set(means.round(9)) == set(want.round(9))
    np.testing.assert_allclose(means.reshape(27, -1).mean(axis=1), want, atol=0.02)


def test_percentile_interval_by_hand() -> None:
    assert percentile_interval(np.arange(1001.0)) == pytest.approx((25, 975))
    assert percentile_interval(np.arange(1001.0), level=0.99) == pytest.approx((5, 995))


@given(values_lists, st.integers(0, 5))
def test_the_interval_holds_the_mean_and_stays_among_the_values(values: list[float], seed: int) -> None:
    found = estimate(values, seed=seed, resamples=400)
    assert min(values) - 1e-9 <= found.ci_low <= found.ci_high <= max(values) + 1e-9
    assert found.mean == pytest.approx(np.mean(values))
    assert (found.n, found.clusters) == (len(values), len(values))


@given(values_lists, st.floats(-3, 3), st.floats(0.1, 5))
@settings(max_examples=50)
def test_it_moves_and_stretches_with_the_values(values: list[float], shift: float, scale: float) -> None:
    one = estimate(values, resamples=200)
    two = estimate([scale * v + shift for v in values], resamples=200)
    for a, b in ((one.mean, two.mean), (one.ci_low, two.ci_low), (one.ci_high, two.ci_high)):
        assert b == pytest.approx(scale * a + shift, abs=1e-9)


def test_equal_to_scipy_and_to_the_normal_formula() -> None:
    values = np.random.default_rng(1).random(200)
    ours = estimate(values, resamples=20_000)
    theirs = scipy_stats.bootstrap((values,), np.mean, method="percentile", n_resamples=20_000, rng=2)
    assert (ours.ci_low, ours.ci_high) == pytest.approx(tuple(theirs.confidence_interval), abs=0.002)
    half = 1.96 * values.std() / math.sqrt(200)
    assert (ours.ci_low, ours.ci_high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.003)


def test_the_interval_holds_a_planted_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(0)
    worlds = (rng.random((400, 150)) < 0.4).astype(float)
    held = [e.ci_low <= 0.4 <= e.ci_high for e in (estimate(w, resamples=400, seed=i) for i, w in enumerate(worlds))]
    assert 0.92 <= np.mean(held) <= 0.98


def test_clusters_keep_it_honest_where_questions_share_a_document() -> None:
    """25 documents of 8 questions that fail together: plain intervals cover far less than 95 %."""
    rng = np.random.default_rng(0)
    documents = np.repeat(np.arange(25), 8)
    plain: list[bool] = []
    honest: list[bool] = []
    for seed in range(200):
        rate = rng.beta(1, 1, size=25)[documents]
        world = (rng.random(200) < rate).astype(float)
        for held, clusters in ((plain, None), (honest, documents.tolist())):
            e = estimate(world, clusters=clusters, resamples=400, seed=seed)
            held.append(e.ci_low <= 0.5 <= e.ci_high)
    assert np.mean(plain) < 0.82
    assert 0.90 <= np.mean(honest) <= 0.98


def test_one_cluster_each_is_the_plain_bootstrap_and_order_does_not_matter() -> None:
    values = [0.0, 1.0, 1.0, 0.5, 0.0]
    assert estimate(values, clusters=list("abcde")) == estimate(values)
    mixed = estimate([0, 1, 0, 1], clusters=["a", "b", "a", "b"])
    assert mixed == estimate([0, 0, 1, 1], clusters=["a", "a", "b", "b"])
    assert (mixed.n, mixed.clusters, mixed.ci_low, mixed.ci_high) == (4, 2, 0, 1)


def test_clusters_of_different_size_are_weighed_by_their_questions() -> None:
    # Samples aa, ab, ba, bb have means 1, 0.75, 0.75, 0: the middle is 0.75, not the 0.5 of equal weights.
    found = estimate([1, 1, 1, 0], clusters=["a", "a", "a", "b"], level=0.2)
    assert (found.mean, found.ci_low, found.ci_high) == (0.75, 0.75, 0.75)
    wide = estimate([1, 1, 1, 0], clusters=["a", "a", "a", "b"])
    assert (wide.ci_low, wide.ci_high) == (0, 1)


def test_same_seed_same_interval() -> None:
    values = np.random.default_rng(3).random(40)
    assert estimate(values, seed=1) == estimate(list(values), seed=1)
    assert estimate(values, seed=1) != estimate(values, seed=2)


@pytest.mark.parametrize("n", [1, 20, 300])
@pytest.mark.parametrize("level", [0.95, 0.99])
def test_none_of_n_is_not_never(n: int, level: float) -> None:
    exact = scipy_stats.binomtest(0, n).proportion_ci(level, method="exact")
    never, always = estimate([0.0] * n, level=level), estimate([1.0] * n, level=level)
    assert (never.ci_low, never.ci_high) == pytest.approx((0, exact.high))
    assert (always.ci_low, always.ci_high) == pytest.approx((1 - exact.high, 1))


def test_equal_values_of_one_cluster_tell_little_and_differences_lie_on_both_sides() -> None:
    assert estimate([0.0] * 20, clusters=["a"] * 20).ci_high == pytest.approx(0.975)
    none = estimate([0.0] * 20, bounds=(-1, 1))
    assert (none.ci_low, none.ci_high) == pytest.approx((-0.1684, 0.1684), abs=1e-4)


def test_shown() -> None:
    assert str(Estimate(0.6128, 0.5354, 0.6921, 283, 26)) == "0.613 [0.535, 0.692]"


@pytest.mark.parametrize(
    ("values", "options", "message"),
    [
        ([], {}, r"values has shape \(0,\); pass one number a question"),
        ([[0, 1]], {}, r"values has shape \(1, 2\); pass one number a question"),
        ([0, math.nan], {}, "values holds NaN or infinity; score every question, a miss is 0"),
        ([0, math.inf], {}, "values holds NaN or infinity"),
        ([0, 1], {"level": 95}, "level=95; use a share such as 0.95"),
        ([0, 1], {"level": 0}, "level=0; use a share"),
        ([0, 1], {"clusters": ["a"]}, "1 clusters for 2 values; give one each"),
        ([0, 1], {"resamples": 0}, "resamples=0; resamples must be at least 1"),
    ],
)
def test_estimate_refuses(values: list[float], options: dict[str, object], message: str) -> None:
    with pytest.raises(ArgumentError, match=f"stats.estimate: {message}"):
        estimate(values, **options)  # type: ignore[arg-type]
