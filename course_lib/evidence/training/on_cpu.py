"""Does training need a GPU? What two cores train in minutes, against the best that the same model does untrained."""

from course_lib.evidence.finding import Finding
from course_lib.evidence.training import form_arms, form_runs
from course_lib.evidence.training.form_arms import BOUND, CLASSIFIER, COPY, TRAINED, UNTRAINED
from course_lib.evidence.trial import Trial

PAIRS = (("LoRA", CLASSIFIER), ("every number", CLASSIFIER), ("LoRA", COPY), (BOUND, "LoRA"), ("every number", "LoRA"))


def measure(trial: Trial) -> Finding:
    """Fields right of a ticket line; the contrast is the best training minus the best without, each chosen before.

    Without training are all prompts, those that a search fills, the choice among the lines that a complaint allows,
    and the copy of the nearest example, which asks no language model.
    """
    arms = form_arms.all_arms(trial)
    trained, untrained = arms.best(TRAINED), arms.best(UNTRAINED)
    return trial.finding(
        form_runs.minus(trial, arms.asked[trained], arms.asked[untrained], "fields"),
        *arms.tables((trained, untrained)),
        arms.beyond(trial, "one beyond another", [(trained, untrained), *PAIRS]),
        made_with=(trial.bench.lm, trial.bench.encoder),
    )
