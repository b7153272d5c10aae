"""A second look at the nearest ten: does a slower reader put the gold passage first, and who answers better then?"""

import time
from collections.abc import Callable, Mapping

from course_lib import data, rag
from course_lib.embed import Embedder
from course_lib.errors import ArgumentError
from course_lib.evidence.bench import Bench
from course_lib.evidence.finding import Finding, Row, Table, Timing
from course_lib.evidence.trial import Trial, near, outcome_table, sample, share
from course_lib.fusion import FusedRetriever
from course_lib.index import Hit
from course_lib.rerank import LateInteraction, QuestionLikelihood

POOL = 10
READ = 150  # questions at most whose pools the language model reads: it is slow. Answers are of those.
LATE, LIKELIHOOD = "late interaction", "question's likelihood"
Ranked = Mapping[data.Question, list[Hit]]


def measure(trial: Trial) -> Finding:
    """Share of questions with a gold passage first; the contrast is late interaction minus the dense order."""
    bench = trial.bench
    if not isinstance(bench.encoder, Embedder):
        raise ArgumentError(f"reranking: encoder {bench.encoder.label!r} has no token vectors; use embed.Embedder")
    questions = trial.pick([q for q in trial.questions if q.answer])
    read = sample(questions, READ, trial.seed)
    queries = dict(zip(questions, bench.queries(questions), strict=True))
    pools = {q: rag.retrieve(bench.index, queries[q], POOL) for q in questions}
    fused, late, likelihood = (
        FusedRetriever(bench.index, POOL),
        LateInteraction(bench.encoder),
        QuestionLikelihood(bench.lm),
    )
    orders: dict[str, Callable[[data.Question], list[Hit]]] = {
        "dense": lambda q: pools[q],
        "fused": lambda q: fused(queries[q]),
        LATE: lambda q: late(q.question, pools[q]),
        LIKELIHOOD: lambda q: likelihood(q.question, pools[q]),
    }
    ranked: dict[str, Ranked] = {}
    seconds: dict[str, float] = {}
    for name, order in orders.items():
        started = time.perf_counter()
        ranked[name] = {q: order(q) for q in (read if name == LIKELIHOOD else questions)}
        seconds[name] = (time.perf_counter() - started) / len(ranked[name])
        for q, hits in ranked[name].items():
            trial.note(f"{name}, order/{q.id}", gold_first(bench, q, hits), texts=[h.passage.searchable for h in hits])
    firsts = {name: [gold_first(bench, q, ranked[name][q]) for q in questions] for name in (LATE, "dense")}
    arms = trial.answer(read, {name: [[by[q][0].passage] for q in read] for name, by in ranked.items()})
    return trial.finding(
        trial.contrast(firsts[LATE], firsts["dense"], near(questions)),
        table(bench, "all questions", {name: by for name, by in ranked.items() if name != LIKELIHOOD}),
        table(
            bench,
            "questions the language model read",
            {name: {q: by[q] for q in read} for name, by in ranked.items()},
        ),
        outcome_table("answers from the first passage", arms),
        Table(
            "a question beyond the dense search",
            [{"order": name, "takes": Timing(value)} for name, value in seconds.items() if name != "dense"],
        ),
        made_with=(bench.lm, bench.encoder),
    )


def gold_first(bench: Bench, question: data.Question, found: list[Hit]) -> float:
    """Return 1 if the first hit is a gold passage."""
    return bench.holds_gold(question, [found[0].passage])


def table(bench: Bench, which: str, ranked: Mapping[str, Ranked]) -> Table:
    """Return one row an order: the share with a gold passage first, and among the ten."""
    rows: list[Row] = []
    for name, by in ranked.items():
        among = [bench.holds_gold(q, [h.passage for h in hits]) for q, hits in by.items()]
        first = [gold_first(bench, q, hits) for q, hits in by.items()]
        rows.append(
            {"order": name, "n": len(by), "gold first": share(first, by), f"gold among the {POOL}": share(among, by)}
        )
    return Table(f"a gold passage first, {which}", rows)
