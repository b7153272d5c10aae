"""Passage against memory: whom does an answer follow where the two disagree?"""

from course_lib.errors import ArgumentError
from course_lib.evidence.answers.known_facts import LIE, NONE, answers, follows, pick
from course_lib.evidence.finding import Contrast, Finding, Row, Table
from course_lib.evidence.trial import Trial
from course_lib.stats import estimate

SIDES = ("passage", "memory", "both", "neither")


def measure(trial: Trial) -> Finding:
    """The contrast is the share of the rarer side, passage or memory, on facts known without a passage.

    What blends takes from both: a model that always copies has no answers on memory's side, one that never reads none
    on the passage's. An answer that names both values counts for both.
    """
    facts = pick(trial)
    said = answers(trial, facts, (NONE, LIE))
    sides = {
        known: [follows(f, a.text) for f, a, b in zip(facts, said[LIE], said[NONE], strict=True) if b.right == known]
        for known in (True, False)
    }
    if not sides[True]:
        raise ArgumentError(f"answers.blending: no fact of {len(facts)} is known without a passage; take more")
    rows: list[Row] = []
    for name, known in (("it knows", True), ("it does not know", False)):
        if sides[known]:
            row: Row = {"facts": name, "n": len(sides[known])}
            rows.append(row | {side: estimate([float(s == side) for s in sides[known]]) for side in SIDES})
    return trial.finding(
        Contrast.of(rarer(sides[True]), range(len(sides[True])), seed=trial.seed),
        Table("whom the answer follows where the passage contradicts", rows),
        made_with=(trial.bench.lm,),
    )


def rarer(sides: list[str]) -> list[float]:
    """Return for each answer whether it is on the rarer of the two sides.

    >>> rarer(["passage", "passage", "memory", "neither", "passage"])
    [0.0, 0.0, 1.0, 0.0, 0.0]
    """
    return min(([float(side in (one, "both")) for side in sides] for one in ("memory", "passage")), key=sum)
