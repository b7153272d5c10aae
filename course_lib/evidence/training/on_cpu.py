"""Does training need a GPU? What two cores train in minutes, against the best that the same model does untrained."""

from typing import cast

from course_lib import data
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.training import form, form_runs, star
from course_lib.evidence.training.form_runs import Lines
from course_lib.evidence.trial import Trial

RANKED_ON = 40  # tickets of another split, on which each side's best is chosen
KINDS = {"every number of four blocks": star.FULL, "LoRA, rank 8, on four blocks": star.LORA}


def measure(trial: Trial) -> Finding:
    """Fields right of a ticket line; the contrast is the best training minus the best without, each chosen before.

    Without training are all prompts, those that a search fills, and the choice among the lines that a complaint allows.
    """
    asked = trial.pick(data.load_tickets(cast(data.Split, trial.split)))
    ranked = form.to_rank(trial, RANKED_ON)
    arms, at = form.untrained(trial, asked, ranked)
    for name, kind in KINDS.items():
        runs = [_trained(trial, name, kind, seed, [*ranked, *asked]) for seed in range(trial.seeds)]
        arms[name] = Lines(asked, [run[len(ranked) :] for run in runs])
        at[name] = Lines(ranked, [run[: len(ranked)] for run in runs])
    trained, untrained = (
        max(names, key=lambda name: sum(at[name].of("fields")))
        for names in (KINDS, [n for n in arms if n not in KINDS])
    )
    rows: list[Row] = [lines.row(name) for name, lines in arms.items()]
    chosen: list[Row] = [lines.row(name) | {"best": name in (trained, untrained)} for name, lines in at.items()]
    return trial.finding(
        form_runs.minus(trial, arms[trained], arms[untrained], "fields"),
        Table("trained on a processor, and not trained", rows),
        Table("on other tickets: which is the best of each", chosen),
        made_with=(trial.bench.lm, trial.bench.encoder),
    )


def _trained(trial: Trial, name: str, kind: star.Kind, seed: int, both: list[data.Ticket]) -> list[str]:
    with star.tuned(trial, kind, seed) as tuned:
        return form_runs.written(tuned, f"{name}, seed {seed}", both)
