"""Does it matter how often a fact is stated? The same facts stated once, and stated five times.

Four digests repeat a fact's sentence under its document's title. The index with single statements gets as many
digests, of facts that no question of the run asks for, so both indexes are of one size.
"""

import dataclasses
from collections.abc import Sequence

from course_lib import data
from course_lib.experiments import Finding, Setting
from course_lib.experiments.bench import Bench, outcome_table, paired, sample
from course_lib.passages import cut

RECORD_SAMPLE = 400
COPIES = 4


def run(setting: Setting) -> Finding:
    """Right answers of RAG; the contrast is facts stated once minus the same facts stated five times."""
    plain = Bench(setting)
    asked = plain.questions(lambda q: q.kind in ("lookup", "paraphrase", "exact_code"))
    questions = sample(asked, RECORD_SAMPLE, setting.seed)
    wanted = {fact for q in questions for fact in q.facts}
    facts = {f.id: f for f in data.load_facts()}
    others = [f for f in facts.values() if f.split == "train"][: len(wanted)]
    arms = {}
    for name, repeated in (("stated once", others), ("stated five times", [facts[i] for i in sorted(wanted)])):
        bench = Bench(setting, [*plain.passages, *digests(repeated)])
        arms[name] = bench.arm("RAG", questions)
    once, often = ([a.right for a in answered] for answered in arms.values())
    return Finding(
        contrast=paired(once, often, questions, setting.seed),
        tables={"outcomes by how often the fact is stated": outcome_table(arms)},
        models=(bench.lm.label, bench.index.encoder.label),
        dtype=bench.lm.dtype,
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
