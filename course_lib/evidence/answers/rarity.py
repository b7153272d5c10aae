"""Does it matter how often a fact is stated, its form apart? The same facts in one clean digest, and in five.

A digest is one sentence of one of five forms under its document's title; a single one has a form drawn at random.
Every index gets as many digests; what the facts asked for leave open is filled with facts that nobody asks for.
"""

import dataclasses
import itertools
from collections.abc import Iterable, Sequence

import numpy as np

from course_lib import data
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.trial import Trial, near, outcome_table, right, share
from course_lib.passages import cut

FORMS = (
    "{entity}: the {attribute} is {value}.",
    "The {attribute} of {entity} is {value}.",
    "{value} is the {attribute} of {entity}.",
    "For {entity}, the {attribute} is given as {value}.",
    "{entity}, {attribute}: {value}.",
)
NONE, ONCE, OFTEN = "in its document only", "and in one digest", "and in five digests"
Form = tuple[data.Fact, int]


def measure(trial: Trial) -> Finding:
    """Right answers of RAG; the contrast is facts stated in one digest minus the same facts stated in five."""
    bench = trial.bench
    questions = trial.pick([q for q in trial.questions if q.kind in ("lookup", "paraphrase", "exact_code")])
    facts = {f.id: f for f in data.load_facts()}
    wanted = [facts[i] for i in sorted({fact for q in questions for fact in q.facts})]
    fill = every_form([f for f in facts.values() if f not in wanted])
    size = len(wanted) * len(FORMS)
    forms = np.random.default_rng(trial.seed).integers(len(FORMS), size=len(wanted)).tolist()
    stated: dict[str, list[Form]] = {NONE: [], ONCE: list(zip(wanted, forms, strict=True)), OFTEN: every_form(wanted)}
    evidence = {
        name: bench.over([*bench.passages, *digests([*asked, *fill[: size - len(asked)]])]).evidence("RAG", questions)
        for name, asked in stated.items()
    }
    arms = trial.answer(questions, evidence)
    rows: list[Row] = []
    for name, found in evidence.items():
        in_digest = [any(states(p, q) for p in read) for q, read in zip(questions, found, strict=True)]
        in_page = [bench.holds_gold(q, read) for q, read in zip(questions, found, strict=True)]
        rows.append(
            {
                "the fact stands": name,
                "n": len(questions),
                "a digest of it was read": share(in_digest, questions),
                "its document's passage was read": share(in_page, questions),
            }
        )
    return trial.finding(
        trial.contrast(right(arms[ONCE]), right(arms[OFTEN]), near(questions)),
        Table("what was read", rows),
        outcome_table("outcomes by how often the fact is stated", arms),
        made_with=(bench.lm, bench.encoder),
    )


def every_form(facts: Iterable[data.Fact]) -> list[Form]:
    """Return each fact with each form, form by form."""
    return [(fact, form) for form, fact in itertools.product(range(len(FORMS)), list(facts))]


def digests(stated: Sequence[Form]) -> list[data.Passage]:
    """Return one passage a fact and form: its sentence under its document's title, for the same readers."""
    documents = {d.id: d for d in data.load_documents()}
    found = []
    for fact, form in stated:
        sentence = FORMS[form].format(entity=fact.entity, attribute=fact.attribute, value=fact.value)
        digest = dataclasses.replace(documents[fact.doc], id=f"digest-{form}-{fact.id}", body=sentence)
        found += cut(digest, "sentences", size=1000)
    return found


def states(passage: data.Passage, question: data.Question) -> bool:
    """Tell whether a passage is a digest of a fact that a question asks for."""
    return passage.doc_id in {f"digest-{form}-{fact}" for form in range(len(FORMS)) for fact in question.facts}
