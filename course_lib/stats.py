"""How sure are we? Intervals by resampling what was really sampled.

Built in: Lesson 03 (deepened in Lesson 07)
"""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib import validate
from course_lib.base import exact
from course_lib.errors import ArgumentError

TAUGHT = ("bootstrap_means", "percentile_interval")
TAUGHT_07 = ("cluster_means", "sign_flip_p_value")


@dataclass(frozen=True)
class Estimate:
    """A mean with its interval.

    Attributes:
        mean: the estimate.
        ci_low: lower end of the interval.
        ci_high: upper end.
        n: number of values.
        clusters: number of independent groups that were resampled.
        level: 0.95 unless said otherwise.
        identical: every value was a difference of exactly 0: what was met does not differ. The interval still says
            how many of those not met may, and the text says "identical", so that it hides neither.
    """

    mean: float
    ci_low: float
    ci_high: float
    n: int
    clusters: int
    level: float = 0.95
    identical: bool = False

    def __str__(self) -> str:
        same = f", identical in all {self.n}" if self.identical else ""
        return f"{self.mean:.3f} [{self.ci_low:.3f}, {self.ci_high:.3f}]{same}"


def bootstrap_means(values: NDArray[np.floating], rng: np.random.Generator, resamples: int) -> NDArray[np.float64]:
    """Return the means of samples drawn *with replacement*, each as large as the original.

    Args:
        values: one number a question, shape (n,).
        rng: the source of randomness.
        resamples: how many samples are drawn.

    Returns:
        Shape (resamples,).

    Without replacement every sample is the original again and the interval has width 0.
    Source: Efron, "Bootstrap Methods: Another Look at the Jackknife" (1979).

    >>> means = bootstrap_means(np.array([0.0, 1.0]), np.random.default_rng(0), 1000)
    >>> sorted(set(means.tolist()))
    [0.0, 0.5, 1.0]
    """
    n = len(values)
    picks = rng.integers(0, n, size=(resamples, n))
    means: NDArray[np.float64] = values[picks].mean(axis=1)
    return means


def percentile_interval(means: NDArray[np.floating], level: float = 0.95) -> tuple[float, float]:
    """Return the interval that leaves ``(1 - level) / 2`` of the resampled means on either side.

    It speaks of the *mean*. The same quantiles of the values themselves tell how much questions differ.

    >>> percentile_interval(np.arange(101.0), level=0.5)
    (25.0, 75.0)
    """
    tail = (1 - level) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return float(low), float(high)


def estimate(
    values: ArrayLike,
    *,
    clusters: Sequence[Hashable] | None = None,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
    bounds: tuple[float, float] = (0.0, 1.0),
) -> Estimate:
    """Return the mean of ``values`` with a percentile-bootstrap interval.

    If every value is the same, or the mean of every cluster, a bootstrap sees no spread and would call 0 of 20
    "never". The interval is then the exact one for a share of clusters that nobody has met yet (Clopper and
    Pearson, 1934): with 20 clusters, up to 0.168 of them may lie at the other end of ``bounds``. Rare marks it sees
    too little of: for values of 0 and 1, and differences of two such, the interval is at least the exact one there
    (:mod:`course_lib.base.exact`).

    Args:
        values: one number a question, shape (n,).
        clusters: for each value, what it shares with others (its document or fact). Whole clusters are
            then resampled, which keeps the interval honest when questions are not independent.
        level: of the interval.
        resamples: how many samples are drawn.
        seed: of the random generator.
        bounds: between which a value can lie: (0, 1) for a rate, (-1, 1) for a difference of two.

    Raises:
        ArgumentError: no values, NaN, a level outside (0, 1), or clusters of another length.

    >>> str(estimate([0, 1, 1, 1], seed=1))
    '0.750 [0.250, 1.000]'
    >>> str(estimate([0] * 20))
    '0.000 [0.000, 0.168]'
    >>> str(estimate([1] + [0] * 19))
    '0.050 [0.000, 0.249]'
    >>> str(estimate([0] * 20, bounds=(-1, 1)))
    '0.000 [-0.168, 0.168], identical in all 20'
    """
    array = _numbers("stats.estimate", values, level, resamples)
    rng = np.random.default_rng(seed)
    if clusters is None:
        means, groups = bootstrap_means(array, rng, resamples), len(array)
    else:
        if len(clusters) != len(array):
            raise ArgumentError(f"stats.estimate: {len(clusters)} clusters for {len(array)} values; give one each")
        means, groups = cluster_means(array, clusters, rng, resamples), len(set(clusters))
    low, high = percentile_interval(means, level)
    mean = float(array.mean())
    down, up = _unseen(means, groups, level, bounds)
    least, most = _rare(array, range(len(array)) if clusters is None else clusters, level, bounds)
    same = bounds[0] < 0 and not array.any()
    return Estimate(mean, min(low - down, least), max(high + up, most), len(array), groups, level, same)


def _numbers(where: str, values: ArrayLike, level: float, resamples: int) -> NDArray[np.float64]:
    """Return values as an array after checking what every interval needs."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1 or not array.size:
        raise ArgumentError(f"{where}: values has shape {array.shape}; pass one number a question")
    if not np.isfinite(array).all():
        raise ArgumentError(f"{where}: values holds NaN or infinity; score every question, a miss is 0")
    if not 0 < level < 1:
        raise ArgumentError(f"{where}: level={level}; use a share such as 0.95")
    validate.count(where, "resamples", resamples)
    return array


def _rare(
    values: NDArray[np.float64], clusters: Sequence[Hashable], level: float, bounds: tuple[float, float]
) -> tuple[float, float]:
    """Return the ends that an interval must reach because marks are rare; the mean where that says nothing."""
    mean = float(values.mean())
    if bounds == (0.0, 1.0) and np.isin(values, (0, 1)).all():
        return exact.share_ends(_sums(values, clusters), level)
    if bounds == (-1.0, 1.0) and np.isin(values, (-1, 0, 1)).all():
        plus, minus = (_sums((values == sign).astype(float), clusters) for sign in (1, -1))
        down, up = exact.gain_reach(plus, minus, level)
        return mean - down, mean + up
    return mean, mean


def _sums(values: NDArray[np.float64], clusters: Sequence[Hashable]) -> exact.Sums:
    place = {cluster: i for i, cluster in enumerate(dict.fromkeys(clusters))}
    index = np.array([place[cluster] for cluster in clusters])
    return exact.Sums(np.bincount(index, weights=values).astype(float), np.bincount(index).astype(float))


def _unseen(means: NDArray[np.float64], groups: int, level: float, bounds: tuple[float, float]) -> tuple[float, float]:
    """Return how far below and above a mean the truth may lie although no resample moved; 0 if some did."""
    if np.ptp(means) > 1e-12:
        return 0.0, 0.0
    share, mean = 1 - ((1 - level) / 2) ** (1 / groups), float(means[0])
    return share * max(mean - bounds[0], 0.0), share * max(bounds[1] - mean, 0.0)


def cluster_means(
    values: NDArray[np.floating], clusters: Sequence[Hashable], rng: np.random.Generator, resamples: int
) -> NDArray[np.float64]:
    """Return the means of samples of whole clusters, drawn with replacement: what shares a document stays together.

    Resample single questions instead, and questions of one document pass for independent: such 95 % intervals hold
    the truth in about 80 of 100 tests.
    Source: Davison and Hinkley, "Bootstrap Methods and their Application" (1997), section 3.8.

    Args:
        values: one number a question, shape (n,).
        clusters: for each value, what it shares with others.
        rng: the source of randomness.
        resamples: how many samples are drawn.

    Returns:
        Shape (resamples,).

    >>> means = cluster_means(np.array([1.0, 1.0, 0.0]), ["a", "a", "b"], np.random.default_rng(0), 1000)
    >>> sorted(set(means.round(2).tolist()))
    [0.0, 0.67, 1.0]
    """
    place = {cluster: i for i, cluster in enumerate(dict.fromkeys(clusters))}
    index = np.array([place[cluster] for cluster in clusters])
    sums = np.bincount(index, weights=values)
    sizes = np.bincount(index)
    picks = rng.integers(0, len(sums), size=(resamples, len(sums)))
    means: NDArray[np.float64] = sums[picks].sum(axis=1) / sizes[picks].sum(axis=1)
    return means


def sign_flip_p_value(
    differences: NDArray[np.floating], clusters: Sequence[Hashable], rng: np.random.Generator, flips: int
) -> float:
    """Return how often chance alone gives a mean difference at least as large, either way: a permutation test.

    If two systems were equal, either could have been called the first, so the sign of each cluster's difference is
    a coin. Systems are compared on the *same* questions; drawn apart, much of the power is lost.
    Source: Fisher, "The Design of Experiments" (1935), section 21.

    Args:
        differences: one system minus the other, one number a question, shape (n,).
        clusters: for each difference, what it shares with others; their signs flip together.
        rng: the source of randomness.
        flips: how many random assignments of signs are tried.

    >>> rng = np.random.default_rng(0)
    >>> sign_flip_p_value(np.array([1.0, 1.0]), ["a", "b"], rng, flips=9999).__round__(1)
    0.5
    """
    place = {cluster: i for i, cluster in enumerate(dict.fromkeys(clusters))}
    sums = np.bincount([place[cluster] for cluster in clusters], weights=differences)
    signs = rng.choice([-1.0, 1.0], size=(flips, len(sums)))
    extreme = np.abs(signs @ sums) >= abs(sums.sum()) - 1e-9
    return float((extreme.sum() + 1) / (flips + 1))


def group_difference(
    values: ArrayLike,
    group: Sequence[bool],
    *,
    clusters: Sequence[Hashable],
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
    bounds: tuple[float, float] = (0.0, 1.0),
) -> Estimate:
    """Return how much the mean of a group differs from the mean of the rest, whole clusters resampled.

    A side on which every cluster has the same mean shows no spread; as in :func:`estimate`, what it may hide is added
    to the interval, and so is what a side of rare marks hides. Parts of two sides join like the legs of a right angle.
    Source: Newcombe, "Interval Estimation for the Difference between Independent Proportions" (1998), method 10.

    Args:
        values: one number a question, shape (n,).
        group: for each value, whether it belongs to the group; both sides need one.
        clusters: for each value, what it shares with others; a cluster may have values of both sides.
        level: of the interval.
        resamples: how many samples are drawn.
        seed: of the random generator.
        bounds: between which a value can lie: (0, 1) for a rate, (-1, 1) for a difference of two.

    Raises:
        ArgumentError: lengths that differ, a side without values, NaN, or a level outside (0, 1).

    >>> str(group_difference([1, 1, 0, 0], [True, True, False, False], clusters="abcd"))
    '1.000 [-0.191, 1.000]'
    """
    array, inside = _numbers("stats.group_difference", values, level, resamples), np.asarray(group, dtype=bool)
    if not len(array) == len(inside) == len(clusters):
        raise ArgumentError(
            f"stats.group_difference: {len(array)} values, {len(inside)} group marks, {len(clusters)} clusters; "
            "give one each"
        )
    if inside.all() or not inside.any():
        raise ArgumentError("stats.group_difference: group has values on one side only; nothing to compare")
    place = {cluster: i for i, cluster in enumerate(dict.fromkeys(clusters))}
    index = np.array([place[cluster] for cluster in clusters])
    sums, sizes = np.zeros((len(place), 2)), np.zeros((len(place), 2))
    np.add.at(sums, (index, inside.astype(int)), array)
    np.add.at(sizes, (index, inside.astype(int)), 1)
    picks = np.random.default_rng(seed).integers(0, len(sums), size=(resamples, len(sums)))
    drawn = sizes[picks].sum(axis=1)
    both = (drawn > 0).all(axis=1)  # a sample without one side says nothing of the difference
    if not both.any():
        raise ArgumentError(f"stats.group_difference: resamples={resamples}: none held both sides; use 2000 or more")
    means = sums[picks].sum(axis=1)[both] / drawn[both]
    low, high = percentile_interval(means[:, 1] - means[:, 0], level)
    rest, point = sums.sum(axis=0) / sizes.sum(axis=0)
    mean, groups = float(point - rest), (sizes > 0).sum(axis=0)
    (rest_down, rest_up), (down, up) = (_unseen(means[:, i], int(groups[i]), level, bounds) for i in (0, 1))
    if down or up or rest_down or rest_up:
        low = mean - math.hypot(mean - low, down, rest_up)
        high = mean + math.hypot(high - mean, up, rest_down)
    (rest_low, rest_high), (side_low, side_high) = (
        _rare(array[inside == side], [c for c, i in zip(clusters, inside, strict=True) if i == side], level, bounds)
        for side in (False, True)
    )
    low = min(low, mean - math.hypot(max(point - side_low, 0), max(rest_high - rest, 0)))
    high = max(high, mean + math.hypot(max(side_high - point, 0), max(rest - rest_low, 0)))
    return Estimate(mean, low, high, len(array), len(place), level)
