"""What the experiments on known facts share: prompts with the right passage, one beside the point, one that lies."""

from collections.abc import Mapping, Sequence

from course_lib import data, rag
from course_lib.evidence.finding import Row, Table
from course_lib.evidence.trial import Trial
from course_lib.generate import Message
from course_lib.outcomes import asserts_answer
from course_lib.stats import estimate

ARMS = ("no passage", "gold", "wrong", "counterfactual")


def answers(trial: Trial, facts: Sequence[data.KnownFact], arms: Sequence[str] = ARMS) -> dict[str, list[str]]:
    """Return what the model says to each fact, by arm in the order of the facts."""
    said: dict[str, list[str]] = {}
    for arm in arms:
        prompts = [prompt(fact, arm) for fact in facts]
        said[arm] = [written.text for written in trial.generate(prompts)]
        for fact, asked, text in zip(facts, prompts, said[arm], strict=True):
            trial.note(f"{arm}/{fact.id}", (text, follows(fact, text), rag.abstains(text)), prompt=asked)
    return said


def prompt(fact: data.KnownFact, arm: str) -> list[Message]:
    """Return the chat of one arm, in the form of :func:`course_lib.rag.integrate`."""
    if arm == "no passage":
        return rag.integrate(fact.question, [], rag.WITHOUT_PASSAGES)
    text = {"gold": fact.gold, "wrong": fact.wrong, "counterfactual": fact.counterfactual}[arm]
    parts = [rag.WITH_PASSAGES, f"[1] {text}", f"Question: {fact.question}"]
    return [{"role": "user", "content": "\n\n".join(parts)}]


def right(fact: data.KnownFact, answer: str) -> float:
    """Return 1 if the true answer stands in the model's, else 0."""
    return float(asserts_answer(rag.stated(answer), (fact.answer, *fact.aliases)))


def follows(fact: data.KnownFact, answer: str) -> str:
    """Say whom an answer follows where passage and memory disagree."""
    memory, passage = right(fact, answer), asserts_answer(rag.stated(answer), [fact.counterfactual_answer])
    if memory and passage:
        return "both"
    return "memory" if memory else "passage" if passage else "neither"


def marks(facts: Sequence[data.KnownFact], texts: Sequence[str]) -> list[float]:
    """Return 1 for each right answer, else 0."""
    return [right(fact, text) for fact, text in zip(facts, texts, strict=True)]


def table(facts: Sequence[data.KnownFact], said: Mapping[str, Sequence[str]]) -> Table:
    """Return one row an arm: the share of right answers and of refusals."""
    rows: list[Row] = [
        {
            "arm": arm,
            "n": len(facts),
            "right": estimate(marks(facts, texts)),
            "abstained": estimate([float(rag.abstains(t)) for t in texts]),
        }
        for arm, texts in said.items()
    ]
    return Table("share right on facts the model may know", rows)
