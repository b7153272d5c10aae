"""Does training need a GPU? What two cores train in minutes, against the best that the same model does untrained."""

from typing import cast

from course_lib import data
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.training import form_runs, star
from course_lib.evidence.training.form import CONSTRAINED, to_rank
from course_lib.evidence.training.form_prompts import FEW, PROMPTED, prompts
from course_lib.evidence.training.form_runs import Lines
from course_lib.evidence.trial import Trial

RANKED_ON = 40  # tickets of another split, on which the best prompt is chosen
TRAINED = "LoRA, trained on a processor"


def measure(trial: Trial) -> Finding:
    """Fields right of a ticket line; the contrast is LoRA minus the best prompt, which other tickets choose.

    The choice among the lines that a complaint allows counts as a prompt: it needs no training either.
    """
    asked = trial.pick(data.load_tickets(cast(data.Split, trial.split)))
    ranked = to_rank(trial, RANKED_ON)
    both = [*ranked, *asked]
    untrained = {CONSTRAINED: form_runs.chosen(trial, CONSTRAINED, both, prompts(trial, FEW, both))}
    for name in PROMPTED:
        untrained[name] = form_runs.written(trial, name, both, prompts(trial, name, both))
    at = {name: Lines(ranked, [lines[: len(ranked)]]) for name, lines in untrained.items()}
    best = max(at, key=lambda name: sum(at[name].of("fields")))
    runs = []
    for seed in range(trial.seeds):
        with star.tuned(trial, star.LORA, seed) as tuned:
            runs.append(form_runs.written(tuned, f"{TRAINED}, seed {seed}", asked))
    arms = {name: Lines(asked, [lines[len(ranked) :]]) for name, lines in untrained.items()} | {
        TRAINED: Lines(asked, runs)
    }
    rows: list[Row] = [lines.row(name) for name, lines in arms.items()]
    chosen: list[Row] = [lines.row(name) | {"best": name == best} for name, lines in at.items()]
    return trial.finding(
        form_runs.minus(trial, arms[TRAINED], arms[best], "fields"),
        Table("trained on a processor, and not trained", rows),
        Table("on other tickets: which prompt is the best", chosen),
        made_with=(trial.bench.lm,),
    )
