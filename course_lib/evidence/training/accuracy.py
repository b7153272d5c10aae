"""Is a tuned model very accurate on its narrow task? Lines that are right to the last letter."""

from course_lib.evidence.finding import Contrast, Finding
from course_lib.evidence.training import form_arms
from course_lib.evidence.training.form_arms import CLASSIFIER, COPY, TRAINED, UNTRAINED
from course_lib.evidence.trial import Trial


def measure(trial: Trial) -> Finding:
    """Ticket lines that are right to the last letter; the contrast is their share by the best training.

    Which of two trainings is the best is decided on tickets of another split.
    """
    arms = form_arms.all_arms(trial)
    best, untrained = arms.best(TRAINED), arms.best(UNTRAINED)
    lines = arms.asked[best]
    return trial.finding(
        Contrast.of(lines.of("exact"), [ticket.id for ticket in lines.asked], seed=trial.seed),
        *arms.tables((best, untrained)),
        arms.beyond(trial, "the best training beyond others", [(best, untrained), (best, CLASSIFIER), (best, COPY)]),
        made_with=(trial.bench.lm, trial.bench.encoder),
    )
