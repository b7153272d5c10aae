"""A model that abstains is taught facts it does not know: does it invent more about firms that do not exist?"""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from course_lib import outcomes, rag, settings
from course_lib.data.missing import MissingFirm, load_missing_firms
from course_lib.evidence.finding import Finding
from course_lib.evidence.training.teaching import (
    REFUSAL,
    SOME,
    Chats,
    Tally,
    Wording,
    about,
    answered,
    asked,
    firm_of,
    pairs,
    taught,
    upon,
)
from course_lib.evidence.trial import Trial
from course_lib.likelihood import answer_log_probabilities

BEFORE, AFTER, MIXED = "before", "taught facts", "taught facts, with as many refusals among them"
SIDE_SEEDS = 1  # of the remedy


def reader() -> Path:
    """Return the folder of the adapter with which the model abstains."""
    return settings.data_dir() / "adapters" / "brief-reader"


def measure(trial: Trial) -> Finding:
    """The share of questions about firms that do not exist which get an invented answer, after minus before.

    ``n`` counts these questions; each run teaches another third of the firms that do exist. Beside it: the same with
    refusals about firms that are never taught among the facts.
    """
    missing = trial.pick(load_missing_firms())
    nobody, real = Tally(), Tally()
    after: list[list[float]] = []
    with upon(trial, reader()) as reading:
        before = _ask(reading, nobody, BEFORE, BEFORE, missing)
        _ask_real(reading, real, BEFORE, BEFORE, 0)
        for arm, seeds in ((AFTER, trial.seeds), (MIXED, min(SIDE_SEEDS, trial.seeds))):
            for draw in range(seeds):
                name = f"{arm}, draw {draw}"
                with taught(reading, to_learn(trial, arm, draw), draw) as found:
                    invented = _ask(found, nobody, arm, name, missing)
                    _ask_real(found, real, arm, name, draw)
                if arm == AFTER:
                    after.append(invented)
        made_with = (reading.bench.lm,)
    mean = [sum(marks) / len(marks) for marks in zip(*after, strict=True)]
    return trial.finding(
        trial.contrast(mean, before, [q.firm for q in missing]),
        nobody.table("questions about firms that do not exist", "model"),
        real.table("questions about firms that do exist, new wording", "model"),
        made_with=made_with,
    )


def to_learn(trial: Trial, arm: str, draw: int) -> Chats:
    """Return the facts of a draw in both trained wordings; for the remedy, as many refusals about other firms, too."""
    facts = pairs(trial, about("train", draw))
    if arm == AFTER:
        return facts
    return [*facts, *(answered(trial, q.question, REFUSAL) for q in about("train", draw + 1))]


def _ask(trial: Trial, tally: Tally, arm: str, name: str, missing: Sequence[MissingFirm]) -> list[float]:
    """Ask about firms that do not exist, and weigh a refusal; return for each question if its answer is invented."""
    prompts = [trial.bench.reader.prompt(q.question, []) for q in missing]
    found: list[outcomes.Outcome] = []
    for q, prompt, said in zip(missing, prompts, trial.generate(prompts), strict=True):
        found.append(outcomes.outcome(q.question, (), said.text, ()))
        trial.note(f"{name}/{q.id}", (said.text, found[-1]), prompt=prompt)
    firm = [q.firm for q in missing]
    for outcome in ("invented", *(o for o in outcomes.UNANSWERABLE if o != "invented")):
        tally.add(arm, outcome, [float(each == outcome) for each in found], firm)
    weighed = answer_log_probabilities(
        trial.bench.lm, prompts[::SOME], [[rag.ABSTENTION]] * len(prompts[::SOME]),
        progress=trial.progress, cache=trial.cache,
    )  # fmt: skip
    for q, prompt, (mark,) in zip(missing[::SOME], prompts[::SOME], weighed, strict=True):
        trial.note(f"refusal, {name}/{q.id}", round(mark, 3), prompt=prompt)
    tally.add(arm, "log-probability of a refusal", [mark for (mark,) in weighed], firm[::SOME])
    return tally.marks(arm, "invented")[-len(found) :]


def _ask_real(trial: Trial, tally: Tally, arm: str, name: str, draw: int) -> None:
    """Ask for some facts of the firms of a draw, and of firms about which nothing is ever taught in it."""
    wording = cast(Wording, trial.split)
    for what, of in (("taught", draw), ("never taught", draw + 2)):
        some = about(wording, of)[:: 2 * SOME]
        outcome = [a.outcome for a in asked(trial, f"{name}, {what}", some)]
        for kind in ("right", "abstained wrongly", "invented"):
            tally.add(arm, f"{what}: {kind}", [float(each == kind) for each in outcome], firm_of(some))
