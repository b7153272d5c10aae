"""Harm by a passage beside the point, on facts the model may know."""

from course_lib import data
from course_lib.evidence.answers.known_facts import answers, marks, table
from course_lib.evidence.finding import Finding
from course_lib.evidence.trial import Trial


def measure(trial: Trial) -> Finding:
    """The contrast is right with a passage beside the point minus right with no passage."""
    facts = trial.pick(data.load_known_facts())
    said = answers(trial, facts)
    wrong, alone = (marks(facts, said[arm]) for arm in ("wrong", "no passage"))
    return trial.finding(
        trial.contrast(wrong, alone, [f.id for f in facts]), table(facts, said), made_with=(trial.bench.lm,)
    )
