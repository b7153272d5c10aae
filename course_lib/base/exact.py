"""What a bootstrap cannot see: how often may something happen that was met rarely, or never?

Resampling 20 answers without an invention gives 20 answers without an invention, and resampling one invention gives
hardly more than it. The exact interval of a share (Clopper and Pearson, 1934) does see it; where values share documents
it is taken with the number of independent values that the spread between documents leaves of them (Korn and Graubard,
"Confidence intervals for proportions with small expected number of positive counts", 1998).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

RARE = 0.1  # above that share, and below 1 - RARE on the other side, the bootstrap is left alone


class Sums(NamedTuple):
    """What each cluster holds: the sum of its values and how many they are, both of shape (clusters,)."""

    sums: NDArray[np.float64]
    sizes: NDArray[np.float64]


def interval(share: float, n: float, level: float) -> tuple[float, float]:
    """Return the exact interval of a share of ``n`` independent values; neither need be whole.

    >>> [round(end, 3) for end in interval(0.05, 20, 0.95)]
    [0.001, 0.249]
    """
    from scipy.special import betaincinv

    tail, hits = (1 - level) / 2, share * n
    low = betaincinv(hits, n - hits + 1, tail) if hits > 0 else 0.0
    high = betaincinv(hits + 1, n - hits, 1 - tail) if hits < n else 1.0
    return float(low), float(high)


def independent(marks: Sums) -> float:
    """Return how many independent marks tell as much: all of them, fewer if those of a cluster agree.

    Marks that are all alike cannot say how much they agree; then each cluster counts once.
    """
    n, clusters = float(marks.sizes.sum()), len(marks.sizes)
    share = float(marks.sums.sum()) / n
    if not 0 < share < 1:
        return clusters
    spread = float(((marks.sums - share * marks.sizes) ** 2).sum()) / n**2
    return n if spread <= 0 else min(max(share * (1 - share) / spread, clusters), n)


def share_ends(marks: Sums, level: float) -> tuple[float, float]:
    """Return the ends that an interval of 0/1 marks must reach: low at most, high at least.

    The upper end is the exact one of a rare share, and at least that of no hit at all: with one mark a cluster it
    never falls while hits are added. The lower end is its mirror image.
    """
    share, n, clusters = float(marks.sums.sum() / marks.sizes.sum()), independent(marks), len(marks.sizes)
    high = max(interval(min(share, RARE), n, level)[1], interval(0, clusters, level)[1])
    low = min(interval(max(share, 1 - RARE), n, level)[0], interval(1, clusters, level)[0])
    return low, high


def gain_reach(plus: Sums, minus: Sums, level: float) -> tuple[float, float]:
    """Return how far below and above the mean of -1, 0 and +1 its interval must reach.

    The shares of +1 and of -1 have exact intervals; their parts join like the legs of a right angle (Newcombe,
    "Improved confidence intervals for the difference between binomial proportions based on paired data", 1998).
    How much the values of a cluster agree is told by both signs together: one that was met twice, or never, says
    nothing of it by itself. Where no value differs from 0, each cluster counts once.
    """
    n = independent(Sums(plus.sums + minus.sums, plus.sizes))
    (plus_down, plus_up), (minus_down, minus_up) = (_reach(marks, n, level) for marks in (plus, minus))
    return float(np.hypot(plus_down, minus_up)), float(np.hypot(plus_up, minus_down))


def _reach(marks: Sums, n: float, level: float) -> tuple[float, float]:
    """Return how far below and above a rare share of n independent values its exact interval reaches."""
    share = float(marks.sums.sum() / marks.sizes.sum())
    below = share - interval(share, n, level)[0] if share < RARE else 0.0
    return below, max(interval(min(share, RARE), n, level)[1] - share, 0.0)
