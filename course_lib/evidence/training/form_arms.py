"""Every way to a ticket line, on the same complaints: eleven that learn nothing, two trainings, and their rivals.

Each arm also answers tickets of another split, on which the best of a kind is chosen before it is compared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from course_lib import data
from course_lib.evidence.finding import Row, Table
from course_lib.evidence.training import form_prompts, form_rivals, form_runs, star, tickets
from course_lib.evidence.training.adapters import LEARNED
from course_lib.evidence.training.form_prompts import FEW, PROMPTED, RETRIEVED
from course_lib.evidence.training.form_runs import Lines
from course_lib.evidence.trial import Trial

RANKED_ON = 40  # tickets of another split, on which the best of each kind is chosen
WITHIN, NEAREST_WITHIN = "choice within the form", "nearest examples + grammar"
COPY, CONSTANT, CLASSIFIER = "copy of the nearest example", "constant", "TF-IDF + logistic regression"
TRAINED = {"every number": star.FULL, "LoRA": star.LORA}  # of the last four blocks, each at its best rate
BOUND = "LoRA + grammar"
ASKING = (*PROMPTED, WITHIN)  # the model reads what is the same for every complaint
SEARCHING = (*RETRIEVED, NEAREST_WITHIN, COPY)  # a search finds something for each
UNTRAINED = (*ASKING, *SEARCHING)
EVERY, RANKED = "every way to a ticket line, on the same complaints", "on tickets of another split: which is the best"


@dataclass
class Arms:
    """What the arms of one trial wrote.

    Attributes:
        asked: by arm, for the trial's complaints.
        ranked: by arm, for those of another split.
    """

    asked: dict[str, Lines] = field(default_factory=dict)
    ranked: dict[str, Lines] = field(default_factory=dict)

    def put(self, name: str, ranked: Sequence[data.Ticket], asked: Sequence[data.Ticket], *runs: list[str]) -> None:
        """Keep what an arm wrote, one run a seed: for the tickets that rank, then for those asked."""
        self.asked[name] = Lines(asked, [run[len(ranked) :] for run in runs])
        self.ranked[name] = Lines(ranked, [run[: len(ranked)] for run in runs])

    def best(self, names: Iterable[str]) -> str:
        """Return the arm of the most fields right on tickets of another split."""
        return max(names, key=lambda name: sum(self.ranked[name].of("fields")))

    def tables(self, chosen: Sequence[str]) -> tuple[Table, Table]:
        """Return every arm's row: on the trial's complaints, and on those that chose."""
        ranks: list[Row] = [lines.row(name) | {"chosen": name in chosen} for name, lines in self.ranked.items()]
        return Table(EVERY, [lines.row(name) for name, lines in self.asked.items()]), Table(RANKED, ranks)

    def beyond(self, trial: Trial, title: str, pairs: Sequence[tuple[str, str]]) -> Table:
        """Return how many more lines, forms and fields one arm gets right than another."""
        rows: list[Row] = []
        for one, other in pairs:
            gains = {
                form_runs.HEADS[mark]: form_runs.minus(trial, self.asked[one], self.asked[other], mark).ci95
                for mark in ("exact", "formed", "fields")
            }
            rows.append({"arm": one, "minus": other, "n": len(self.asked[one].asked), **gains})
        return Table(title, rows)


def untrained(trial: Trial, names: Sequence[str] = UNTRAINED) -> Arms:
    """Return what arms write that learn nothing."""
    asked, ranked, arms = *_both(trial), Arms()
    both = [*ranked, *asked]
    for name in names:
        arms.put(name, ranked, asked, _said(trial, name, both))
    return arms


def all_arms(trial: Trial) -> Arms:
    """Return what every arm writes: those that learn nothing, two trainings, and who learns without the model."""
    asked, ranked, arms = *_both(trial), untrained(trial)
    both = [*ranked, *asked]
    for name, kind in TRAINED.items():
        within = BOUND if kind == star.LORA else None
        runs = [_trained(trial, name, kind, seed, both, within) for seed in range(trial.seeds)]
        for arm in filter(None, (name, within)):
            arms.put(arm, ranked, asked, *(run[arm] for run in runs))
    for name, write in {CLASSIFIER: form_rivals.classified, CONSTANT: form_rivals.constant}.items():
        said = [write(form_runs.learned(LEARNED, seed), both) for seed in range(trial.seeds)]
        arms.put(name, ranked, asked, *(
            form_runs.noted(trial, f"{name}, seed {seed}", both, run) for seed, run in enumerate(said)
        ))  # fmt: skip
    return arms


def _both(trial: Trial) -> tuple[list[data.Ticket], list[data.Ticket]]:
    return trial.pick(tickets.load(trial.split)), form_runs.to_rank(trial, RANKED_ON)


def _said(trial: Trial, name: str, both: Sequence[data.Ticket]) -> list[str]:
    """Return what an arm writes that learns nothing."""
    if name == COPY:
        nearest = [near[-1] for near in form_prompts.alike(trial, both)]
        return form_runs.noted(trial, name, both, form_rivals.copied(nearest, both))
    asks: Any = {WITHIN: FEW, NEAREST_WITHIN: "nearest examples"}.get(name, name)
    write = form_runs.written if asks == name else form_runs.chosen
    return write(trial, name, both, form_prompts.prompts(trial, asks, both))


def _trained(
    trial: Trial, name: str, kind: star.Kind, seed: int, both: Sequence[data.Ticket], within: str | None
) -> dict[str, list[str]]:
    """Return what one trained model writes, and what it writes within the form if that has a name."""
    with star.tuned(trial, kind, seed) as tuned:
        said = {name: form_runs.written(tuned, f"{name}, seed {seed}", both)}
        if within:
            said[within] = form_runs.chosen(tuned, f"{within}, seed {seed}", both)
    return said
