"""A second look at the nearest ten: does a slower reader put the gold passage first, and who answers better then?"""

import time
from collections.abc import Callable, Sequence

from course_lib import data, rag
from course_lib.embed import Embedder
from course_lib.experiments import Finding, Setting
from course_lib.experiments.bench import Bench, outcome_table, paired, sample
from course_lib.fusion import FusedRetriever
from course_lib.index import Hit
from course_lib.rerank import LateInteraction, QuestionLikelihood
from course_lib.stats import estimate

RECORD_SAMPLE, RECORD_READ = 400, 150  # questions for late interaction; of them for the language model
LIVE_SAMPLE, LIVE_READ = 40, 8
POOL = 10
LATE, LIKELIHOOD = "late interaction", "question's likelihood"


def run(setting: Setting) -> Finding:
    """Share of questions with a gold passage first; the contrast is late interaction minus the dense order.

    The language model reads the pool of the first questions of the sample only: it is slow. Answers are of those.
    """
    bench = Bench(setting)
    record = setting.mode == "record"
    asked = bench.questions(lambda q: bool(q.answer), RECORD_SAMPLE)
    questions = sample(asked, RECORD_SAMPLE if record else LIVE_SAMPLE, setting.seed)
    read = sample(questions, RECORD_READ if record else LIVE_READ, setting.seed)
    queries = dict(zip(questions, bench.queries(questions), strict=True))
    pools = {q: rag.retrieve(bench.index, queries[q], POOL) for q in questions}
    fused = FusedRetriever(bench.index, POOL)
    assert isinstance(bench.index.encoder, Embedder)
    late, likelihood = LateInteraction(bench.index.encoder), QuestionLikelihood(bench.lm)
    orders: dict[str, Callable[[data.Question], list[Hit]]] = {
        "dense": lambda q: pools[q],
        "fused": lambda q: fused(queries[q]),
        LATE: lambda q: late(q.question, pools[q]),
        LIKELIHOOD: lambda q: likelihood(q.question, pools[q]),
    }
    ranked: dict[str, dict[data.Question, list[Hit]]] = {}
    seconds: dict[str, float] = {}
    for name, order in orders.items():
        started = time.perf_counter()
        ranked[name] = {q: order(q) for q in (read if name == LIKELIHOOD else questions)}
        seconds[name] = (time.perf_counter() - started) / len(ranked[name])
    firsts = {name: [gold_first(bench, q, found) for q, found in by.items()] for name, by in ranked.items()}
    arms = {name: bench.ask(read, [[by[q][0].passage] for q in read]) for name, by in ranked.items()}
    return Finding(
        contrast=paired(firsts[LATE], firsts["dense"], questions, setting.seed),
        tables={
            "a gold passage first, all questions": rows(bench, {n: by for n, by in ranked.items() if n != LIKELIHOOD}),
            "a gold passage first, questions the language model read": rows(
                bench, {name: {q: by[q] for q in read} for name, by in ranked.items()}
            ),
            "answers from the first passage": outcome_table(arms),
            "seconds a question beyond the dense search": [
                {"order": name, "seconds": round(value, 3)} for name, value in seconds.items() if name != "dense"
            ],
        },
        models=(bench.lm.label, bench.index.encoder.label),
        dtype=bench.lm.dtype,
    )


def gold_first(bench: Bench, question: data.Question, found: Sequence[Hit]) -> float:
    """Return 1 if the first hit is a gold passage."""
    return bench.holds_gold(question, [found[0].passage])


def rows(bench: Bench, ranked: dict[str, dict[data.Question, list[Hit]]]) -> list[dict[str, object]]:
    """Return one row an order: the share with a gold passage first, and among the ten."""
    lines: list[dict[str, object]] = []
    for name, by in ranked.items():
        clusters = [q.near for q in by]
        among = [bench.holds_gold(q, [h.passage for h in hits]) for q, hits in by.items()]
        lines.append(
            {
                "order": name,
                "n": len(by),
                "gold first": str(estimate([gold_first(bench, q, hits) for q, hits in by.items()], clusters=clusters)),
                f"gold among the {POOL}": str(estimate(among, clusters=clusters)),
            }
        )
    return lines
