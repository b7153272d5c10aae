"""A figure shows what it says: what is drawn is counted."""

from course_lib import plots
from course_lib.stats import Estimate


def test_an_interval_that_misses_the_truth_stands_out() -> None:
    ends = [(0.4, 0.8), (0.6, 0.9), (0.61, 0.9), (0.2, 0.59)]
    found = [Estimate((low + high) / 2, low, high, 25, 25) for low, high in ends]
    _, axes = plots.figure()
    plots.intervals(axes, found, 0.6, label="share right")
    _, *drawn = axes.lines  # the first is the truth
    bars, dots = drawn[::2], drawn[1::2]
    assert [tuple(bar.get_xdata()) for bar in bars] == ends
    assert [dot.get_marker() for dot in dots] == ["o", "o", "X", "X"]
    assert len({(bar.get_color(), bar.get_linewidth()) for bar in bars}) == 2
    assert axes.get_xlim() == (0, 1)
    assert axes.get_xlabel() == "share right"
