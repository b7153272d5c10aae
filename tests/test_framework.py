"""Rankings of systems: Kendall's tau with planted orders, and scores that look at no gold answer."""

import numpy as np
import pytest
from scipy.stats import kendalltau

from course_lib.evidence.answers import framework

RIGHT = np.array([[0, 0, 0, 0, 0, 0, 0, 1], [0, 0, 1, 1, 0, 0, 0, 1], [1, 1, 1, 1, 0, 0, 0, 1], [1] * 8], dtype=float)
CLUSTERS = list("aabbccdd")


@pytest.mark.parametrize(
    ("values", "wanted"),
    [(RIGHT, 1.0), (1 - RIGHT, -1.0), (np.ones_like(RIGHT), 0.0), (RIGHT[[1, 0, 2, 3]], 2 / 3)],
    ids=["the same order", "reversed", "no order", "one pair of six the other way"],
)
def test_tau_by_hand(values: np.ndarray, wanted: float) -> None:
    found = framework.tau(values, RIGHT, CLUSTERS, 0.95, 0)
    assert found.mean == pytest.approx(wanted) and (found.n, found.clusters) == (8, 4)
    assert found.ci_low - 1e-9 <= found.mean <= found.ci_high + 1e-9


def test_tau_is_scipys_on_the_means_and_noise_gives_none() -> None:
    rng = np.random.default_rng(0)
    right = (rng.random((12, 200)) < rng.random(12)[:, None]).astype(float)
    noise = rng.random((12, 200))
    found = framework.tau(noise, right, list(range(200)), 0.99, 0)
    assert found.mean == pytest.approx(kendalltau(noise.mean(axis=1), right.mean(axis=1)).statistic)
    assert found.ci_low < 0 < found.ci_high
    helped = framework.tau(noise / 9 + right, right, list(range(200)), 0.99, 0)
    assert helped.ci_low > 0.5


def test_whole_clusters_are_resampled() -> None:
    rng = np.random.default_rng(1)
    right = np.repeat((rng.random((4, 30)) < np.array([0.3, 0.4, 0.5, 0.6])[:, None]).astype(float), 10, axis=1)
    by_document = framework.tau(right, right[:, ::-1], np.repeat(np.arange(30), 10).tolist(), 0.95, 0)
    by_question = framework.tau(right, right[:, ::-1], list(range(300)), 0.95, 0)
    assert by_document.ci_high - by_document.ci_low >= by_question.ci_high - by_question.ci_low


def test_area_by_hand_and_where_nothing_can_be_ordered() -> None:
    scores, truth = np.array([0.9, 0.4, 0.4, 0.1]), np.array([True, True, False, False])
    assert framework.area(scores, truth, list("abcd"), 0.95, 0).mean == pytest.approx(0.875)
    assert framework.area(scores, np.array([True] * 4), list("abcd"), 0.95, 0).ci_low == 0.0
