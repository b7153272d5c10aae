"""Where the seconds of one query go: embed, search, prefill, decode, and everything else."""

import statistics

import numpy as np

from course_lib import data, rag
from course_lib.embed import Embedder
from course_lib.experiments import Contrast, Finding, Setting
from course_lib.experiments.bench import Bench, sample
from course_lib.generate import generate
from course_lib.index import PassageIndex

QUERIES = {"live": 10, "record": 60}
SIZES = {"live": (200, 1_000), "record": (200, 10_000, 60_000)}
STAGES = ("embed", "search", "prefill", "decode")


def run(setting: Setting) -> Finding:
    """One question at a time; the contrast is the share of the extra seconds that embedding and searching take.

    The extra seconds are those of RAG over the same question asked closed-book. A share is a mean over questions.
    """
    bench = Bench(setting)
    questions = sample(bench.questions(), QUERIES[setting.mode], setting.seed)
    pipeline = rag.Pipeline(bench.index, bench.lm)
    pipeline.ask(questions[0].question)  # the first call warms up
    shares, traces, closed = [], [], []
    for q in questions:
        trace = pipeline.ask(q.question, tenant=q.tenant, on=q.as_of).seconds
        bare = generate(
            bench.lm, [rag.integrate(q.question, [], rag.WITHOUT_PASSAGES)], max_new_tokens=rag.MAX_NEW_TOKENS
        )[0]
        traces.append(trace)
        closed.append(bare.prefill_s + bare.decode_s)
        extra = trace["embed"] + trace["search"] + max(trace["prefill"] - bare.prefill_s, 0)
        shares.append((trace["embed"] + trace["search"]) / extra)
    rows = [_row(f"corpus, {len(bench.index):,} passages", traces)]
    rows += [_row(f"{size:,} passages", _traces(bench, questions[:20], size)) for size in SIZES[setting.mode]]
    ratio = statistics.median(t["total"] / c for t, c in zip(traces, closed, strict=True))
    return Finding(
        contrast=Contrast.of(shares, [q.id for q in questions], seed=setting.seed),
        tables={
            "median milliseconds of one query": rows,
            "RAG against closed-book": [{"n": len(questions), "median ratio of total seconds": round(ratio, 2)}],
        },
        models=(bench.lm.label, bench.index.encoder.label),
        dtype=bench.lm.dtype,
    )


def _traces(bench: Bench, questions: list[data.Question], size: int) -> list[dict[str, float]]:
    """Return the seconds of some questions over an index filled up with docstrings to a size."""
    index = PassageIndex(Embedder())
    own = bench.passages[:size]
    index.add(own, cache=True)
    lines = [d.text.strip().splitlines()[0] for d in data.load_docstrings(max(size, 100))] if size > len(own) else []
    index.add([_stranger(own[0], i, line) for i, line in enumerate(lines[: size - len(own)])], cache=True)
    pipeline = rag.Pipeline(index, bench.lm)
    pipeline.ask(questions[0].question)
    return [pipeline.ask(q.question).seconds for q in questions]


def _stranger(like: data.Passage, number: int, text: str) -> data.Passage:
    return data.Passage(
        id=f"docstring#{number}", doc_id="docstring", title="", heading="", text=text, start=0, end=len(text),
        tenant="both", effective=like.effective, superseded_by=None,
    )  # fmt: skip


def _row(name: str, traces: list[dict[str, float]]) -> dict[str, object]:
    row: dict[str, object] = {"index": name, "n": len(traces)}
    for stage in (*STAGES, "total"):
        row[stage] = round(1000 * statistics.median(t.get(stage, 0.0) for t in traces), 1)
    outside = [1 - sum(t.get(stage, 0.0) for stage in STAGES) / t["total"] for t in traces]
    return row | {"outside the four, %": round(100 * float(np.mean(outside)), 2)}
