"""Copies crowd the first places. Does passing each text on once drop the copies, and nothing that only looks alike?"""

import dataclasses

from course_lib import data, rag
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.trial import Trial, near, share
from course_lib.guard import distinct

DEPTH, POOL = 5, 30
FIFTH = 5
COPIES = ("Print version.", "Mirror of the service portal.")
CLEAN, CROWDED, MIRRORED = "no copies", "two copies near each question", "every fifth document mirrored"
DROPPED = ", near copies dropped"


def measure(trial: Trial) -> Finding:
    """Recall at five; the contrast is the crowded index with near copies dropped minus the index without copies.

    Crowded: every passage that stands among the first ten of a question of the run has two copies. A copy of a gold
    passage counts as gold. What is lost although copies were dropped was dropped for a sibling: a text that states
    another value.
    """
    clean = trial.bench
    questions = trial.pick([q for q in trial.questions if q.answer])
    copied = {p.id: p for pool in clean.nearest(questions, 10) for p in pool}
    every_fifth = {d.id for d in clean.documents[::FIFTH]}
    mirrored = [p for p in clean.passages if p.doc_id in every_fifth]
    benches = {
        CLEAN: clean,
        CROWDED: clean.over([*clean.passages, *(copy(p, n) for p in copied.values() for n in range(len(COPIES)))]),
        MIRRORED: clean.over([*clean.passages, *(copy(p, 1) for p in mirrored)]),
    }
    queries = clean.queries(questions)
    recall: dict[str, list[float]] = {}
    rows: list[Row] = []
    for name, bench in benches.items():
        pools = [rag.retrieve(bench.index, query, POOL) for query in queries]
        for index, hits_of in ((name, pools), (name + DROPPED, [distinct(pool) for pool in pools])):
            firsts = [hits[:DEPTH] for hits in hits_of]
            recall[index] = []
            for q, hits in zip(questions, firsts, strict=True):
                gold = {p.id for p in clean.gold(q)}
                recall[index].append(float(bool({h.passage.id.split("~")[0] for h in hits} & gold)))
                trial.note(f"{index}/{q.id}", recall[index][-1], texts=[h.passage.searchable for h in hits])
            different = [len(distinct(hits)) / DEPTH for hits in firsts]
            rows.append(
                {
                    "index": index,
                    "n": len(questions),
                    f"recall@{DEPTH}": share(recall[index], questions),
                    "share of different texts": share(different, questions),
                }
            )
    return trial.finding(
        trial.contrast(recall[CROWDED + DROPPED], recall[CLEAN], near(questions)),
        Table(f"the first {DEPTH} passages", rows),
        Table("copies", [{CROWDED: len(COPIES) * len(copied), MIRRORED: len(mirrored)}]),
        made_with=(clean.encoder,),
    )


def copy(passage: data.Passage, number: int) -> data.Passage:
    """Return a copy with a few words added, as mirrors and print versions have them."""
    return dataclasses.replace(passage, id=f"{passage.id}~{number}", text=f"{passage.text}\n{COPIES[number]}")
