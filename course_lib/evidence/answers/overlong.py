"""More text than the window holds: what is cut decides what is lost.

A window of 400 tokens stands for any limit, so that the run stays short.
"""

from collections.abc import Sequence
from typing import Any, cast

from course_lib import data, rag
from course_lib.evidence.bench import Bench, Order
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.trial import Prompt, Trial, near, outcome_table, right, share
from course_lib.generate import Message

WINDOW, POOL = 400, 12
EVIDENCE = WINDOW - 100  # tokens for passages; instruction and question keep the rest
END, START, WHOLE = "end cut off", "start cut off", "whole passages left out"
LAST: Order = "best last"
FIRST: Order = "best first"
ALONE = "the best passage alone"


def measure(trial: Trial) -> Finding:
    """Right answers from twelve retrieved passages; the contrast is whole ones left out minus the prompt's end cut off.

    The best passage stands last, next to the question; the same ways with the best first stand beside it.
    """
    bench = trial.bench
    questions = trial.pick([q for q in trial.questions if q.answer and len(q.facts) == 1 and q.kind != "yes_no"])
    pools = bench.nearest(questions, POOL)
    fitting = [rag.fit(bench.lm, pool, EVIDENCE) for pool in pools]
    evidence: dict[str, Sequence[Sequence[data.Passage]]] = {ALONE: [pool[:1] for pool in pools]}
    prompts: dict[str, Sequence[Prompt]] = {}
    for order in (LAST, FIRST):
        long = trial.prompts(questions, pools, order)
        for way in (END, START):
            evidence[f"{order}, {way}"] = pools
            prompts[f"{order}, {way}"] = [clipped(bench, messages, way) for messages in long]
        evidence[f"{order}, {WHOLE}"] = fitting
        prompts[f"{order}, {WHOLE}"] = trial.prompts(questions, fitting, order)
    arms = trial.answer(questions, evidence, prompts)
    held: list[Row] = [
        {
            "passages": name,
            "n": len(questions),
            "a mean prompt has": sum(map(len, found)) / len(found),
            "a gold passage is among them": share(
                [bench.holds_gold(q, read) for q, read in zip(questions, found, strict=True)], questions
            ),
        }
        for name, found in (("the nearest", pools), ("those that fit", fitting), (ALONE, evidence[ALONE]))
    ]
    return trial.finding(
        trial.contrast(right(arms[f"{LAST}, {WHOLE}"]), right(arms[f"{LAST}, {END}"]), near(questions)),
        outcome_table(f"outcomes in a window of {WINDOW} tokens", arms),
        Table("what fits", held),
        made_with=(bench.lm, bench.encoder),
    )


def clipped(bench: Bench, messages: Sequence[Message], way: str) -> list[Message]:
    """Return a prompt of one message, its start or end cut off so that WINDOW tokens of it are left."""
    tokenizer = cast(Any, bench.lm.tokenizer)
    ids = tokenizer(messages[0]["content"], add_special_tokens=False)["input_ids"]
    return [{"role": "user", "content": tokenizer.decode(ids[:WINDOW] if way == END else ids[-WINDOW:])}]
