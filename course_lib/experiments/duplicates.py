"""Copies of what stands near a question crowd the first places: does it help to pass each text on once?"""

import dataclasses

from course_lib import data, rag
from course_lib.experiments import Finding, Setting
from course_lib.experiments.bench import Bench, paired, sample
from course_lib.guard import distinct
from course_lib.stats import estimate

RECORD_SAMPLE, LIVE_SAMPLE = 400, 30
DEPTH, POOL = 5, 30
COPIES = ("Print version.", "Mirror of the service portal.")


def run(setting: Setting) -> Finding:
    """Recall at five with two copies of each near passage in the index; the contrast is copies dropped minus kept.

    Copied is every passage that stands among the first ten of a question of the run. A copy of a gold passage counts
    as gold.
    """
    clean = Bench(setting)
    asked = clean.questions(lambda q: bool(q.answer), RECORD_SAMPLE)
    questions = sample(asked, RECORD_SAMPLE if setting.mode == "record" else LIVE_SAMPLE, setting.seed)
    near = {p.id: p for pool in clean.nearest(questions, 10) for p in pool}
    crowded = Bench(setting, [*clean.passages, *(copy(p, n) for p in near.values() for n in range(len(COPIES)))])
    queries = clean.queries(questions)
    found = {
        "no copies": [rag.retrieve(clean.index, query, DEPTH) for query in queries],
        "copies kept": [rag.retrieve(crowded.index, query, DEPTH) for query in queries],
        "copies dropped": [distinct(rag.retrieve(crowded.index, query, POOL))[:DEPTH] for query in queries],
    }
    clusters = [q.near for q in questions]
    recall = {
        name: [
            float(bool({h.passage.id.split("~")[0] for h in hits} & {p.id for p in clean.gold(q)}))
            for q, hits in zip(questions, pools, strict=True)
        ]
        for name, pools in found.items()
    }
    different = {name: [len(distinct(hits)) / DEPTH for hits in pools] for name, pools in found.items()}
    return Finding(
        contrast=paired(recall["copies dropped"], recall["copies kept"], questions, setting.seed),
        tables={
            f"the first {DEPTH} passages": [
                {
                    "index": name,
                    "n": len(questions),
                    f"recall@{DEPTH}": str(estimate(recall[name], clusters=clusters)),
                    "share of different texts": str(estimate(different[name], clusters=clusters)),
                }
                for name in found
            ],
            "copies": [{"passages copied": len(near), "copies each": len(COPIES)}],
        },
        models=(clean.index.encoder.label,),
    )


def copy(passage: data.Passage, number: int) -> data.Passage:
    """Return a copy with a few words added, as mirrors and print versions have them."""
    return dataclasses.replace(passage, id=f"{passage.id}~{number}", text=f"{passage.text}\n{COPIES[number]}")
