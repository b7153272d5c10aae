"""Is a tuned model very accurate on its narrow task? Beside it, everything that needs no tuning, on the same tickets.

The floor is the constant answer. The best prompt and the best search are chosen on tickets of another split.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from course_lib import data
from course_lib.evidence.finding import Contrast, Finding, Row, Table
from course_lib.evidence.training import form_rivals, form_runs
from course_lib.evidence.training.adapters import BLOCKS, LEARNED, RECIPE
from course_lib.evidence.training.form_prompts import FEW, PROMPTED, RETRIEVED, prompts, shots
from course_lib.evidence.training.form_runs import Lines
from course_lib.evidence.trial import TUNED_ON, Trial, sample

RANKED_ON = 40  # tickets of another split, on which the best prompt is chosen
CONSTRAINED = "constrained choice"  # the grammar, over few-shot as chat turns
KINDS = {"best prompt": (*PROMPTED, CONSTRAINED), "best search": RETRIEVED}  # each held to a form or not
CONSTANT, CLASSIFIER, LORA, BOUND = "constant", "TF-IDF + logistic regression", "LoRA", "LoRA + grammar"


def measure(trial: Trial) -> Finding:
    """Ticket lines that are right to the last letter; the contrast is the share of them that LoRA writes.

    LoRA and the classifier learn from the same complaints, once a seed.
    """
    asked = trial.pick(data.load_tickets(cast(data.Split, trial.split)))
    ranked = to_rank(trial, RANKED_ON)
    arms, at = untrained(trial, asked, ranked)
    best = {kind: max(names, key=lambda name: at[name].score()) for kind, names in KINDS.items()}
    runs = [_learned(trial, asked, seed) for seed in range(trial.seeds)]
    rivals = {name: Lines(asked, [run[name] for run in runs]) for name in runs[0]}
    every = {CONSTANT: rivals.pop(CONSTANT), **arms, **rivals}
    exact, clusters = every[LORA].of("exact"), [ticket.id for ticket in asked]
    return trial.finding(
        Contrast.of(exact, clusters, seed=trial.seed),
        Table("ticket lines, every arm on the same complaints", [lines.row(name) for name, lines in every.items()]),
        Table("LoRA, beyond the others", _beyond(trial, every, best)),
        made_with=(trial.bench.lm, trial.bench.encoder),
    )


def to_rank(trial: Trial, n: int) -> list[data.Ticket]:
    """Return tickets of another split, on which arms are ranked; none that a prompt shows."""
    shown = shots(trial.seed)
    return sample([t for t in data.load_tickets(TUNED_ON[trial.split]) if t not in shown], n, trial.seed)


def untrained(
    trial: Trial, asked: Sequence[data.Ticket], ranked: Sequence[data.Ticket]
) -> tuple[dict[str, Lines], dict[str, Lines]]:
    """Return what every arm writes that learns nothing: for the tickets asked, and for those that rank the arms."""
    both = [*ranked, *asked]
    said: dict[str, list[str]] = {}
    for name in (*PROMPTED, *RETRIEVED):
        said[name] = form_runs.written(trial, name, both, prompts(trial, name, both))
    said[CONSTRAINED] = form_runs.chosen(trial, CONSTRAINED, both, prompts(trial, FEW, both))
    arms = {name: Lines(asked, [lines[len(ranked) :]]) for name, lines in said.items()}
    return arms, {name: Lines(ranked, [lines[: len(ranked)]]) for name, lines in said.items()}


def _learned(trial: Trial, asked: Sequence[data.Ticket], seed: int) -> dict[str, list[str]]:
    """Return the lines of the arms that learn from examples of one seed."""
    examples = form_runs.learned(LEARNED, seed)
    said = {CONSTANT: form_rivals.constant(examples, asked), CLASSIFIER: form_rivals.classified(examples, asked)}
    for name, lines in said.items():
        form_runs.noted(trial, f"{name}, seed {seed}", asked, lines)
    with form_runs.taught(trial, examples, replace(RECIPE, seed=seed), BLOCKS) as tuned:
        said[LORA] = form_runs.written(tuned, f"{LORA}, seed {seed}", asked)
        said[BOUND] = form_runs.chosen(tuned, f"{BOUND}, seed {seed}", asked)
    return said


def _beyond(trial: Trial, every: Mapping[str, Lines], best: Mapping[str, str]) -> list[Row]:
    rows: list[Row] = []
    others = {**best, "classifier": CLASSIFIER, "constant": CONSTANT, "with the grammar": BOUND}
    for kind, name in others.items():
        row: Row = {"LoRA minus": kind, "which": name, "n": len(every[name].asked)}
        for mark in ("exact", "formed", "fields"):
            row[form_runs.HEADS[mark]] = form_runs.minus(trial, every[LORA], every[name], mark).ci95
        rows.append(row)
    return rows
