"""Several versions of a document lie in one index: what a filter on the day asked about is worth."""

from course_lib import rag
from course_lib.experiments import Finding, Setting
from course_lib.experiments.bench import Bench, K, outcome_table, paired
from course_lib.index import may_see
from course_lib.stats import estimate

LIVE_SAMPLE = 10


def run(setting: Setting) -> Finding:
    """Right answers to questions about a day; the contrast is with the date filter minus without it."""
    bench = Bench(setting)
    questions = bench.questions(lambda q: q.kind == "as_of" and bool(q.answer), LIVE_SAMPLE)
    vectors = bench.index.encoder.encode([q.question for q in questions], cache=True)
    arms, rows = {}, []
    for name, filtered in (("no filter", False), ("date filter", True)):
        found = [
            [h.passage for h in rag.retrieve(bench.index, rag.Query(q.question, v, q.tenant, day), K)]
            for q, v in zip(questions, vectors, strict=True)
            for day in [q.as_of if filtered else None]
        ]
        arms[name] = bench.ask(questions, found)
        clusters = [q.near for q in questions]
        stale = [
            float(any(not may_see(p, None, q.as_of) for p in read)) for q, read in zip(questions, found, strict=True)
        ]
        gold = [
            float(bool({p.id for p in read} & {p.id for p in bench.gold(q)}))
            for q, read in zip(questions, found, strict=True)
        ]
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
