"""More text than the window holds: what is cut decides what is lost.

A window of 400 tokens stands for any limit, so that the run stays short; the gold passage comes first.
"""

from collections.abc import Sequence
from typing import Any, cast

from course_lib import data, rag
from course_lib.evidence.bench import Bench
from course_lib.evidence.finding import Finding
from course_lib.evidence.trial import Trial, near, outcome_table, right
from course_lib.generate import Message

WINDOW, POOL = 400, 12
EVIDENCE = WINDOW - 100  # tokens for passages; instruction and question keep the rest
END, START, WHOLE = "end cut off", "start cut off", "whole passages left out"


def measure(trial: Trial) -> Finding:
    """Right answers; the contrast is whole passages left out minus the prompt cut at its end."""
    bench = trial.bench
    questions = trial.pick([q for q in trial.questions if q.answer and len(q.facts) == 1])
    found = [with_gold_first(bench, q, pool) for q, pool in zip(questions, bench.nearest(questions, POOL), strict=True)]
    whole = [bench.reader.prompt(q.question, evidence) for q, evidence in zip(questions, found, strict=True)]
    arms = trial.answer(
        questions,
        {
            END: found,
            START: found,
            WHOLE: [rag.fit(bench.lm, evidence, EVIDENCE) for evidence in found],
            "gold passage alone": [evidence[:1] for evidence in found],
        },
        prompts={way: [clipped(bench, messages, way) for messages in whole] for way in (END, START)},
    )
    return trial.finding(
        trial.contrast(right(arms[WHOLE]), right(arms[END]), near(questions)),
        outcome_table(f"outcomes in a window of {WINDOW} tokens", arms),
        made_with=(bench.lm, bench.encoder),
    )


def with_gold_first(bench: Bench, question: data.Question, pool: Sequence[data.Passage]) -> list[data.Passage]:
    """Return a gold passage, then the pool without it."""
    gold = bench.gold(question)[:1]
    return [*gold, *(p for p in pool if p not in gold)]


def clipped(bench: Bench, messages: Sequence[Message], way: str) -> list[Message]:
    """Return a prompt of one message, its start or end cut off so that WINDOW tokens of it are left."""
    tokenizer = cast(Any, bench.lm.tokenizer)
    ids = tokenizer(messages[0]["content"], add_special_tokens=False)["input_ids"]
    return [{"role": "user", "content": tokenizer.decode(ids[:WINDOW] if way == END else ids[-WINDOW:])}]
