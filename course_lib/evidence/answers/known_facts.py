"""What the experiments on facts the model may know share: one instruction, and passages of four kinds or none."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from course_lib import data
from course_lib.evidence.bench import Reader
from course_lib.evidence.finding import Row, Table
from course_lib.evidence.trial import Answered, Prompt, Trial, right, share
from course_lib.outcomes import asserts_answer
from course_lib.rag import stated

NONE, GOLD, LIE, NEAR_MISS, BESIDE = "no passage", "gold", "counterfactual", "near miss", "beside the point"


def pick(trial: Trial) -> list[data.KnownFact]:
    """Return the trial's facts: those never run before for ``confirm``, of those that were for every other split."""
    return trial.pick(data.load_known_facts("confirm" if trial.split == "confirm" else "test"))


def answers(trial: Trial, facts: Sequence[data.KnownFact], arms: Sequence[str]) -> dict[str, list[Answered]]:
    """Return the answer to each fact, by arm in the order of the facts."""
    return neutrally(trial, [question(f) for f in facts], {arm: [passages(f, arm) for f in facts] for arm in arms})


def neutrally(
    trial: Trial, questions: Sequence[data.Question], evidence: Mapping[str, Sequence[Sequence[data.Passage]]]
) -> dict[str, list[Answered]]:
    """Ask with the same instruction in every arm, so that arms differ in the passage alone."""
    prompts = {
        arm: [prompt(trial.bench.reader, q.question, read) for q, read in zip(questions, found, strict=True)]
        for arm, found in evidence.items()
    }
    return trial.answer(questions, evidence, prompts)


def prompt(reader: Reader, asked: str, read: Sequence[data.Passage]) -> Prompt:
    """Return the reader's prompt with the instruction for no passage in every arm: it does not tell to obey a text."""
    return replace(reader, with_passages=reader.without).prompt(asked, read)


def question(fact: data.KnownFact) -> data.Question:
    """Return a fact as a question, so that it is asked and judged as every question is."""
    return data.Question(
        id=fact.id, kind="lookup", question=fact.question, answer=fact.answer, aliases=fact.aliases, gold=(),
        facts=(fact.id,), near=fact.id, tenant=None, as_of=None, split="test", wording="a", wording_split=None,
    )  # fmt: skip


def passages(fact: data.KnownFact, arm: str) -> list[data.Passage]:
    """Return what is read about a fact in an arm: one passage, or none."""
    if arm == NONE:
        return []
    text = {GOLD: fact.gold, LIE: fact.counterfactual, NEAR_MISS: fact.near_miss, BESIDE: fact.wrong}[arm]
    day = dt.date(2026, 1, 1)
    return [data.Passage(f"{fact.id}#{arm}", fact.id, "", "", text, 0, len(text), "both", day, None)]


def follows(fact: data.KnownFact, answer: str) -> str:
    """Say whom an answer follows where passage and memory disagree."""
    memory = asserts_answer(stated(answer), (fact.answer, *fact.aliases))
    passage = asserts_answer(stated(answer), [fact.counterfactual_answer])
    if memory and passage:
        return "both"
    return "memory" if memory else "passage" if passage else "neither"


def table(said: Mapping[str, Sequence[Answered]]) -> Table:
    """Return one row an arm: right answers, refusals, and how many of the facts known without a passage stay right."""
    knows = right(said[NONE])
    rows: list[Row] = []
    for arm, answered in said.items():
        asked = [a.question for a in answered]
        row: Row = {"arm": arm, "n": len(answered), "right": share(right(answered), asked)}
        row["abstained"] = share([a.outcome == "abstained wrongly" for a in answered], asked)
        kept = [a for a, known in zip(answered, knows, strict=True) if known]
        if kept and arm != NONE:
            row["right, of those right with no passage"] = share(right(kept), [a.question for a in kept])
        rows.append(row)
    return Table("share right on facts the model may know", rows)
