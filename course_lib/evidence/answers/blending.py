"""Passage against memory: whom does an answer follow where the two disagree?"""

from course_lib import data
from course_lib.evidence.answers.known_facts import answers, follows, table
from course_lib.evidence.finding import Contrast, Finding, Row, Table
from course_lib.evidence.trial import Trial
from course_lib.stats import estimate


def measure(trial: Trial) -> Finding:
    """The contrast is the share that keeps the true answer although the passage contradicts it."""
    facts = trial.pick(data.load_known_facts())
    said = answers(trial, facts)
    sides = [follows(fact, text) for fact, text in zip(facts, said["counterfactual"], strict=True)]
    kept = [float(side in ("memory", "both")) for side in sides]
    rows: list[Row] = [
        {"the answer follows": name, "n": len(sides), "share": estimate([float(side == name) for side in sides])}
        for name in ("passage", "memory", "both", "neither")
    ]
    return trial.finding(
        Contrast.of(kept, [f.id for f in facts], seed=trial.seed),
        Table("with a passage that contradicts", rows),
        table(facts, said),
        made_with=(trial.bench.lm,),
    )
