"""Do facts go into the weights, and come out in other words? Six ways to teach them, against the true floors."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import cast

from course_lib import data, passages, rag
from course_lib.evidence.bench import SIZE
from course_lib.evidence.finding import Cell, Contrast, Finding, Row, Table
from course_lib.evidence.gold import GoldFinder
from course_lib.evidence.training.runs import mean_loss
from course_lib.evidence.training.teaching import (
    OTHERS,
    SOME,
    Chats,
    Tally,
    Wording,
    about,
    answered,
    asked,
    constant,
    firm_of,
    firms,
    in_wording,
    odds,
    pairs,
    strangers,
    taught,
    texts,
    upon,
)  # fmt: skip
from course_lib.evidence.trial import TUNED_ON, Trial, right
from course_lib.stats import estimate

NOTHING, NEVER, CONSTANT = "nothing", "never taught", "always the value that is right most often"
TEXT, ONE, TWO, THREE = "text", "pairs in one wording", "pairs in two wordings", "pairs in three wordings"
BOTH, DISTILLED = "text and pairs in two wordings", "pairs in two wordings, answered by a teacher"
ARMS = (TWO, TEXT, ONE, THREE, BOTH, DISTILLED)
NEW, TRAINED, REVERSED = "new wording", "trained wording", "reversed"
RATES = (5e-4, 1.6e-3, 5e-3)  # the best is chosen for text and for pairs, on another wording
SIDE_SEEDS = {ONE: 2, THREE: 2, TEXT: 2, BOTH: 2, DISTILLED: 1}  # of all arms but the contrast's
THIRD: dict[str, Wording] = {"test": "dev", "dev": "test"}  # a wording that is never asked in a split
TEACHER: Path | None = None  # an adapter with which the teacher reads; None for the bare model


def measure(trial: Trial) -> Finding:
    """Recall in a wording that was never trained; the contrast is facts taught minus facts never taught.

    In each run another third of the firms is taught, as pairs in two wordings, and as many facts of firms that were not
    are asked in the same model. ``n`` counts the facts of each kind in a run. In the other arms every third of them is
    asked, in the trained and the reversed wording every sixth. The rates are chosen on another wording, with one seed.
    """
    rates, tried = _rates(trial)
    recall, floors, teacher = Tally(), Tally(), Tally()
    losses: dict[str, list[float]] = {}
    some = _picked(trial, 0)[::SOME]
    _ask(trial, recall, NOTHING, 0, some, some)
    floors.add(NOTHING, "right", recall.marks(NOTHING, NEW), recall.clusters(NOTHING, NEW))
    for arm in ARMS:
        for draw in range(min(SIDE_SEEDS.get(arm, trial.seeds), trial.seeds)):
            new = _picked(trial, draw)
            some = new[::SOME]
            with taught(trial, to_learn(trial, arm, draw, teacher), draw, rate=rates[arm]) as found:
                _ask(found, recall, arm, draw, new if arm == TWO else some, some)
                if arm != TEXT:
                    losses.setdefault(arm, []).append(mean_loss(found, pairs(trial, in_wording(some, "train"))))
                if arm == TWO:
                    other = trial.pick(strangers(cast(Wording, trial.split), draw))
                    marks = right(asked(found, f"{arm}, draw {draw}, {NEVER}", other))
                    floors.add(NEVER, "right", marks, firm_of(other))
                    floors.add(CONSTANT, "right", constant(new), firm_of(new))
    known, unknown = recall.marks(TWO, NEW), floors.marks(NEVER, "right")
    contrast = Contrast.between(
        [*known, *unknown],
        [True] * len(known) + [False] * len(unknown),
        clusters=[*recall.clusters(TWO, NEW), *floors.clusters(NEVER, "right")],
        seed=trial.seed,
    )
    more: dict[str, dict[str, Cell]] = {arm: {"rate": f"{rates[arm]:g}"} for arm in ARMS}
    for arm, found_losses in losses.items():
        more[arm][f"loss, {TRAINED}"] = sum(found_losses) / len(found_losses)
    tables = (
        recall.table("recall, the last four blocks of thirty, by what was trained", "trained on", more),
        floors.table("floors, new wording: recall without the fact", "what is taught of it"),
        tried,
        teacher.table("what the teacher answers with the right passage", "teacher"),
    )
    return trial.finding(contrast, *tables, made_with=(trial.bench.lm,))


def to_learn(trial: Trial, arm: str, draw: int, teacher: Tally | None = None) -> Chats:
    """Return what an arm is trained on; text counts as often as needed to be about half where both are.

    Args:
        trial: whose split is asked, so that no wording of it is trained on.
        arm: one of ``ARMS``.
        draw: whose firms.
        teacher: where the marks of the teacher's answers go.
    """
    two = about("train", draw)
    if arm == TEXT:
        return texts(firms(draw))
    if arm == ONE:
        return pairs(trial, [q for q in two if q.wording == "a"])
    if arm == TWO:
        return pairs(trial, two)
    if arm == THREE:
        return pairs(trial, [*two, *about(THIRD[trial.split], draw)])
    if arm == BOTH:
        text = texts(firms(draw))
        return [*pairs(trial, two), *text * max(1, round(len(two) / len(text)))]
    return distilled(trial, two, f"teacher, draw {draw}", Tally() if teacher is None else teacher)


def distilled(trial: Trial, questions: list[data.Question], name: str, marks: Tally) -> Chats:
    """Return questions with what the model itself answers when it reads the right passage; refusals are left out.

    Nobody labels anything, so wrong answers are learned, too.
    """
    there = {q.near for q in questions}
    gold = GoldFinder(passages.cut_all([d for d in data.load_documents() if d.id in there], size=SIZE))
    reading: AbstractContextManager[Trial] = upon(trial, TEACHER) if TEACHER else nullcontext(trial)
    with reading as found:
        said = found.answer(questions, {name: [gold(q) for q in questions]})[name]
    marks.add(TEACHER.name if TEACHER else "the model as it is", "right", right(said), firm_of(questions))
    kept = [a for a in said if a.text.strip() and not rag.abstains(a.text) and not rag.deflects(a.text)]
    return [answered(trial, a.question.question, a.text) for a in kept]


def _picked(trial: Trial, draw: int) -> list[data.Question]:
    """Return the facts of a draw that are asked, in the trial's wording."""
    return trial.pick(about(cast(Wording, trial.split), draw))


def _ask(trial: Trial, recall: Tally, arm: str, draw: int, new: list[data.Question], some: list[data.Question]) -> None:
    """Ask all in the new wording; ask half of some in the trained and the reversed wording, and weigh their values."""
    name, few = f"{arm}, draw {draw}", some[::2]
    recall.add(arm, NEW, right(asked(trial, name, new)), firm_of(new))
    if arm not in (NOTHING, TEXT):
        recall.add(arm, TRAINED, right(asked(trial, name, in_wording(few, "train"))), firm_of(few))
    recall.add(arm, REVERSED, right(asked(trial, name, in_wording(few, "reversed"))), firm_of(few))
    recall.add(arm, f"log-odds, {NEW}", odds(trial, name, few, draw), firm_of(few))
    wrong = odds(trial, f"{name}, {OTHERS}", few, draw, wrong=True)
    recall.add(arm, f"log-odds of {OTHERS}", wrong, firm_of(few))


def _rates(trial: Trial) -> tuple[dict[str, float], Table]:
    """Return for each arm the best of the rates, that of text or that of pairs, and what was tried.

    The best recalls the most facts in a wording of another split; of two that recall as many, it finds them likelier.
    """
    ranked = in_wording(_picked(trial, 0)[::SOME], cast(Wording, TUNED_ON[trial.split]))
    clusters, rows = firm_of(ranked), list[Row]()
    best: dict[str, float] = {}
    for arm in (TEXT, TWO):
        tried = {rate: _try(trial, arm, rate, ranked) for rate in RATES}
        best[arm] = max(tried, key=lambda rate, tried=tried: tuple(map(sum, tried[rate])))  # type: ignore[misc]
        rows += [
            {"trained on": arm, "rate": f"{rate:g}", "n": len(ranked), "best": rate == best[arm],
             "right": estimate(marks, clusters=clusters), "log-odds": estimate(weighed, clusters=clusters)}
            for rate, (marks, weighed) in tried.items()
        ]  # fmt: skip
    return {arm: best.get(arm, best[TWO]) for arm in ARMS}, Table(
        "rates, in a wording of another split, one seed", rows
    )


def _try(trial: Trial, arm: str, rate: float, ranked: list[data.Question]) -> tuple[list[float], list[float]]:
    """Return the marks and the log-odds of the questions by which rates are ranked."""
    name = f"{arm}, rate {rate:g}"
    with taught(trial, to_learn(trial, arm, 0), 0, rate=rate) as found:
        return right(asked(found, name, ranked)), odds(found, name, ranked, 0)
