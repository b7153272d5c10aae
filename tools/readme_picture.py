"""Draw the README's pictures from the ledger: ``python tools/readme_picture.py`` writes them into ``docs/``.

``overlap.svg`` shows recall@5 of two systems by the share of a question's words that its passage holds (claim R18),
``answers.svg`` the right answers without a passage, with the one that was found, and with the right one (claim R03).
"""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

from course_lib import claims, plots
from course_lib.evidence import Table
from course_lib.evidence.retrieval.systems import OVERLAP_BANDS, overlap_band
from course_lib.stats import Estimate

FOLDER = Path(__file__).resolve().parent.parent / "docs"
KINDS = {"lookup": "asked in the page's words", "paraphrase": "asked in other words", "answerable": "all questions"}
ARMS = {"closed-book": "no passage", "RAG": "the passage that search found", "oracle": "the right passage"}


def recorded(claim_id: str, title: str) -> Table:
    """Return a table of a claim's result."""
    result = claims.card(claim_id).result
    if result is None:
        raise SystemExit(f"{claim_id} has no result under its present rule; run `course claims --rerun {claim_id}`")
    return result.finding[title]


def draw_overlap(target: Path) -> None:
    """Write recall@5 by word overlap; the same ledger gives the same bytes."""
    table = recorded("R18", "by word overlap")
    lines = {
        system: [table.estimate("recall@5", overlap_band(low), system=system) for low, _ in OVERLAP_BANDS]
        for system in ("dense", "BM25")
    }
    names = [f"{low:.0%} to {min(high, 1):.0%}" for low, high in OVERLAP_BANDS]
    total = sum(e.n for e in lines["dense"])
    _draw(
        target,
        lines,
        {"dense": "by meaning (embeddings)", "BM25": "by words (BM25)"},
        names,
        labels=("share of the question's content words that stand in the passage", "recall@5"),
        title=f"Does meaning beat keywords? Verdict: {claims.card('R18').said}. {total:,} questions, 95 % intervals",
        joined=True,
    )


def draw_answers(target: Path) -> None:
    """Write the right answers of three arms by kind of question; the same ledger gives the same bytes."""
    table = recorded("R03", "outcomes by arm and kind of question")
    lines = {arm: [table.estimate("right", kind, arm=arm) for kind in KINDS] for arm in ARMS}
    total = lines["RAG"][-1].n
    _draw(
        target,
        lines,
        ARMS,
        [f"{name}\n({e.n:,})" for name, e in zip(KINDS.values(), lines["RAG"], strict=True)],
        labels=("", "share of right answers"),
        title=f"Do answers get better? Verdict: {claims.card('R03').said}. {total:,} questions, 95 % intervals",
        joined=False,
    )


def _draw(
    target: Path,
    lines: dict[str, list[Estimate]],
    legend: dict[str, str],
    names: Sequence[str],
    *,
    labels: tuple[str, str],
    title: str,
    joined: bool,
) -> None:
    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "course", "svg.fonttype": "path"})
    figure, axes = plots.figure(7, 3.4)
    middle = (len(lines) - 1) / 2
    for number, (system, values) in enumerate(lines.items()):
        style = plots.look(system)
        errors = [[e.mean - e.ci_low for e in values], [e.ci_high - e.mean for e in values]]
        axes.errorbar(
            [i + 0.12 * (number - middle) for i in range(len(values))], [e.mean for e in values], yerr=errors,
            label=legend[system], color=style.color, marker=style.marker, linestyle=style.dash if joined else "",
            capsize=3,
        )  # fmt: skip
    axes.set_xticks(range(len(names)), names)
    axes.set_ylim(-0.02 if not joined else 0, 1.02)
    axes.set_xlabel(labels[0])
    axes.set_ylabel(labels[1])
    axes.set_title(title, loc="left", fontsize=10)
    axes.legend(loc="lower right" if joined else "upper right")
    target.parent.mkdir(exist_ok=True)
    figure.savefig(target, metadata={"Date": None})


PICTURES = {"overlap.svg": draw_overlap, "answers.svg": draw_answers}

if __name__ == "__main__":
    for name, draw in PICTURES.items():
        draw(FOLDER / name)
