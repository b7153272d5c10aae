"""How sure are we? Intervals by resampling what was really sampled.

Built in: Lesson 03 (deepened in Lesson 07)
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib import validate
from course_lib.errors import ArgumentError

TAUGHT = ("bootstrap_means", "percentile_interval")


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
    """

    mean: float
    ci_low: float
    ci_high: float
    n: int
    clusters: int
    level: float = 0.95

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.ci_low:.3f}, {self.ci_high:.3f}]"


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

    If every value is the same, a bootstrap sees no spread and would call 0 of 20 "never". The interval is
    then the exact one for a share of clusters that nobody has met yet (Clopper and Pearson, 1934): with
    20 clusters, up to 0.168 of them may lie at the other end of ``bounds``.

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
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1 or not array.size:
        raise ArgumentError(f"stats.estimate: values has shape {array.shape}; pass one number a question")
    if not np.isfinite(array).all():
        raise ArgumentError("stats.estimate: values holds NaN or infinity; score every question, a miss is 0")
    if not 0 < level < 1:
        raise ArgumentError(f"stats.estimate: level={level}; use a share such as 0.95")
    validate.count("stats.estimate", "resamples", resamples)
    rng = np.random.default_rng(seed)
    if clusters is None:
        means, groups = bootstrap_means(array, rng, resamples), len(array)
    else:
        if len(clusters) != len(array):
            raise ArgumentError(f"stats.estimate: {len(clusters)} clusters for {len(array)} values; give one each")
        means, groups = _cluster_means(array, clusters, rng, resamples)
    low, high = percentile_interval(means, level)
    mean = float(array.mean())
    if (array == array[0]).all():
        unseen = 1 - ((1 - level) / 2) ** (1 / groups)
        low, high = mean - unseen * max(mean - bounds[0], 0), mean + unseen * max(bounds[1] - mean, 0)
    return Estimate(mean, low, high, len(array), groups, level)


def _cluster_means(
    array: NDArray[np.float64], clusters: Sequence[Hashable], rng: np.random.Generator, resamples: int
) -> tuple[NDArray[np.float64], int]:
    """Return the means of samples of whole clusters, and how many clusters there are."""
    place = {cluster: i for i, cluster in enumerate(dict.fromkeys(clusters))}
    index = np.array([place[cluster] for cluster in clusters])
    sums = np.bincount(index, weights=array)
    sizes = np.bincount(index)
    picks = rng.integers(0, len(sums), size=(resamples, len(sums)))
    return sums[picks].sum(axis=1) / sizes[picks].sum(axis=1), len(sums)
