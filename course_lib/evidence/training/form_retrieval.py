"""Does retrieval help where the model is bad at the task itself? Rules or like examples, found for each complaint."""

from course_lib.evidence.finding import Finding
from course_lib.evidence.training import form_arms, form_runs
from course_lib.evidence.training.form_arms import ASKING, COPY, NEAREST_WITHIN, WITHIN
from course_lib.evidence.training.form_prompts import PROMPTED, RETRIEVED
from course_lib.evidence.trial import Trial

# What asks the language model freely; the form and the copy stand beside it.
PAIRS = (("nearest examples", COPY), (NEAREST_WITHIN, WITHIN), ("passages of the rules", "full rules"))


def measure(trial: Trial) -> Finding:
    """Fields right of a ticket line; the contrast is the best search minus the best prompt, each chosen before."""
    arms = form_arms.untrained(trial, (*ASKING, *form_arms.SEARCHING))
    found, prompted = arms.best(RETRIEVED), arms.best(PROMPTED)
    return trial.finding(
        form_runs.minus(trial, arms.asked[found], arms.asked[prompted], "fields"),
        *arms.tables((found, prompted)),
        arms.beyond(trial, "one beyond another", [(found, prompted), *PAIRS]),
        made_with=(trial.bench.lm, trial.bench.encoder),
    )
