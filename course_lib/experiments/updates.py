"""Forty facts change and fifteen must go: is the new value answered, and is the deleted one gone?"""

import dataclasses
import time
from collections.abc import Mapping, Sequence

from course_lib import data, passages, rag
from course_lib.experiments import Contrast, Finding, Setting
from course_lib.experiments.bench import SIZE, Answered, Bench
from course_lib.outcomes import contains_answer
from course_lib.stats import estimate

SECONDS = "seconds to re-index"


def run(setting: Setting) -> Finding:
    """Ask before and after; the contrast is new values answered after minus old values answered before."""
    bench = Bench(setting)
    facts = {f.id: f for f in data.load_facts()}
    changes = {c.fact: c for c in data.load_changes()}
    deletions = {d.fact: d for d in data.load_deletions()}
    asked = questions_about({**changes, **deletions}, facts)
    before = bench.arm("RAG", asked)
    edited = edited_documents(facts, changes, deletions)
    started = time.perf_counter()
    embedded = sum(len(bench.index.replace(document.id, passages.cut(document, size=SIZE)).new) for document in edited)
    seconds = time.perf_counter() - started
    after = bench.ask(asked, bench.evidence("RAG", asked))
    was = [i for i, q in enumerate(asked) if q.facts[-1] in changes]
    old = [_says(before[i], (facts[asked[i].facts[-1]].value, *facts[asked[i].facts[-1]].aliases)) for i in was]
    new = [_says(after[i], (changes[asked[i].facts[-1]].new_value,)) for i in was]
    stale = [_says(after[i], (facts[asked[i].facts[-1]].value,)) for i in was]
    gone = [i for i, q in enumerate(asked) if q.facts[-1] in deletions]
    still = [_says(after[i], (facts[asked[i].facts[-1]].value, *facts[asked[i].facts[-1]].aliases)) for i in gone]
    found = [float(any(facts[f].quote in p.text for p in bench.index.passages())) for f in deletions]
    clusters = [asked[i].facts[-1] for i in was]
    silent = [float(rag.abstains(after[i].text)) for i in gone]
    shares = {
        "changed: old value answered before": (old, clusters),
        "changed: new value answered after": (new, clusters),
        "changed: old value answered after": (stale, clusters),
        "deleted: sentence still in the index": (found, None),
        "deleted: value still answered": (still, None),
        "deleted: abstained": (silent, None),
    }
    rows = [
        {"what": what, "n": len(values), "share": str(estimate(values, clusters=shared))}
        for what, (values, shared) in shares.items()
    ]
    cost = [
        {"documents edited": len(edited), "passages embedded": embedded, "passages in all": len(bench.index),
         SECONDS: round(seconds, 1)}
    ]  # fmt: skip
    gains = [n - o for n, o in zip(new, old, strict=True)]
    return Finding(
        contrast=Contrast.of(gains, clusters, seed=setting.seed, bounds=(-1, 1)),
        tables={"answers before and after": rows, "cost": cost},
        models=(bench.lm.label, bench.index.encoder.label),
        dtype=bench.lm.dtype,
    )


def questions_about(fact_ids: Mapping[str, object], facts: Mapping[str, data.Fact]) -> list[data.Question]:
    """Return the primary test questions that ask for one of the facts alone."""
    return [q for q in data.load_questions("test") if len(q.facts) == 1 and q.facts[0] in fact_ids and q.answer]


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


def _says(answered: Answered, values: Sequence[str]) -> float:
    return float(not rag.abstains(answered.text) and contains_answer(answered.text, values))
