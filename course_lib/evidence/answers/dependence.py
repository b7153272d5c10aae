"""Does an answer hang on memory when a passage is read? One passage agrees with memory, one contradicts it."""

from collections.abc import Sequence

from course_lib import data
from course_lib.errors import ArgumentError
from course_lib.evidence.answers.known_facts import GOLD, LIE, NONE, answers, follows, neutrally, pick
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.trial import Answered, Trial, right, share


def measure(trial: Trial) -> Finding:
    """The contrast is answers with the passage's value, gold minus counterfactual, on facts known without a passage.

    Memory helps beside the one and hinders beside the other: from memory alone it is 1, for the truth is known and the
    other value is not; from the passage alone it is 0. Beside it stand facts that the model does not know, and the
    company's, which it cannot.
    """
    facts = pick(trial)
    said = answers(trial, facts, (NONE, GOLD, LIE))
    knows = right(said[NONE])
    if not any(knows):
        raise ArgumentError(f"answers.dependence: no fact of {len(facts)} is known without a passage; take more")
    agrees, contradicts = right(said[GOLD]), gives_the_lie(facts, said[LIE])

    def only(values: Sequence[float], known: float) -> list[float]:
        return [value for value, k in zip(values, knows, strict=True) if k == known]

    rows: list[Row] = []
    for name, known in (("it knows", 1.0), ("it does not know", 0.0)):
        asked = [a.question for a in said[NONE] if a.right == known]
        if asked:
            row: Row = {"facts": name, "n": len(asked), NONE: known, GOLD: share(only(agrees, known), asked)}
            rows.append(row | {LIE: share(only(contradicts, known), asked)})
    return trial.finding(
        trial.contrast(only(agrees, 1), only(contradicts, 1), [f.id for f, k in zip(facts, knows, strict=True) if k]),
        Table("share of answers with the passage's value", [*rows, company(trial)]),
        made_with=(trial.bench.lm,),
    )


def gives_the_lie(facts: Sequence[data.KnownFact], answered: Sequence[Answered]) -> list[float]:
    """Return 1 for each answer that states the counterfactual value, else 0."""
    return [float(follows(f, a.text) in ("passage", "both")) for f, a in zip(facts, answered, strict=True)]


def company(trial: Trial) -> Row:
    """Ask about the company in the same way: its facts are invented, so that no model can know them."""
    questions = trial.pick([q for q in trial.questions if q.kind in ("lookup", "paraphrase")])
    found = {NONE: trial.bench.evidence("closed-book", questions), GOLD: trial.bench.evidence("oracle", questions)}
    said = neutrally(trial, questions, found)
    row: Row = {"facts": "the company's", "n": len(questions)}
    return row | {arm: share(right(said[arm]), questions) for arm in found}
