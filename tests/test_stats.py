"""The bootstrap: by hand, against scipy and the normal formula, and on planted truth."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from course_lib.errors import ArgumentError
from course_lib.stats import (
    Estimate,
    bootstrap_means,
    cluster_means,
    estimate,
    group_difference,
    percentile_interval,
    sign_flip_p_value,
)

values_lists = st.lists(st.floats(0, 1).map(lambda v: round(v, 6)), min_size=2, max_size=30).filter(
    lambda values: len(set(values)) > 1 and not set(values) <= {0, 1}  # of 0 and 1, rare ones have rules of their own
)


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
    found = estimate([3, 3, 3, 0], clusters=["a", "a", "a", "b"], level=0.2, bounds=(0, 3))
    assert (found.mean, found.ci_low, found.ci_high) == (2.25, 2.25, 2.25)
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


@pytest.mark.parametrize("n", [5, 20, 300])
@pytest.mark.parametrize("level", [0.95, 0.99])
@pytest.mark.parametrize("size", [1, 4])
def test_an_interval_never_gets_narrower_while_rare_marks_are_added(n: int, level: float, size: int) -> None:
    clusters = [i // size for i in range(n)]
    found = [estimate([1.0] * hits + [0.0] * (n - hits), clusters=clusters, level=level) for hits in range(n // 2)]
    ends, widths = [e.ci_high for e in found], [e.ci_high - e.ci_low for e in found]
    assert widths[0] <= widths[1] + 1e-9
    assert size > 1 or all(a <= b + 0.01 for a, b in itertools.pairwise(ends))  # 0.01: the bootstrap's own noise
    always, mirrored = (estimate([0.0] * k + [1.0] * (n - k), clusters=clusters, level=level) for k in (0, 1))
    assert mirrored.ci_low <= always.ci_low + 1e-9


@pytest.mark.parametrize("hits", [1, 2, 15])
def test_rare_marks_have_at_least_the_exact_interval(hits: int) -> None:
    exact = scipy_stats.binomtest(hits, 300).proportion_ci(0.95, method="exact")
    found = estimate([1] * hits + [0] * (300 - hits))
    assert found.ci_high == pytest.approx(max(exact.high, found.ci_high)) and found.ci_high < exact.high + 0.005
    assert found.ci_low <= hits / 300


def test_marks_of_one_document_are_not_taken_for_independent() -> None:
    """Ten hits in one document of thirty, or one in each of ten: the first tells less."""
    clusters = [i // 10 for i in range(300)]
    together = estimate([1.0] * 10 + [0.0] * 290, clusters=clusters)
    apart = estimate([float(i % 10 == 0 and i < 100) for i in range(300)], clusters=clusters)
    assert together.mean == apart.mean and together.ci_high > apart.ci_high + 0.02


def test_a_system_minus_itself_says_so_and_one_other_answer_widens_the_interval() -> None:
    same, once = (estimate([gain] + [0.0] * 19, bounds=(-1, 1)) for gain in (0.0, 1.0))
    assert same.identical and str(same) == "0.000 [-0.168, 0.168], identical in all 20"
    assert not once.identical and once.ci_high >= same.ci_high and once.ci_low < 0
    assert not estimate([0.0] * 20).identical  # a share of 0 compares nothing


def test_paired_gains_hold_a_planted_truth_where_both_signs_are_rare() -> None:
    rng = np.random.default_rng(0)
    held = []
    for seed in range(300):
        world = rng.choice([-1.0, 0.0, 1.0], 60, p=[0.02, 0.94, 0.04])
        e = estimate(world, resamples=400, seed=seed, bounds=(-1, 1))
        held.append(e.ci_low <= 0.02 <= e.ci_high)
    assert np.mean(held) >= 0.95


def test_many_wins_in_many_documents_beside_two_losses_are_a_difference() -> None:
    """29 documents, 14 questions each: two losses in two of them do not allow for a whole document of losses."""
    clusters = [i // 14 for i in range(406)]
    gains = [float(i % 14 in (3, 9) and i < 330) for i in range(406)]
    gains[200] = gains[100] = -1.0
    e = estimate(gains, clusters=clusters, bounds=(-1, 1))
    assert 0.05 < e.ci_low < e.mean < e.ci_high < 0.2


def test_paired_gains_hold_a_planted_truth_where_documents_differ_and_losses_are_rare() -> None:
    rng, clusters = np.random.default_rng(1), np.repeat(np.arange(29), 14)
    held = []
    for seed in range(200):
        wins, losses = rng.beta(0.6, 4.4, 29)[clusters], rng.beta(0.02, 3.98, 29)[clusters]
        u = rng.random(len(clusters))
        world = np.where(u < wins, 1.0, np.where(u > 1 - losses, -1.0, 0.0))
        e = estimate(world, clusters=clusters.tolist(), resamples=400, seed=seed, bounds=(-1, 1))
        held.append(e.ci_low <= 0.12 - 0.005 <= e.ci_high)
    assert np.mean(held) >= 0.9


def test_equal_means_of_every_cluster_are_no_certainty() -> None:
    """Two documents with one right answer of two each: every resample has mean 0.5, and that proves little."""
    two = estimate([0, 1, 0, 1], clusters="aabb")
    one = estimate([0, 1, 0, 1], clusters="aaaa")
    unseen = 1 - math.sqrt(0.025)
    assert (two.mean, two.ci_low, two.ci_high) == pytest.approx((0.5, 0.5 - unseen / 2, 0.5 + unseen / 2))
    assert (one.ci_low, one.ci_high) == pytest.approx((0.0125, 0.9875))
    thirds = estimate([1, 0, 0] * 3, clusters="aaabbbbbb")  # equal but for rounding
    assert thirds.ci_low < 0.1 and thirds.ci_high > 0.8


def test_four_times_the_questions_halve_the_interval() -> None:
    half = {}
    for n in (25, 100, 400):
        found = estimate([0, 1] * (n // 2) + [1] * (n % 2), resamples=20_000)
        half[n] = (found.ci_high - found.ci_low) / 2
    assert half[25] == pytest.approx(0.196, abs=0.01)
    assert half[100] == pytest.approx(0.098, abs=0.005) and half[400] == pytest.approx(0.049, abs=0.003)
    sixty = estimate([1] * 120 + [0] * 80, resamples=20_000)
    # MISCONCEPTIONS 07: 1.96 standard *errors*; 1.96 standard deviations would be 0.96.
    assert (sixty.ci_high - sixty.ci_low) / 2 == pytest.approx(0.068, abs=0.003)


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


# ---------------------------------------------------------------- whole clusters


def test_every_sample_of_two_clusters_comes_up_as_often_as_it_should() -> None:
    values, clusters = np.array([1.0, 1.0, 1.0, 0.0]), ["a", "b", "a", "b"]
    means = cluster_means(values, clusters, np.random.default_rng(0), 40_000)
    found, counts = np.unique(means, return_counts=True)
    assert found.tolist() == [0.5, 0.75, 1.0]  # bb, ab or ba, aa
    assert counts / 40_000 == pytest.approx([0.25, 0.5, 0.25], abs=0.01)


def test_samples_of_unequal_clusters_have_the_means_of_their_questions() -> None:
    means = cluster_means(np.array([1.0, 0.0, 0.0, 0.0]), ["a", "b", "b", "b"], np.random.default_rng(0), 40_000)
    found, counts = np.unique(means, return_counts=True)
    assert found.tolist() == [0.0, 0.25, 1.0]
    assert counts / 40_000 == pytest.approx([0.25, 0.5, 0.25], abs=0.01)


def test_clusters_of_one_are_the_plain_bootstrap() -> None:
    values = np.random.default_rng(1).random(50)
    clustered = cluster_means(values, list(range(50)), np.random.default_rng(2), 500)
    np.testing.assert_allclose(clustered, bootstrap_means(values, np.random.default_rng(2), 500), rtol=1e-12)
    other_draw = bootstrap_means(values, np.random.default_rng(3), 5000)
    many = cluster_means(values, [f"d{i}" for i in range(50)], np.random.default_rng(4), 5000)
    assert scipy_stats.ks_2samp(many, other_draw).pvalue > 0.001


def test_clusters_that_agree_within_widen_the_spread_by_the_root_of_their_size() -> None:
    values = np.repeat(np.random.default_rng(5).random(40), 9)
    clusters = np.repeat(np.arange(40), 9).tolist()
    rng = np.random.default_rng(6)
    ratio = cluster_means(values, clusters, rng, 4000).std() / bootstrap_means(values, rng, 4000).std()
    assert ratio == pytest.approx(3, rel=0.05)


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from("abcd")), min_size=1, max_size=12))
@settings(deadline=None)
def test_cluster_means_equal_a_loop_over_the_same_picks(rows: list[tuple[float, str]]) -> None:
    values, clusters = np.array([v for v, _ in rows]), [c for _, c in rows]
    names = list(dict.fromkeys(clusters))
    picks = np.random.default_rng(0).integers(0, len(names), size=(30, len(names)))
    by_loop = []
    for sample in picks:
        drawn = [v for pick in sample for v, c in rows if c == names[pick]]
        by_loop.append(sum(drawn) / len(drawn))
    np.testing.assert_allclose(cluster_means(values, clusters, np.random.default_rng(0), 30), by_loop, atol=1e-12)


# ---------------------------------------------------------------- paired comparisons


def test_sign_flips_by_hand() -> None:
    rng = np.random.default_rng(0)
    ones = np.ones(3)
    assert sign_flip_p_value(ones, "abc", rng, 20_000) == pytest.approx(2 / 8, abs=0.01)  # +++ and ---
    assert sign_flip_p_value(ones, "aab", rng, 20_000) == pytest.approx(2 / 4, abs=0.01)  # a and b
    assert sign_flip_p_value(ones, "aaa", rng, 20_000) == 1.0  # one coin proves nothing
    assert sign_flip_p_value(np.array([1.0, -1.0]), "ab", rng, 100) == 1.0
    assert sign_flip_p_value(np.zeros(5), "abcde", rng, 100) == 1.0
    assert sign_flip_p_value(np.full(40, 0.1), list(range(40)), rng, 999) == 0.001  # never 0: the data is one of them


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("size", [1, 3])
def test_sign_flips_equal_scipys_permutation_test(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    differences = rng.normal(0.4, 1, size=9 * size)
    clusters = np.repeat(np.arange(9), size)
    sums = [differences[clusters == c].sum() for c in range(9)]
    exact = scipy_stats.permutation_test((sums,), np.sum, permutation_type="samples", n_resamples=np.inf)
    ours = sign_flip_p_value(differences, clusters.tolist(), rng, 40_000)
    assert ours == pytest.approx(exact.pvalue, abs=0.01)


@given(st.lists(st.sampled_from([-1.0, 0.0, 0.5, 1.0]), min_size=1, max_size=12))
@settings(deadline=None)
def test_which_system_is_called_the_first_does_not_matter(differences: list[float]) -> None:
    values, clusters = np.array(differences), list(range(len(differences)))
    one = sign_flip_p_value(values, clusters, np.random.default_rng(0), 200)
    assert one == sign_flip_p_value(-values, clusters, np.random.default_rng(0), 200)
    assert one == sign_flip_p_value(values * 7, clusters, np.random.default_rng(0), 200)
    assert 1 / 201 <= one <= 1


def test_pairing_keeps_the_power_that_comparing_apart_loses() -> None:
    """MISCONCEPTIONS 07: 60 % against 67 % of 200 questions, 22 won and 8 lost."""
    first = np.array([1] * 22 + [0] * 8 + [1] * 112 + [0] * 58, dtype=float)
    second = np.array([0] * 22 + [1] * 8 + [1] * 112 + [0] * 58, dtype=float)
    assert (first.mean(), second.mean()) == (0.67, 0.60)
    paired = estimate(first - second, resamples=20_000, bounds=(-1, 1))
    assert (paired.ci_high - paired.ci_low) / 2 == pytest.approx(0.053, abs=0.003)
    assert paired.ci_low > 0
    p = sign_flip_p_value(first - second, list(range(200)), np.random.default_rng(0), 50_000)
    exact = scipy_stats.binomtest(22, 30).pvalue
    assert p == pytest.approx(exact, abs=0.003) and exact == pytest.approx(0.016, abs=5e-4)
    apart = group_difference(
        [*first, *second], [True] * 200 + [False] * 200, clusters=list(range(400)), resamples=20_000
    )
    assert apart.mean == pytest.approx(0.07)
    assert (apart.ci_high - apart.ci_low) / 2 == pytest.approx(0.094, abs=0.004)
    assert apart.ci_low < 0


def test_false_alarms_are_as_rare_as_they_should_be() -> None:
    """Two equal systems on 20 documents of 6 questions: flips of single questions cry wolf."""
    rng = np.random.default_rng(0)
    documents = np.repeat(np.arange(20), 6)
    honest, naive = [], []
    for _ in range(300):
        differences = rng.normal(size=20)[documents] + 0.5 * rng.normal(size=120)
        honest.append(sign_flip_p_value(differences, documents.tolist(), rng, 400) <= 0.05)
        naive.append(sign_flip_p_value(differences, list(range(120)), rng, 400) <= 0.05)
    assert 0.02 <= np.mean(honest) <= 0.08
    assert np.mean(naive) > 0.25


# ---------------------------------------------------------------- two groups


def test_group_difference_by_hand() -> None:
    found = group_difference([1, 0, 1, 1], [False, False, True, True], clusters="abcd")
    assert (found.mean, found.n, found.clusters, found.level) == (0.5, 4, 4, 0.95)
    swapped = group_difference([1, 0, 1, 1], [True, True, False, False], clusters="abcd")
    assert (swapped.mean, swapped.ci_low, swapped.ci_high) == pytest.approx((-0.5, -found.ci_high, -found.ci_low))
    shared = group_difference([1, 0, 1, 0, 1, 0], [True, False] * 3, clusters="aabbcc")
    assert shared.mean == 1 and shared.clusters == 3


def test_a_difference_of_gains_sees_rare_gains_too() -> None:
    """One gain in forty on one side, none on the other: the bootstrap alone would end at the gain itself."""
    gains, group = [1.0, *[0.0] * 79], [True] * 40 + [False] * 40
    found = group_difference(gains, group, clusters=list(range(80)), bounds=(-1, 1))
    each = [estimate(part, bounds=(-1, 1)) for part in (gains[:40], gains[40:])]
    reach = np.hypot(each[0].ci_high - each[0].mean, each[1].mean - each[1].ci_low)
    assert found.ci_high == pytest.approx(found.mean + reach, abs=0.02) and found.ci_high > 0.13


def test_group_difference_equals_scipys_bootstrap_of_two_samples() -> None:
    rng = np.random.default_rng(1)
    inside, rest = rng.random(150) ** 2, rng.random(250)
    group = [True] * 150 + [False] * 250
    ours = group_difference([*inside, *rest], group, clusters=list(range(400)), resamples=20_000)
    theirs = scipy_stats.bootstrap(
        (inside, rest),
        lambda a, b: a.mean() - b.mean(),
        method="percentile",
        n_resamples=20_000,
        rng=2,
        vectorized=False,
    )
    assert ours.mean == pytest.approx(inside.mean() - rest.mean())
    assert (ours.ci_low, ours.ci_high) == pytest.approx(tuple(theirs.confidence_interval), abs=0.004)


def test_group_difference_equals_a_slow_loop_over_clusters_with_both_sides() -> None:
    rng = np.random.default_rng(2)
    clusters = rng.integers(0, 12, 90)
    group = rng.random(90) < 0.3
    values = rng.random(90) + 0.3 * group + 0.5 * rng.random(12)[clusters]
    gaps = []
    for _ in range(3000):
        rows = np.concatenate([np.flatnonzero(clusters == c) for c in rng.integers(0, 12, 12)])
        if 0 < group[rows].sum() < len(rows):
            gaps.append(values[rows][group[rows]].mean() - values[rows][~group[rows]].mean())
    ours = group_difference(values, group.tolist(), clusters=clusters.tolist(), resamples=3000)
    assert (ours.ci_low, ours.ci_high) == pytest.approx(np.quantile(gaps, [0.025, 0.975]), abs=0.02)


@given(values_lists, st.integers(0, 2**30), st.floats(-2, 2))
@settings(deadline=None, max_examples=50)
def test_a_shift_of_all_changes_nothing_and_a_shift_of_the_group_adds_up(
    values: list[float], pattern: int, shift: float
) -> None:
    group = [bool(pattern >> i & 1) for i in range(len(values))]
    if all(group) or not any(group):
        return
    clusters = list(range(len(values)))
    limits = (-9.0, 9.0)
    one = group_difference(values, group, clusters=clusters, resamples=100, bounds=limits)
    moved = [v + shift for v in values]
    other = group_difference(moved, group, clusters=clusters, resamples=100, bounds=(-9 + shift, 9 + shift))
    assert (other.mean, other.ci_low, other.ci_high) == pytest.approx((one.mean, one.ci_low, one.ci_high), abs=1e-6)
    apart = [v + shift * g for v, g in zip(values, group, strict=True)]
    assert group_difference(apart, group, clusters=clusters, resamples=100).mean == pytest.approx(one.mean + shift)
    assert one.ci_low <= one.ci_high


@pytest.mark.parametrize(("n", "level"), [(20, 0.95), (20, 0.99), (200, 0.95)])
def test_none_of_n_on_one_side_or_both_is_not_never(n: int, level: float) -> None:
    """Without this, a leak seen in 0 of 20 would differ from 0 of 20 by exactly 0."""
    unseen = scipy_stats.binomtest(0, n).proportion_ci(level, method="exact").high
    group = [True] * n + [False] * n
    both = group_difference([0] * 2 * n, group, clusters=list(range(2 * n)), level=level)
    assert (both.mean, both.ci_low, both.ci_high) == pytest.approx((0, -unseen, unseen))
    opposite = group_difference([1] * n + [0] * n, group, clusters=list(range(2 * n)), level=level)
    assert (opposite.ci_low, opposite.ci_high) == pytest.approx((1 - unseen * math.sqrt(2), 1))
    halves = [0, 1] * (n // 2)
    one_side = group_difference([0] * n + halves, group, clusters=list(range(2 * n)), level=level, resamples=8000)
    alone = estimate(halves, level=level, resamples=8000)
    assert one_side.ci_low == pytest.approx(-alone.ci_high, abs=0.03)
    assert one_side.ci_high == pytest.approx(-0.5 + math.hypot(0.5 - alone.ci_low, unseen), abs=0.03)
    gains = group_difference([0] * 2 * n, group, clusters=list(range(2 * n)), level=level, bounds=(-1, 1))
    assert (gains.ci_low, gains.ci_high) == pytest.approx((-unseen * math.sqrt(2), unseen * math.sqrt(2)))


def test_a_side_of_one_document_tells_little() -> None:
    found = group_difference([1] * 10 + [0, 1] * 10, [True] * 10 + [False] * 20, clusters=["a"] * 10 + list(range(20)))
    assert found.ci_low < -0.4


def test_intervals_of_a_difference_hold_the_truth_as_often_as_they_say() -> None:
    """30 documents of 8 questions that fail together, half of the documents in the group."""
    rng = np.random.default_rng(0)
    documents = np.repeat(np.arange(30), 8)
    group = (documents % 2 == 0).tolist()
    plain: list[bool] = []
    honest: list[bool] = []
    for seed in range(200):
        rate = rng.beta(1, 1, size=30)[documents]
        world = (rng.random(240) < rate).astype(float)
        for held, clusters in ((plain, list(range(240))), (honest, documents.tolist())):
            e = group_difference(world, group, clusters=clusters, resamples=400, seed=seed)
            held.append(e.ci_low <= 0 <= e.ci_high)
    assert np.mean(plain) < 0.82
    assert 0.89 <= np.mean(honest) <= 0.98


def test_intervals_of_rare_events_hold_the_truth_too() -> None:
    rng = np.random.default_rng(0)
    group = [True] * 25 + [False] * 25
    held = []
    for seed in range(300):
        world = np.concatenate([rng.random(25) < 0.04, rng.random(25) < 0.3]).astype(float)
        e = group_difference(world, group, clusters=list(range(50)), resamples=400, seed=seed)
        held.append(e.ci_low <= -0.26 <= e.ci_high)
    assert 0.91 <= np.mean(held) <= 1


@pytest.mark.parametrize(
    ("values", "group", "clusters", "options", "message"),
    [
        ([0, 1], [True], "ab", {}, "2 values, 1 group marks, 2 clusters; give one each"),
        ([0, 1], [True, False], "abc", {}, "2 values, 2 group marks, 3 clusters; give one each"),
        ([0, 1], [True, True], "ab", {}, "group has values on one side only; nothing to compare"),
        ([0, 1], [False, False], "ab", {}, "group has values on one side only"),
        ([0, math.nan], [True, False], "ab", {}, "values holds NaN or infinity"),
        ([], [], "", {}, r"values has shape \(0,\); pass one number a question"),
        ([0, 1], [True, False], "ab", {"level": 95}, "level=95; use a share such as 0.95"),
        ([0, 1], [True, False], "ab", {"resamples": 0}, "resamples=0; resamples must be at least 1"),
        ([0, 1], [True, False], "ab", {"resamples": 1}, "resamples=1: none held both sides; use 2000"),
    ],
)
def test_group_difference_refuses(
    values: list[float], group: list[bool], clusters: str, options: dict[str, object], message: str
) -> None:
    with pytest.raises(ArgumentError, match=f"stats.group_difference: {message}"):
        group_difference(values, group, clusters=clusters, **options)  # type: ignore[arg-type]
