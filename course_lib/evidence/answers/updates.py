"""Forty facts change and fifteen must go: is the new value answered as well as the old one was, and are they gone?"""

import dataclasses
import re
import time
from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

from course_lib import data, likelihood, passages, rag
from course_lib.evidence.bench import SIZE
from course_lib.evidence.finding import Finding, Row, Table, Timing
from course_lib.evidence.trial import Answered, Trial, near, right
from course_lib.evidence.wordings import other_wordings
from course_lib.outcomes import asserts_answer
from course_lib.stats import Estimate, estimate

BEFORE, AFTER = "before", "after"
OLD, NEW, STALE = "old passage forced", "new passage forced", "new one forced, old one left beside it"
Key = TypeVar("Key")


def measure(trial: Trial) -> Finding:
    """Ask before and after; the contrast is new values answered after minus old values answered before.

    ``n`` counts questions about changed facts, in all wordings but the first. Both values are credited in the same
    forms. Beside it: the passages forced instead of searched for, facts of the same documents that did not change, and
    deleted facts.
    """
    facts = {f.id: f for f in data.load_facts()}
    changes = {c.fact: c for c in data.load_changes()}
    deletions = {d.fact: d for d in data.load_deletions()}
    every = [*trial.questions, *other_wordings(trial.split)]
    changed, deleted = trial.pick(about(trial, every, changes)), about(trial, every, deletions)
    same = about(trial, every, controls(facts, changes, deletions, trial.seed))
    old = [valued(q, facts[q.facts[0]].value) for q in changed]
    new = [valued(q, changes[q.facts[0]].new_value) for q in changed]
    bench = trial.bench.over(trial.bench.passages)  # its index is about to change
    asked_before = [*old, *same]
    before = trial.answer(asked_before, {BEFORE: bench.evidence("RAG", asked_before)})[BEFORE]
    edited = edited_documents(facts, changes, deletions)
    started = time.perf_counter()
    embedded = sum(len(bench.index.replace(document.id, passages.cut(document, size=SIZE)).new) for document in edited)
    seconds = time.perf_counter() - started
    asked_after = [*new, *same, *deleted]
    after = trial.answer(asked_after, {AFTER: bench.evidence("RAG", asked_after)})[AFTER]
    answered = {BEFORE: right(before[: len(old)]), AFTER: right(after[: len(new)])}
    kept = right(before[len(old) :]), right(after[len(new) : len(new) + len(same)])
    gone = after[len(new) + len(same) :]
    shares: dict[str, tuple[Sequence[float], Sequence[str]]] = {
        "changed: old value answered before": (answered[BEFORE], fact_of(changed)),
        "changed: new value answered after": (answered[AFTER], fact_of(changed)),
        "changed: old value answered after": (
            [says(a, q) for a, q in zip(after[: len(old)], old, strict=True)],
            fact_of(changed),
        ),
        "unchanged: answered before": (kept[0], fact_of(same)),
        "unchanged: answered after": (kept[1], fact_of(same)),
        "deleted: sentence still in the index": (
            [float(any(facts[f].quote in p.text for p in bench.index.passages())) for f in deletions],
            list(deletions),
        ),
        "deleted: value still answered": ([says(a, q) for a, q in zip(gone, deleted, strict=True)], fact_of(deleted)),
        "deleted: abstained": ([float(rag.abstains(a.text)) for a in gone], fact_of(deleted)),
    }
    rows: list[Row] = [
        {"what": what, "n": len(marks), "share": estimate(marks, clusters=clusters)}
        for what, (marks, clusters) in shares.items()
        if marks
    ]
    cost: Row = {"documents edited": len(edited), "passages embedded": embedded, "passages in all": len(bench.index)}
    return trial.finding(
        trial.contrast(answered[AFTER], answered[BEFORE], fact_of(changed)),
        Table("answers before and after", rows),
        forced(trial, old, new, {d.id: d for d in edited}),
        Table("cost", [cost | {"to re-index": Timing(seconds)}]),
        made_with=(bench.lm, bench.encoder),
    )


def forced(
    trial: Trial, old: Sequence[data.Question], new: Sequence[data.Question], edited: Mapping[str, data.Document]
) -> Table:
    """Return what is answered from the old passage, the new one, and both in an order drawn at random.

    The log-odds are those of the new value against the old one: above 0, the model leans to the new.
    """
    facts, changes = {f.id: f for f in data.load_facts()}, {c.fact: c for c in data.load_changes()}
    documents = {d.id: d for d in trial.bench.documents}
    rng = np.random.default_rng(trial.seed)
    read: dict[str, list[list[data.Passage]]] = {OLD: [], NEW: [], STALE: []}
    for q in old:
        fact = facts[q.facts[0]]
        dead = stating(documents[fact.doc], fact.quote, q)
        living = stating(edited[fact.doc], changes[fact.id].new_quote, valued(q, changes[fact.id].new_value))
        read[OLD].append([dead])
        read[NEW].append([living])
        read[STALE].append([dead, living] if rng.random() < 0.5 else [living, dead])
    rows: list[Row] = []
    for name, found in read.items():
        # The question's right value is the new one wherever the new passage is there.
        arm = trial.answer(old if name == OLD else new, {name: found})[name]
        said = {"old value": [says(a, q) for a, q in zip(arm, old, strict=True)]}
        said["new value"] = [says(a, q) for a, q in zip(arm, new, strict=True)]
        row: Row = {"read": name, "n": len(arm)}
        row |= {what: estimate(marks, clusters=fact_of(old)) for what, marks in said.items()}
        rows.append(row | {"log-odds, new against old": leaning(trial, name, found, new, old)})
    return Table("passages forced", rows)


def leaning(
    trial: Trial,
    arm: str,
    found: Sequence[Sequence[data.Passage]],
    new: Sequence[data.Question],
    old: Sequence[data.Question],
) -> Estimate:
    """Return the log-odds of the new value against the old one, facts resampled, and note them."""
    prompts = [trial.bench.reader.prompt(q.question, seen) for q, seen in zip(new, found, strict=True)]
    values = [[n.answer, o.answer] for n, o in zip(new, old, strict=True)]
    weighed = likelihood.answer_log_probabilities(
        trial.bench.lm, prompts, values, progress=trial.progress, cache=trial.cache
    )
    odds = [likelihood.log_odds(right, others) for right, *others in weighed]
    for q, prompt, mark in zip(new, prompts, odds, strict=True):
        trial.note(f"new against old, {arm}/{q.id}", round(mark, 3), prompt=prompt)
    most = max(map(abs, odds))
    return estimate(odds, clusters=fact_of(new), bounds=(-most, most))


def about(trial: Trial, questions: Sequence[data.Question], fact_ids: Mapping[str, Key]) -> list[data.Question]:
    """Return the questions, about documents of the trial, that ask for one of the facts alone."""
    there = {d.id for d in trial.bench.documents}
    fitting = (q for q in questions if len(q.facts) == 1 and q.facts[0] in fact_ids and q.answer)
    return [q for q in fitting if set(near([q])) <= there]


def controls(
    facts: Mapping[str, data.Fact], changes: Mapping[str, object], deletions: Mapping[str, object], seed: int
) -> dict[str, str]:
    """Return for each document with a changed fact one other fact of it that stays, drawn at random."""
    rng = np.random.default_rng(seed)
    chosen: dict[str, str] = {}
    for doc in dict.fromkeys(facts[f].doc for f in changes):
        stay = [f.id for f in facts.values() if f.doc == doc and f.id not in changes and f.id not in deletions]
        if stay:
            chosen[stay[int(rng.integers(len(stay)))]] = doc
    return chosen


def fact_of(questions: Sequence[data.Question]) -> list[str]:
    """Return the fact that each question asks for: what is resampled."""
    return [q.facts[0] for q in questions]


def valued(question: data.Question, value: str) -> data.Question:
    """Return a question with another right value, credited as it stands and by its number alone."""
    return dataclasses.replace(question, answer=value, aliases=forms(value)[1:])


def forms(value: str) -> tuple[str, ...]:
    """Return the forms in which a value is credited: as it is, its one number, and that without a comma.

    Old values come with aliases, new ones with none; these forms are made of either in the same way.

    >>> forms("€24,088"), forms("every 80 days"), forms("walnut")
    (('€24,088', '24,088', '24088'), ('every 80 days', '80'), ('walnut',))
    """
    numbers = re.findall(r"\d+(?:[.,]\d+)*", value)
    number = numbers if len(numbers) == 1 else []
    return tuple(dict.fromkeys([value, *number, *(n.replace(",", "") for n in number)]))


def stating(document: data.Document, quote: str, question: data.Question) -> data.Passage:
    """Return the passage of a document that holds the most of a quote, and the value if that is cut off from it."""
    start = document.body.index(quote)
    end = start + len(quote)
    cut = passages.cut(document, size=SIZE)
    inside = [(asserts_answer(p.text, (question.answer,)), min(p.end, end) - max(p.start, start)) for p in cut]
    return max(zip(cut, inside, strict=True), key=lambda pair: (pair[1][1] > 0, *pair[1]))[0]


def edited_documents(
    facts: Mapping[str, data.Fact], changes: Mapping[str, data.Change], deletions: Mapping[str, data.Deletion]
) -> list[data.Document]:
    """Return the documents that the changes and deletions touch, edited."""
    documents = {d.id: d for d in data.load_documents()}
    edited: dict[str, data.Document] = {}
    for fact_id in (*changes, *deletions):
        fact = facts[fact_id]
        document = edited.get(fact.doc, documents[fact.doc])
        text = changes[fact_id].new_quote if fact_id in changes else ""
        edited[fact.doc] = dataclasses.replace(document, body=document.body.replace(fact.quote, text))
    return list(edited.values())


def says(answered: Answered, question: data.Question) -> float:
    """Return 1 if an answer gives the value of a question, which may be another than it was asked with."""
    return float(asserts_answer(rag.stated(answered.text), (question.answer, *question.aliases)))
