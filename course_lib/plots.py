"""One look for every figure: a system keeps its colour, marker and dash in every lesson.

The palette is Okabe and Ito's, readable for colour-blind readers; marker and dash carry the same
distinction in greyscale.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from course_lib.errors import ArgumentError
from course_lib.stats import Estimate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class Look(NamedTuple):
    """How one system is drawn."""

    color: str
    marker: str
    dash: str


SYSTEMS: dict[str, Look] = {
    "exact": Look("#000000", "o", "-"),
    "IVF": Look("#0072B2", "s", "--"),
    "HNSW": Look("#D55E00", "^", "-."),
    "PQ": Look("#CC79A7", "D", ":"),
    "TF-IDF": Look("#E69F00", "s", "--"),
    "BM25": Look("#D55E00", "^", "-."),
    "dense": Look("#0072B2", "o", "-"),
    "fused": Look("#009E73", "D", ":"),
    "random": Look("#7F7F7F", "x", ":"),
    "closed-book": Look("#7F7F7F", "x", ":"),
    "RAG": Look("#0072B2", "o", "-"),
    "oracle": Look("#000000", "*", "--"),
    "wrong": Look("#E69F00", "v", ":"),
    "fine-tuned": Look("#D55E00", "^", "-."),
    "full tuning": Look("#CC79A7", "s", "--"),
    "both": Look("#009E73", "D", ":"),
    "before": Look("#E69F00", "v", ":"),
    "after": Look("#0072B2", "o", "-"),
}


def look(system: str) -> Look:
    """Return the look of a system.

    Raises:
        ArgumentError: if the system has none yet; add it to ``plots.SYSTEMS``.
    """
    if system not in SYSTEMS:
        raise ArgumentError(f"plots.look: no look for {system!r}; use one of {sorted(SYSTEMS)} or add it there")
    return SYSTEMS[system]


def figure(width: float = 7.0, height: float = 3.6, columns: int = 1) -> tuple["Figure", Any]:
    """Return a figure and its axes in the course's style.

    Args:
        width: inches, of the whole figure.
        height: inches.
        columns: panels side by side; with more than one, an array of axes comes back.
    """
    import matplotlib.pyplot as plt

    style: dict[Any, Any] = {
        "font.size": 10,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "grid.color": "#DDDDDD",
        "grid.linewidth": 0.6,
        "axes.axisbelow": True,
        "legend.frameon": False,
        "figure.dpi": 100,
        "figure.constrained_layout.use": True,
        "figure.facecolor": "white",
    }
    plt.rcParams.update(style)
    return plt.subplots(1, columns, figsize=(width, height))


def rates(axes: "Axes", rows: Sequence[str], results: dict[str, Sequence[Estimate]], *, label: str) -> None:
    """Draw one horizontal dot with its interval for each row and system; the axis starts at 0.

    Args:
        axes: where.
        rows: names of the groups, top to bottom.
        results: for each system, one estimate a row.
        label: of the axis, with its unit.
    """
    step = 0.7 / max(len(results), 1)
    for i, (system, estimates) in enumerate(results.items()):
        style = look(system)
        places = [row + (i - (len(results) - 1) / 2) * step for row in range(len(rows))]
        means = [e.mean for e in estimates]
        errors = [[e.mean - e.ci_low for e in estimates], [e.ci_high - e.mean for e in estimates]]
        axes.errorbar(
            means, places, xerr=errors, fmt=style.marker, color=style.color, markersize=5, capsize=2, label=system
        )
    axes.set_yticks(range(len(rows)), rows)
    axes.invert_yaxis()
    axes.set_xlim(0, 1.02)
    axes.set_xlabel(label)
    axes.legend(loc="best")


def line(axes: "Axes", system: str, x: Sequence[float], y: Sequence[float], **options: Any) -> None:
    """Draw a curve of a system in its look."""
    style = look(system)
    defaults = {"color": style.color, "marker": style.marker, "linestyle": style.dash, "label": system}
    axes.plot(x, y, **{**defaults, **options})


def band(axes: "Axes", system: str, x: Sequence[float], estimates: Sequence[Estimate], **options: Any) -> None:
    """Draw a curve of a system with its interval as a band."""
    line(axes, system, x, [e.mean for e in estimates], **options)
    low, high = [e.ci_low for e in estimates], [e.ci_high for e in estimates]
    axes.fill_between(x, low, high, color=look(system).color, alpha=0.15, linewidth=0)


def intervals(axes: "Axes", estimates: Sequence[Estimate], truth: float, *, label: str) -> None:
    """Draw many intervals of one known truth, one above the other; those that miss it stand out.

    A miss differs by colour, by width and by its mark, so that it is found in greyscale as well.

    Args:
        axes: where; the axis starts at 0.
        estimates: one a test, drawn from bottom to top.
        truth: what they try to hold, drawn as a vertical line.
        label: of the axis, with its unit.
    """
    axes.axvline(truth, color="#000000", linewidth=1.5, linestyle="--", zorder=4)
    looks = {True: ("#0072B2", 0.9, "o", 2.0), False: ("#D55E00", 2.4, "X", 9.0)}
    for place, estimate in enumerate(estimates):
        color, width, marker, size = looks[estimate.ci_low <= truth <= estimate.ci_high]
        axes.plot([estimate.ci_low, estimate.ci_high], [place, place], color=color, linewidth=width, zorder=2)
        axes.plot(
            estimate.mean,
            place,
            marker,
            color=color,
            markersize=size,
            markeredgecolor="white" if size > 5 else color,
            zorder=3,
        )
    axes.set_xlim(0, 1)
    axes.set_ylim(-1, len(estimates))
    axes.set_yticks([])
    axes.set_xlabel(label)
