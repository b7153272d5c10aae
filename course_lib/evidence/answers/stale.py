"""Several versions of a document lie in one index: what it costs to read a superseded one beside the valid one.

The questions ask for the old value or the new one of changed facts, in other wordings than the split's own questions.
Each names its time, or means today.
"""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from course_lib import data
from course_lib.evidence.bench import Bench
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.trial import Trial, odds_table, outcome_table
from course_lib.evidence.wordings import other_wordings
from course_lib.stats import estimate

VALID, OTHER = "the valid version", "the other version"
BOTH, BESIDE = "the valid version and the other", "the valid version and a page beside the point"
NONE, FILTER = "search, no filter", "search, date filter"
Versions = tuple[data.Fact, data.Fact]


def measure(trial: Trial) -> Finding:
    """Log-odds of the valid value against the other version's, for the same two places in a prompt.

    The contrast is valid page and other version minus valid page and a page beside the point: what a date filter would
    send in the other's place. Which of two pages comes first is drawn at random, the same in both arms.
    """
    bench = trial.bench
    asked = trial.pick(about_versions(bench, trial.split))
    questions, other = [q for q, _ in asked], [rival for _, (_, rival) in asked]
    facts = ["/".join(sorted(fact.id for fact in versions)) for _, versions in asked]
    dated = [dataclasses.replace(q, as_of=day(bench, fact)) for q, (fact, _) in asked]
    valid = [bench.gold(q)[0] for q in questions]
    rival = [bench.gold(told(q, fact))[0] for q, fact in zip(questions, other, strict=True)]
    versions = [{one.doc_id, two.doc_id} for one, two in zip(valid, rival, strict=True)]
    apart = [pages[0] for pages in bench.nearest(dated, 1, without=versions)]
    first = np.random.default_rng(trial.seed).random(len(questions)) < 0.5
    evidence: dict[str, list[list[data.Passage]]] = {
        VALID: [[page] for page in valid],
        OTHER: [[page] for page in rival],
        BOTH: placed(valid, rival, first.tolist()),
        BESIDE: placed(valid, apart, first.tolist()),
        NONE: bench.nearest(questions, bench.reader.k),
        FILTER: bench.nearest(dated, bench.reader.k),
    }
    prompts = {arm: trial.prompts(questions, evidence[arm], "best first") for arm in (BOTH, BESIDE)}
    arms = trial.answer(questions, evidence, prompts)
    values = [[q.answer, fact.value] for q, fact in zip(questions, other, strict=True)]
    odds = {arm: trial.log_odds(arm, questions, found, prompts.get(arm), values) for arm, found in evidence.items()}
    rows: list[Row] = []
    for arm, found in evidence.items():
        pages = list(zip(found, valid, rival, strict=True))
        read_valid, read_other = ([float(page[i] in page[0]) for page in pages] for i in (1, 2))
        shares: Row = {VALID: estimate(read_valid, clusters=facts), OTHER: estimate(read_other, clusters=facts)}
        rows.append({"read": arm, "n": len(questions), **shares})
    return trial.finding(
        trial.contrast(odds[BOTH], odds[BESIDE], facts),
        odds_table("the valid value against the other version's", "the valid value", odds, facts),
        Table("what was read", rows),
        outcome_table("outcomes", arms),
        made_with=(bench.lm, bench.encoder),
    )


def about_versions(bench: Bench, split: str) -> list[tuple[data.Question, Versions]]:
    """Return questions about a split's facts that changed, with the fact asked for and that of the other version.

    Left out are the first wordings, the split's own questions, and documents that the bench does not hold.
    """
    of = {fact.id: versions for versions in changed(bench.documents) for fact in versions}
    mine = [q for q in other_wordings(split) if q.split == split and len(q.facts) == 1 and q.facts[0] in of]
    return [(q, _sorted(of[q.facts[0]], q.facts[0])) for q in mine]


def changed(documents: Sequence[data.Document]) -> list[Versions]:
    """Return the facts of superseded documents, each with what the successor states instead."""
    by_name = defaultdict(list)
    for fact in data.load_facts():
        by_name[fact.doc, fact.entity, fact.attribute].append(fact)
    held = {d.id for d in documents}
    successor = {d.id: d.superseded_by for d in documents if d.superseded_by in held}
    pairs = [
        (fact, new)
        for (doc, entity, attribute), facts in by_name.items()
        for fact in facts
        for new in by_name.get((successor.get(doc) or "", entity, attribute), [])
    ]
    return [(fact, new) for fact, new in pairs if fact.value != new.value]


def _sorted(versions: Versions, asked: str) -> Versions:
    return versions if versions[0].id == asked else (versions[1], versions[0])


def day(bench: Bench, fact: data.Fact) -> dt.date:
    """Return a day on which a fact holds: the first of a superseded one, today for what is valid."""
    today = max(d.effective for d in bench.documents)
    return fact.valid_from if fact.valid_to is not None and fact.valid_from is not None else today


def told(question: data.Question, fact: data.Fact) -> data.Question:
    """Return a question that asks for another fact, so that its gold passage can be found."""
    return dataclasses.replace(question, answer=fact.value, aliases=fact.aliases, facts=(fact.id,), gold=())


def placed(
    one: Sequence[data.Passage], other: Sequence[data.Passage], first: Sequence[bool]
) -> list[list[data.Passage]]:
    """Return both passages of each question, the one first where it is told so."""
    return [[a, b] if before else [b, a] for a, b, before in zip(one, other, first, strict=True)]
