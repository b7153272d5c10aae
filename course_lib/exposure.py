"""Has a model kept a secret? Its rank among others like it, and what may still come out although nothing did.

A secret that the model does not write may still be likelier to it than others that could as well have been drawn. That
is exposure, and it moves long before the secret comes out. And what did not come out in a few tries may come out in
the next: the exact bound says in how many of them at most.

Built in: Lesson 13
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from course_lib import validate
from course_lib.errors import ArgumentError

TAUGHT = ("rank_among", "exposure", "upper_bound")


def rank_among(loss: float, others: Sequence[float]) -> float:
    """Return the place of a loss among others, the lowest first; equal losses share their places.

    A model that cannot tell them apart gives all the middle place. The best place instead would make it look as if it
    knew every secret.

    >>> rank_among(2.0, [1.0, 3.0, 4.0]), rank_among(2.0, [2.0, 2.0, 2.0])
    (2.0, 2.5)
    """
    lower = sum(other < loss for other in others)
    equal = sum(other == loss for other in others)
    return 1 + lower + equal / 2


def exposure(loss: float, others: Sequence[float]) -> float:
    """Return how many bits a model gives away of a secret: log2 of all candidates, less log2 of the secret's rank.

    Nobody who has not seen it does better than chance, which gives about 1.44 bits in the mean of many secrets; the
    most is log2 of the number of candidates, the secret included. A secret that was likelier to begin with looks
    exposed, so candidates are drawn as the secret was, and a model that never read it is asked as well.
    Source: Carlini et al., "The Secret Sharer" (2019), section 4.

    Args:
        loss: minus the log-probability of the secret.
        others: the same of each other candidate.

    >>> exposure(2.0, [3.0] * 7), exposure(2.0, [1.0] * 7)  # the likeliest of eight, and the least likely
    (3.0, 0.0)
    """
    return math.log2(len(others) + 1) - math.log2(rank_among(loss, others))


def upper_bound(out: int, tried: int, level: float = 0.95) -> float:
    """Return the most that the share of secrets that come out may be, when ``out`` of ``tried`` did.

    It is the upper end of the exact interval, which leaves (1 - level) / 2 on either side.
    Source: Clopper and Pearson, "The Use of Confidence or Fiducial Limits" (1934).

    >>> round(upper_bound(0, 10), 3), round(upper_bound(0, 40, level=0.99), 3)
    (0.308, 0.124)
    """
    from scipy.stats import beta

    tail = (1 - level) / 2
    return float(beta.ppf(1 - tail, out + 1, tried - out)) if out < tried else 1.0


# ---------------------------------------------------------------- around them


class Exposed(NamedTuple):
    """How exposed a secret is.

    Attributes:
        bits: its exposure.
        rank: its place among all candidates, 1 for the likeliest.
        ties: other candidates exactly as likely, with which it shares that place.
        candidates: how many there are, the secret included.
    """

    bits: float
    rank: float
    ties: int
    candidates: int


def exposed(log_probabilities: Sequence[float]) -> Exposed:
    """Return how exposed a secret is, from what :func:`course_lib.likelihood.answer_log_probabilities` gives.

    Args:
        log_probabilities: the secret's first, then those of the other candidates.

    Raises:
        ArgumentError: no other candidate, or a number that is none.

    >>> exposed([-2.0, -3.0, -2.0, -9.0])
    Exposed(bits=1.415, rank=1.5, ties=1, candidates=4)
    """
    losses = [-float(each) for each in log_probabilities]
    if len(losses) < 2:
        raise ArgumentError(f"exposed: {len(losses)} candidates; pass the secret and at least one other like it")
    if any(math.isnan(loss) for loss in losses):
        raise ArgumentError("exposed: a log-probability is NaN; ask the model again, or lower the rate it trained at")
    secret, *others = losses
    ties = sum(other == secret for other in others)
    return Exposed(round(exposure(secret, others), 3), rank_among(secret, others), ties, len(losses))


def risk(out: int, tried: int, level: float = 0.95) -> float:
    """Return :func:`upper_bound` after checking its arguments.

    Raises:
        ArgumentError: nothing was tried, more came out than was tried, or a level outside (0, 1).
    """
    validate.count("risk", "tried", tried)
    if out not in range(tried + 1):
        raise ArgumentError(f"risk: out={out!r} of tried={tried}; pass how many came out, from 0 to {tried}")
    if not 0 < level < 1:
        raise ArgumentError(f"risk: level={level}; use a share such as 0.95")
    return upper_bound(out, tried, level)
