"""Forty facts change and fifteen must go: is the new value answered, and is the deleted one gone?"""

import dataclasses
import time
from collections.abc import Mapping, Sequence

from course_lib import data, passages, rag
from course_lib.evidence.bench import SIZE
from course_lib.evidence.finding import Finding, Row, Table, Timing
from course_lib.evidence.trial import Answered, Trial
from course_lib.outcomes import asserts_answer
from course_lib.stats import estimate


def measure(trial: Trial) -> Finding:
    """Ask before and after; the contrast is new values answered after minus old values answered before.

    ``n`` counts questions about changed facts; those about deleted ones stand in rows of their own.
    """
    facts = {f.id: f for f in data.load_facts()}
    changes = {c.fact: c for c in data.load_changes()}
    deletions = {d.fact: d for d in data.load_deletions()}
    changed, deleted = trial.pick(about(trial, changes)), about(trial, deletions)
    bench = trial.bench.over(trial.bench.passages)  # its index is about to change
    before = trial.answer(changed, {"before": bench.evidence("RAG", changed)})["before"]
    edited = edited_documents(facts, changes, deletions)
    started = time.perf_counter()
    embedded = sum(len(bench.index.replace(document.id, passages.cut(document, size=SIZE)).new) for document in edited)
    seconds = time.perf_counter() - started
    asked = [*changed, *deleted]
    after = trial.answer(asked, {"after": bench.evidence("RAG", asked)})["after"]
    values = {f.id: (f.value, *f.aliases) for f in facts.values()}
    old = [says(a, values[a.question.facts[-1]]) for a in before]
    new = [says(a, (changes[a.question.facts[-1]].new_value,)) for a in after[: len(changed)]]
    stale = [says(a, values[a.question.facts[-1]][:1]) for a in after[: len(changed)]]
    gone = after[len(changed) :]
    shares: dict[str, tuple[Sequence[float], Sequence[str]]] = {
        "changed: old value answered before": (old, last_fact(changed)),
        "changed: new value answered after": (new, last_fact(changed)),
        "changed: old value answered after": (stale, last_fact(changed)),
        "deleted: sentence still in the index": (
            [float(any(facts[f].quote in p.text for p in bench.index.passages())) for f in deletions],
            list(deletions),
        ),
        "deleted: value still answered": ([says(a, values[a.question.facts[-1]]) for a in gone], last_fact(deleted)),
        "deleted: abstained": ([float(rag.abstains(a.text)) for a in gone], last_fact(deleted)),
    }
    rows: list[Row] = [
        {"what": what, "n": len(marks), "share": estimate(marks, clusters=clusters)}
        for what, (marks, clusters) in shares.items()
        if marks
    ]
    cost: Row = {"documents edited": len(edited), "passages embedded": embedded, "passages in all": len(bench.index)}
    return trial.finding(
        trial.contrast(new, old, last_fact(changed)),
        Table("answers before and after", rows),
        Table("cost", [cost | {"to re-index": Timing(seconds)}]),
        made_with=(bench.lm, bench.encoder),
    )


def about(trial: Trial, fact_ids: Mapping[str, object]) -> list[data.Question]:
    """Return the questions of the trial that ask for one of the facts alone."""
    return [q for q in trial.questions if len(q.facts) == 1 and q.facts[0] in fact_ids and q.answer]


def last_fact(questions: Sequence[data.Question]) -> list[str]:
    """Return the fact that each question asks for: what is resampled."""
    return [q.facts[-1] for q in questions]


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


def says(answered: Answered, values: Sequence[str]) -> float:
    """Return 1 if an answer says one of the values."""
    return float(asserts_answer(rag.stated(answered.text), values))
