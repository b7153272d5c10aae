"""Count what each rule of lesson 13 reads, trains and asks, with the tokenizer alone: no model is run.

PYTHONPATH=.:tests python docs/drafts/cost13.py

Seconds: the unit is one token through one block, forward. Training where the lower blocks are computed once: 26 units a
token that is there, 3 x 4 a token that is read, 3 x 8 more a token whose scores are computed (the head is as large as
eight blocks). 480 tickets of 60 tokens, read three times, took about 170 s: that sets the seconds of a unit. Answers:
0.45 s each. Weighing, by the same unit: 0.27 s a prompt of up to six values, 0.7 s of 32 secrets.
"""

from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast

import tiny

from course_lib import generate, likelihood
from course_lib.evidence import Bench, Trial
from course_lib.evidence.training import adapters, canaries, capacity, edits, facts, runs, teaching, unknown
from course_lib.training import IGNORED

UNIT = 170 / (26 * 480 * 60 + 22 * 3 * 480 * 60)
ANSWER, WEIGH, WEIGH_64 = 0.45, 0.27, 0.7
count: dict[str, float] = {}
state: list[Any] = []
seen: set[Any] = set()


def add(name: str, value: float) -> None:
    count[name] = count.get(name, 0) + value


@contextmanager
def learn(trial: Trial, chats: Any, recipe: Any, label: Any = teaching.either, **how: Any) -> Any:
    key = (repr(chats), repr(recipe), repr(state), repr(how))
    if ("training", key) not in seen:
        seen.add(("training", key))
        examples = [label(trial.bench.lm, chat) for chat in chats]
        mean = sum(len(e.ids) for e in examples) / len(examples)
        width = sum(len(e.labels) - next(i for i, x in enumerate(e.labels) if x != IGNORED) for e in examples)
        share = width / sum(len(e.ids) for e in examples)
        read = recipe.steps * recipe.examples * mean
        add("trainings", 1)
        add("tokens read in training", read)
        add("training s", UNIT * (26 * mean * len(examples) + (12 + 24 * share) * read))
    state.append((repr(chats)[:40], len(chats), hash(key)))
    try:
        yield replace(trial)
    finally:
        state.pop()


def answer(lm: Any, prompts: Any, **_: Any) -> Any:
    for prompt in prompts:
        key = ("answer", repr(state), repr(prompt), type(lm.tokenizer).__name__)
        if key not in seen:
            seen.add(key)
            add("answers", 1)
            add("tokens of answers", len(lm.tokenizer(prompt[-1]["content"])["input_ids"]) + 45)
            add("answer s", ANSWER)
    known = {q.question: q.answer for w in ("train", "dev", "test") for q in teaching.questions(cast(Any, w))}
    said = [next((a for q, a in known.items() if q in p[-1]["content"]), "x") for p in prompts]
    if "Text:" in prompts[0][-1]["content"]:  # a teacher's answers are others than the values
        said = [f"{text}." for text in said]
    return [generate.Generation(text, 1, 1) for text in said]


def weigh(_: Any, prompts: Any, answers: Any, **__: Any) -> Any:
    for prompt, texts in zip(prompts, answers, strict=True):
        key = ("weigh", repr(state), repr(prompt), repr(texts)[:60])
        if key not in seen:
            seen.add(key)
            add("weighed", 1)
            add("weighing s", WEIGH_64 if len(texts) > 20 else WEIGH)
    return [[-1.0] * len(texts) for texts in answers]


def loss(trial: Trial, chats: Any) -> float:
    tokens = sum(len(teaching.either(trial.bench.lm, chat).ids) for chat in chats)
    add("loss s", UNIT * 30 * tokens)
    return 1.0


@contextmanager
def as_is(trial: Trial, _: Any) -> Any:
    yield trial


for module in (facts, edits, unknown, capacity, canaries, teaching):
    for name, stand_in in {"trained": learn, "moved": learn, "mean_loss": loss, "upon": as_is,
                           "answer_log_probabilities": weigh}.items():  # fmt: skip
        if hasattr(module, name):
            setattr(module, name, stand_in)
adapters.adapted = cast(Any, learn)
generate.generate, likelihood.answer_log_probabilities = cast(Any, answer), cast(Any, weigh)

RULES = {"F16": (facts, 119, 3), "F06": (edits, 40, 3), "F09": (capacity, 75, 2), "F07": (unknown, 130, 3),
         "F14": (canaries, 40, 2)}  # fmt: skip


def cost() -> None:
    total = 0.0
    for rule, (module, n, seeds) in RULES.items():
        count.clear()
        seen.clear()
        bench = Bench(passage_list=[], lm=tiny.language_model())
        bench.encoder = cast(Any, tiny.LetterEncoder())
        trial = Trial(bench, [], n, split="test", seeds=seeds, progress=False)
        module.measure(trial)
        minutes = sum(v for k, v in count.items() if k.endswith(" s")) / 60
        total += minutes
        print(
            rule,
            f"{minutes:.1f} minutes",
            {k: round(v / 60, 1) if k.endswith(" s") else round(v) for k, v in count.items()},
        )
    print(f"all: {total:.0f} minutes")


if __name__ == "__main__":
    cost()
