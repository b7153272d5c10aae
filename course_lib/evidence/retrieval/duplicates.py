"""Copies of what stands near a question crowd the first places: does it help to pass each text on once?"""

import dataclasses

from course_lib import data, rag
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.trial import Trial, near, share
from course_lib.guard import distinct

DEPTH, POOL = 5, 30
COPIES = ("Print version.", "Mirror of the service portal.")
KEPT, DROPPED = "copies kept", "copies dropped"


def measure(trial: Trial) -> Finding:
    """Recall at five with two copies of each near passage in the index; the contrast is copies dropped minus kept.

    Copied is every passage that stands among the first ten of a question of the run. A copy of a gold passage counts
    as gold.
    """
    clean = trial.bench
    questions = trial.pick([q for q in trial.questions if q.answer])
    copied = {p.id: p for pool in clean.nearest(questions, 10) for p in pool}
    crowded = clean.over([*clean.passages, *(copy(p, n) for p in copied.values() for n in range(len(COPIES)))])
    queries = clean.queries(questions)
    found = {
        "no copies": [rag.retrieve(clean.index, query, DEPTH) for query in queries],
        KEPT: [rag.retrieve(crowded.index, query, DEPTH) for query in queries],
        DROPPED: [distinct(rag.retrieve(crowded.index, query, POOL))[:DEPTH] for query in queries],
    }
    recall: dict[str, list[float]] = {name: [] for name in found}
    rows: list[Row] = []
    for name, pools in found.items():
        for q, hits in zip(questions, pools, strict=True):
            gold = {p.id for p in clean.gold(q)}
            recall[name].append(float(bool({h.passage.id.split("~")[0] for h in hits} & gold)))
            trial.note(f"{name}/{q.id}", recall[name][-1], texts=[h.passage.searchable for h in hits])
        different = [len(distinct(hits)) / DEPTH for hits in pools]
        rows.append(
            {
                "index": name,
                "n": len(questions),
                f"recall@{DEPTH}": share(recall[name], questions),
                "share of different texts": share(different, questions),
            }
        )
    return trial.finding(
        trial.contrast(recall[DROPPED], recall[KEPT], near(questions)),
        Table(f"the first {DEPTH} passages", rows),
        Table("copies", [{"passages copied": len(copied), "copies each": len(COPIES)}]),
        made_with=(clean.encoder,),
    )


def copy(passage: data.Passage, number: int) -> data.Passage:
    """Return a copy with a few words added, as mirrors and print versions have them."""
    return dataclasses.replace(passage, id=f"{passage.id}~{number}", text=f"{passage.text}\n{COPIES[number]}")
