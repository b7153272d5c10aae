"""Exposure and the exact bound: by hand, by properties, and against scipy's ranks and its exact interval."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, rankdata

from course_lib.errors import ArgumentError
from course_lib.exposure import exposed, exposure, rank_among, risk, upper_bound

LOSSES = st.lists(st.sampled_from([0.5, 1.0, 2.0, 3.5, 8.0]), min_size=1, max_size=30)


def test_exposure_by_hand() -> None:
    others = [9.1, 7.7, 8.2, 6.9, 7.0, 9.9, 8.8]  # with the secret, eight candidates: at most three bits
    assert rank_among(6.0, others) == 1 and exposure(6.0, others) == 3
    assert rank_among(6.95, others) == 2 and exposure(6.95, others) == 2
    assert rank_among(7.8, others) == 4 and exposure(7.8, others) == 1
    assert rank_among(10.0, others) == 8 and exposure(10.0, others) == 0


def test_what_cannot_be_told_apart_is_not_exposed() -> None:
    assert rank_among(1.0, [1.0] * 63) == 32.5
    assert exposure(1.0, [1.0] * 63) == pytest.approx(math.log2(64 / 32.5)) and exposure(1.0, [1.0] * 63) < 1


@given(LOSSES, st.sampled_from([0.5, 1.0, 2.0, 3.5, 8.0]))
def test_ranks_are_those_of_scipy(others: list[float], loss: float) -> None:
    assert rank_among(loss, others) == rankdata([loss, *others], method="average")[0]


@given(LOSSES, st.floats(0, 10))
def test_exposure_lies_between_nothing_and_all_bits(others: list[float], loss: float) -> None:
    assert 0 <= exposure(loss, others) <= math.log2(len(others) + 1)
    assert exposure(loss, others) >= exposure(loss + 1, others)


def test_chance_gives_a_bit_and_a_half() -> None:
    rng = np.random.default_rng(0)
    draws = [exposure(float(rng.random()), rng.random(63).tolist()) for _ in range(4000)]
    assert np.mean(draws) == pytest.approx(1.44, abs=0.12)


def test_ties_are_said() -> None:
    found = exposed([-4.0, -4.0, -5.0, -4.0, -3.0])
    assert (found.rank, found.ties, found.candidates) == (3.0, 2, 5)
    assert found.bits == pytest.approx(math.log2(5 / 3), abs=1e-3)


@pytest.mark.parametrize(
    ("given_", "said"), [([], "0 candidates"), ([-1.0], "1 candidates"), ([-1.0, float("nan")], "NaN")]
)
def test_what_has_no_rank_is_named(given_: list[float], said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        exposed(given_)


@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
@pytest.mark.parametrize(("out", "tried"), [(0, 1), (0, 10), (0, 40), (1, 10), (3, 40), (39, 40), (40, 40)])
def test_the_bound_is_the_end_of_the_exact_interval(out: int, tried: int, level: float) -> None:
    exact = binomtest(out, tried).proportion_ci(level, method="exact").high
    assert upper_bound(out, tried, level) == pytest.approx(exact, abs=1e-9)


def test_none_of_ten_by_hand() -> None:
    at_bound = upper_bound(0, 10)
    assert (1 - at_bound) ** 10 == pytest.approx(0.025)  # with that share, none of ten would come once in forty times


@pytest.mark.parametrize(
    ("out", "tried", "level", "said"),
    [
        (0, 0, 0.95, "tried=0"),
        (-1, 5, 0.95, "out=-1"),
        (6, 5, 0.95, "from 0 to 5"),
        (0, 5, 1.0, "level=1.0"),
    ],
)
def test_what_was_not_tried_has_no_bound(out: int, tried: int, level: float, said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        risk(out, tried, level)


def test_checked_and_unchecked_bounds_agree() -> None:
    assert risk(2, 30) == upper_bound(2, 30)
