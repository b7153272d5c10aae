"""Where the seconds of one query go: embed, search, prefill, decode, and everything else."""

import statistics
from collections.abc import Sequence

import numpy as np

from course_lib import data, rag
from course_lib.evidence.bench import Bench
from course_lib.evidence.finding import Contrast, Finding, Row, Table, Timing
from course_lib.evidence.trial import Trial
from course_lib.generate import generate
from course_lib.index import PassageIndex

STAGES = ("embed", "search", "prefill", "decode")
QUERIES = 20  # a size
SMALL = 200


def measure(trial: Trial) -> Finding:
    """One question at a time; the contrast is the share of the extra seconds that embedding and searching take.

    The extra seconds are those of RAG over the same question asked closed-book. A share is a mean over questions.
    Nothing comes from the cache: an answer that was read there has taken no time.
    """
    bench, questions = trial.bench, trial.pick(trial.questions)
    pipeline = rag.Pipeline(bench.index, bench.lm, k=bench.reader.k)
    pipeline.ask(questions[0].question)  # the first call warms up
    shares, traces, ratios = [], [], []
    for q in questions:
        asked = pipeline.ask(q.question, tenant=q.tenant, on=q.as_of)
        trace = asked.seconds
        closed = bench.reader.prompt(q.question, [])
        bare = generate(bench.lm, [closed], max_new_tokens=bench.reader.max_new_tokens)[0]
        traces.append(trace)
        ratios.append(trace["total"] / (bare.prefill_s + bare.decode_s))
        found = trace["embed"] + trace["search"]
        shares.append(found / (found + max(trace.get("prefill", 0.0) - bare.prefill_s, 0)))
        trial.note(q.id, (asked.answer, bare.text), prompt=asked.messages)  # seconds are never the same twice
    rows = [_row(f"corpus, {len(bench.index):,} passages", traces)]
    sizes = sorted({SMALL, trial.strangers // 6, trial.strangers})
    rows += [_row(f"{size:,} passages", _traces(bench, questions[:QUERIES], size)) for size in sizes]
    ratio: Row = {"n": len(questions), "median ratio of total seconds": round(statistics.median(ratios), 2)}
    return trial.finding(
        Contrast.of(shares, [q.id for q in questions], seed=trial.seed),
        Table("median time of one query", rows),
        Table("RAG against closed-book", [ratio]),
        made_with=(bench.lm, bench.encoder),
    )


def _traces(bench: Bench, questions: Sequence[data.Question], size: int) -> list[dict[str, float]]:
    """Return the seconds of some questions over an index filled up with docstrings to a size."""
    own = bench.passages[:size]
    wanted = size - len(own)
    lines = [d.text.strip().splitlines()[0] for d in data.load_docstrings(max(size, 100))] if wanted else []
    strangers = [_stranger(own[0], i, line) for i, line in enumerate(lines[:wanted])]
    index = PassageIndex(bench.encoder)
    index.add([*own, *strangers], cache=True)
    pipeline = rag.Pipeline(index, bench.lm, k=bench.reader.k)
    pipeline.ask(questions[0].question)
    return [pipeline.ask(q.question).seconds for q in questions]


def _stranger(like: data.Passage, number: int, text: str) -> data.Passage:
    return data.Passage(
        id=f"docstring#{number}", doc_id="docstring", title="", heading="", text=text, start=0, end=len(text),
        tenant="both", effective=like.effective, superseded_by=None,
    )  # fmt: skip


def _row(name: str, traces: Sequence[dict[str, float]]) -> Row:
    row: Row = {"index": name, "n": len(traces)}
    for stage in (*STAGES, "total"):
        row[stage] = Timing(statistics.median(t.get(stage, 0.0) for t in traces))
    outside = [1 - sum(t.get(stage, 0.0) for stage in STAGES) / t["total"] for t in traces]
    return row | {"outside the four, %": round(100 * float(np.mean(outside)), 2)}
