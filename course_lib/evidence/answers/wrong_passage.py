"""Harm by a passage that does not hold the answer, on facts the model may know."""

from course_lib.evidence.answers.known_facts import BESIDE, GOLD, NEAR_MISS, NONE, answers, pick, table
from course_lib.evidence.finding import Finding
from course_lib.evidence.trial import Trial, right


def measure(trial: Trial) -> Finding:
    """The contrast is right with a near miss, as a search that misses finds it, minus right with no passage."""
    facts = pick(trial)
    said = answers(trial, facts, (NONE, GOLD, NEAR_MISS, BESIDE))
    return trial.finding(
        trial.contrast(right(said[NEAR_MISS]), right(said[NONE]), [f.id for f in facts]),
        table(said),
        made_with=(trial.bench.lm,),
    )
