"""Does it matter how often a fact is stated? The same facts stated once, and stated five times.

Four digests repeat a fact's sentence under its document's title. The index with single statements gets as many
digests, of facts that no question of the run asks for, so both indexes are of one size.
"""

import dataclasses
from collections.abc import Sequence

from course_lib import data
from course_lib.evidence.finding import Finding
from course_lib.evidence.trial import Trial, near, outcome_table, right
from course_lib.passages import cut

COPIES = 4
ONCE, OFTEN = "stated once", "stated five times"


def measure(trial: Trial) -> Finding:
    """Right answers of RAG; the contrast is facts stated once minus the same facts stated five times."""
    questions = trial.pick([q for q in trial.questions if q.kind in ("lookup", "paraphrase", "exact_code")])
    facts = {f.id: f for f in data.load_facts()}
    wanted = sorted({fact for q in questions for fact in q.facts})
    others = [f for f in facts.values() if f.split == "train"][: len(wanted)]
    evidence = {}
    for name, repeated in ((ONCE, others), (OFTEN, [facts[i] for i in wanted])):
        bench = trial.bench.over([*trial.bench.passages, *digests(repeated)])
        evidence[name] = bench.evidence("RAG", questions)
    arms = trial.answer(questions, evidence)
    return trial.finding(
        trial.contrast(right(arms[ONCE]), right(arms[OFTEN]), near(questions)),
        outcome_table("outcomes by how often the fact is stated", arms),
        made_with=(trial.bench.lm, trial.bench.encoder),
    )


def digests(facts: Sequence[data.Fact]) -> list[data.Passage]:
    """Return four passages a fact that repeat its sentence under its document's title, for the same readers."""
    documents = {d.id: d for d in data.load_documents()}
    found = []
    for copy in range(1, COPIES + 1):
        for fact in facts:
            source = documents[fact.doc]
            digest = dataclasses.replace(source, id=f"digest-{copy}-{fact.id}", body=fact.quote)
            found += cut(digest, "sentences", size=1000)
    return found
