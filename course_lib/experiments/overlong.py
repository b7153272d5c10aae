"""More text than the window holds: what is cut decides what is lost.

A window of 400 tokens stands for any limit, so that the run stays short; the gold passage comes first.
"""

from collections.abc import Sequence
from typing import Any, cast

from course_lib import data, rag
from course_lib.experiments import Finding, Setting
from course_lib.experiments.bench import Bench, outcome_table, paired, sample
from course_lib.generate import Message

RECORD_SAMPLE, LIVE_SAMPLE = 60, 6
WINDOW, POOL = 400, 12
EVIDENCE = WINDOW - 100  # tokens for passages; instruction and question keep the rest


def run(setting: Setting) -> Finding:
    """Right answers; the contrast is whole passages left out minus the prompt cut at its end."""
    bench = Bench(setting)
    asked = bench.questions(lambda q: bool(q.answer) and len(q.facts) == 1, RECORD_SAMPLE)
    questions = sample(asked, RECORD_SAMPLE if setting.mode == "record" else LIVE_SAMPLE, setting.seed)
    found = [with_gold_first(bench, q, pool) for q, pool in zip(questions, bench.nearest(questions, POOL), strict=True)]
    whole = [rag.integrate(q.question, evidence) for q, evidence in zip(questions, found, strict=True)]
    fitting = [rag.fit(bench.lm, evidence, EVIDENCE) for evidence in found]
    arms = {
        "end cut off": bench.judge(questions, found, [clipped(bench, messages, "end") for messages in whole]),
        "start cut off": bench.judge(questions, found, [clipped(bench, messages, "start") for messages in whole]),
        "whole passages left out": bench.ask(questions, fitting),
        "gold passage alone": bench.ask(questions, [evidence[:1] for evidence in found]),
    }
    ends, fits = ([a.right for a in arms[name]] for name in ("end cut off", "whole passages left out"))
    return Finding(
        contrast=paired(fits, ends, questions, setting.seed),
        tables={f"outcomes in a window of {WINDOW} tokens": outcome_table(arms)},
        models=(bench.lm.label, bench.index.encoder.label),
        dtype=bench.lm.dtype,
    )


def with_gold_first(bench: Bench, question: data.Question, pool: Sequence[data.Passage]) -> list[data.Passage]:
    """Return a gold passage, then the pool without it."""
    gold = bench.gold(question)[:1]
    return [*gold, *(p for p in pool if p not in gold)]


def clipped(bench: Bench, messages: Sequence[Message], side: str) -> list[Message]:
    """Return a prompt of one message, its start or end cut off so that WINDOW tokens of it are left."""
    tokenizer = cast(Any, bench.lm.tokenizer)
    ids = tokenizer(messages[0]["content"], add_special_tokens=False)["input_ids"]
    return [{"role": "user", "content": tokenizer.decode(ids[:WINDOW] if side == "end" else ids[-WINDOW:])}]
