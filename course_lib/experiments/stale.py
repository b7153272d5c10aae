"""Several versions of a document lie in one index: what a filter on the day asked about is worth."""

import dataclasses

from course_lib.experiments import Finding, Setting
from course_lib.experiments.bench import Bench, K, outcome_table, paired
from course_lib.index import may_see
from course_lib.stats import estimate

LIVE_SAMPLE = 10


def run(setting: Setting) -> Finding:
    """Right answers to questions about a day; the contrast is with the date filter minus without it."""
    bench = Bench(setting)
    questions = bench.questions(lambda q: q.kind == "as_of" and bool(q.answer), LIVE_SAMPLE)
    undated = bench.nearest([dataclasses.replace(q, as_of=None) for q in questions], K)
    clusters = [q.near for q in questions]
    arms, rows = {}, []
    for name, found in (("no filter", undated), ("date filter", bench.nearest(questions, K))):
        arms[name] = bench.ask(questions, found)
        stale = [
            float(any(not may_see(p, None, q.as_of) for p in read)) for q, read in zip(questions, found, strict=True)
        ]
        gold = [bench.holds_gold(q, read) for q, read in zip(questions, found, strict=True)]
        rows.append(
            {
                "search": name,
                "n": len(questions),
                "a version not valid that day was read": str(estimate(stale, clusters=clusters)),
                "a gold passage was read": str(estimate(gold, clusters=clusters)),
            }
        )
    without, filtered_right = ([a.right for a in answered] for answered in arms.values())
    return Finding(
        contrast=paired(filtered_right, without, questions, setting.seed),
        tables={"what was read": rows, "outcomes": outcome_table(arms)},
        models=(bench.lm.label, bench.index.encoder.label),
        dtype=bench.lm.dtype,
    )
