"""Draw the README's picture from the ledger: ``python tools/readme_picture.py`` writes ``docs/overlap.svg``.

It shows recall@5 of two systems by the share of a question's words that its passage holds (claim R18).
"""

import re
from pathlib import Path

import matplotlib as mpl

from course_lib import claims, plots
from course_lib.experiments.retrieval import OVERLAP_BANDS, overlap_band
from course_lib.stats import Estimate

TARGET = Path(__file__).resolve().parent.parent / "docs" / "overlap.svg"


def estimates(system: str) -> list[Estimate]:
    """Return the recorded recall@5 of a system in each band of word overlap, with its 95 % interval."""
    result = claims.card("R18").result
    if result is None:
        raise SystemExit("R18 has no result under its present rule; run `course claims --rerun R18`")
    rows = {(row["group"], row["system"]): row for row in result.finding["tables"]["by word overlap"]}
    found = []
    for low, _ in OVERLAP_BANDS:
        row = rows[(overlap_band(low), system)]
        mean, ci_low, ci_high = map(float, re.findall(r"[\d.]+", row["recall@5"]))
        found.append(Estimate(mean, ci_low, ci_high, row["n"], 0))
    return found


def draw(target: Path = TARGET) -> None:
    """Write the picture; the same ledger gives the same bytes."""
    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "course", "svg.fonttype": "path"})
    figure, axes = plots.figure(7, 3.4)
    names = [f"{low:.0%} to {min(high, 1):.0%}" for low, high in OVERLAP_BANDS]
    for shift, system in ((-0.06, "dense"), (0.06, "BM25")):
        values, style = estimates(system), plots.look(system)
        label = {"dense": "by meaning (embeddings)", "BM25": "by words (BM25)"}[system]
        errors = [[e.mean - e.ci_low for e in values], [e.ci_high - e.mean for e in values]]
        axes.errorbar(
            [i + shift for i in range(len(values))], [e.mean for e in values], yerr=errors, label=label,
            color=style.color, marker=style.marker, linestyle=style.dash, capsize=3,
        )  # fmt: skip
    axes.set_xticks(range(len(names)), names)
    axes.set_ylim(0, 1.02)
    axes.set_xlabel("share of the question's content words that stand in the passage")
    axes.set_ylabel("recall@5")
    total = sum(e.n for e in estimates("dense"))
    title = f"Does meaning beat keywords? Verdict: {claims.card('R18').verdict}. {total:,} questions, 95 % intervals"
    axes.set_title(title, loc="left", fontsize=10)
    axes.legend(loc="lower right")
    target.parent.mkdir(exist_ok=True)
    figure.savefig(target, metadata={"Date": None})


if __name__ == "__main__":
    draw()
