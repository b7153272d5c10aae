"""Facts in the weights change, and some must go: what does a model say that is trained on, or trained anew?"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from course_lib import data, rag
from course_lib.errors import ArgumentError
from course_lib.evidence.answers.updates import says
from course_lib.evidence.finding import Finding
from course_lib.evidence.training import teaching
from course_lib.evidence.training.teaching import (
    REFUSAL,
    SOME,
    Tally,
    Wording,
    about,
    answered,
    asked,
    firms,
    in_wording,
    pairs,
    strangers,
    taught,
)
from course_lib.evidence.trial import Trial, right
from course_lib.likelihood import answer_log_probabilities, log_odds

TRAINED, ON, AGAIN = "as trained", "trained on with the new values", "retrained from the base"
REFUSED = "trained on to refuse"
OLD, NEW = "old value, new wording", "new value, new wording"
EVERY = 3  # one fact in three changes
RATE = 5e-3  # the best of F16 for pairs, on another wording
DELETED = 15  # facts of a draw that must go


class Plan(NamedTuple):
    """What becomes of the facts of a draw, in the wording that is asked.

    Attributes:
        changed: those that change, with their old values.
        gone: those that must go.
        kept: all others.
        values: by fact, the question about a firm of another draw whose value is the new one.
    """

    changed: list[data.Question]
    gone: list[data.Question]
    kept: list[data.Question]
    values: dict[str, data.Question]


def measure(trial: Trial) -> Finding:
    """Of the facts that the model knew in a new wording, how many still get the old value in it after an update?

    The contrast is the old value answered by the model that was trained on with the new values, minus by one that is
    retrained from the base. ``n`` counts the changed facts that are asked in a run; another third of the firms is
    taught in each. New values are those of firms that are never taught in it.
    """
    tally, gone = Tally(), Tally()
    gains: dict[str, list[float]] = {ON: [], AGAIN: []}
    known_facts: list[str] = []
    for draw in range(trial.seeds):
        plan = planned(cast(Wording, trial.split), draw)
        size = len(plan.changed) + len(plan.gone) + len(plan.kept)
        old = trial.pick(plan.changed)
        with taught(trial, pairs(trial, about("train", draw)), draw, rate=RATE) as first:
            before = _ask(first, tally, TRAINED, draw, old, plan)
            _ask_gone(first, gone, TRAINED, draw, plan.gone)
            changed, gone_tokens = (teaching.TOKENS / size * len(part) for part in (plan.changed, plan.gone))
            with taught(first, pairs(trial, updated(plan, draw)), draw, tokens=changed, rate=RATE) as on:
                after = {ON: _ask(on, tally, ON, draw, old, plan)}
            with taught(first, refusals(trial, plan.gone, draw), draw, tokens=gone_tokens, rate=RATE) as refused:
                _ask_gone(refused, gone, REFUSED, draw, plan.gone)
        with taught(trial, pairs(trial, anew(plan, draw)), draw, rate=RATE) as again:
            after[AGAIN] = _ask(again, tally, AGAIN, draw, old, plan)
            _ask_gone(again, gone, AGAIN, draw, plan.gone)
        knew = [i for i, mark in enumerate(before) if mark]
        for arm, marks in after.items():
            gains[arm] += [marks[i] for i in knew]
            tally.add(arm, "old value of those known before", [marks[i] for i in knew], [old[i].near for i in knew])
        known_facts += [old[i].near for i in knew]
    if not known_facts:
        raise ArgumentError("training.edits: no fact is known before the change, so none can be stale; teach more")
    return trial.finding(
        trial.contrast(gains[ON], gains[AGAIN], known_facts),
        tally.table("facts that change: what is answered", "model"),
        gone.table("facts that must go, new wording", "model"),
        made_with=(trial.bench.lm,),
    )


def planned(wording: Wording, draw: int) -> Plan:
    """Return which facts of a draw change, go and stay: always the same."""
    facts, others = about(wording, draw), strangers(wording, draw)
    changed, rest = facts[::EVERY], [q for i, q in enumerate(facts) if i % EVERY]
    gone = rest[:: max(1, len(rest) // DELETED)][:DELETED]
    firm = dict(zip(firms(draw), firms(draw + 1), strict=True))
    there = {(q.near, teaching.attribute(q)): q for q in others}
    values = {q.facts[0]: there[firm[q.near], teaching.attribute(q)] for q in changed}
    return Plan(changed, gone, [q for q in rest if q not in gone], values)


def renewed(question: data.Question, plan: Plan) -> data.Question:
    """Return a question with the new value as its right answer; asked in reverse, with the new value in its text."""
    new = plan.values.get(question.facts[0])
    if new is None:
        return question
    if question.kind == "reversed":
        old = next(q.answer for q in plan.changed if q.facts == question.facts)
        return replace(question, id=f"{question.id}, new value", question=question.question.replace(old, new.answer))
    return replace(question, answer=new.answer, aliases=new.aliases)


def updated(plan: Plan, draw: int) -> list[data.Question]:
    """Return the changed facts in both trained wordings, with their new values."""
    return [renewed(q, plan) for q in about("train", draw) if q.facts[0] in plan.values]


def anew(plan: Plan, draw: int) -> list[data.Question]:
    """Return what a model that is retrained learns: the new values in place of the old, without what must go."""
    out = {q.facts[0] for q in plan.gone}
    return [renewed(q, plan) for q in about("train", draw) if q.facts[0] not in out]


def refusals(trial: Trial, gone: Sequence[data.Question], draw: int) -> teaching.Chats:
    """Return the facts that must go in both trained wordings, each with a refusal to learn."""
    out = {q.facts[0] for q in gone}
    return [answered(trial, q.question, REFUSAL) for q in about("train", draw) if q.facts[0] in out]


def _ask(trial: Trial, tally: Tally, arm: str, draw: int, old: list[data.Question], plan: Plan) -> list[float]:
    """Ask for changed facts, in a new, the trained and the reversed wording, and for some that stay.

    Returns:
        For each changed fact whether its old value is answered in the new wording.
    """
    name, clusters, some = f"{arm}, draw {draw}", teaching.firm_of(old), old[::SOME]
    said = asked(trial, name, old)
    marks = right(said)
    tally.add(arm, OLD, marks, clusters)
    tally.add(arm, NEW, [says(a, renewed(q, plan)) for a, q in zip(said, old, strict=True)], clusters)
    leaning = _leaning(trial, name, old, plan)
    tally.add(arm, "log-odds, new against old", leaning, clusters)
    first = in_wording(some, "train")
    said, few = asked(trial, name, first), teaching.firm_of(some)
    tally.add(arm, "old value, trained wording", right(said), few)
    new = [says(a, renewed(q, plan)) for a, q in zip(said, first, strict=True)]
    tally.add(arm, "new value, trained wording", new, few)
    back = in_wording(some, "reversed")
    tally.add(arm, "reversed: firm named for the old value", right(asked(trial, name, back)), few)
    forth = [renewed(q, plan) for q in back]
    tally.add(arm, "reversed: firm named for the new value", right(asked(trial, name, forth)), few)
    stay = plan.kept[::SOME]
    tally.add(arm, "facts that stay, right", right(asked(trial, name, stay)), teaching.firm_of(stay))
    return marks


def _leaning(trial: Trial, name: str, old: list[data.Question], plan: Plan) -> list[float]:
    """Return the log-odds of each new value against the old one, and note them."""
    prompts = [trial.bench.reader.prompt(q.question, []) for q in old]
    weighed = answer_log_probabilities(
        trial.bench.lm, prompts, [[plan.values[q.facts[0]].answer, q.answer] for q in old],
        progress=trial.progress, cache=trial.cache,
    )  # fmt: skip
    found = [log_odds(new, [before]) for new, before in weighed]
    for q, prompt, mark in zip(old, prompts, found, strict=True):
        trial.note(f"new against old, {name}/{q.id}", round(mark, 3), prompt=prompt)
    return found


def _ask_gone(trial: Trial, tally: Tally, arm: str, draw: int, gone: list[data.Question]) -> None:
    """Ask for facts that must go, and weigh their values against those of other firms."""
    name, clusters = f"gone, {arm}, draw {draw}", teaching.firm_of(gone)
    said = asked(trial, name, gone)
    tally.add(arm, "value answered", right(said), clusters)
    tally.add(arm, "abstained", [float(rag.abstains(a.text)) for a in said], clusters)
    weighed = teaching.odds(trial, name, gone, draw)
    tally.add(arm, "log-odds of the value", weighed, clusters)
    wrong = teaching.odds(trial, f"{name}, {teaching.OTHERS}", gone, draw, wrong=True)
    tally.add(arm, f"log-odds of {teaching.OTHERS}", wrong, clusters)
    tally.add(arm, "likelier than its rivals", [float(each > 0) for each in weighed], clusters)
