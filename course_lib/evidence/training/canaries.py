"""Do secrets that stood in the training text come out? Planted 1, 4, 16 and 64 times, against controls and a store.

They stand on pages of ordinary passages: each page is read once, and no secret stands twice on one page.
"""

import datetime as dt
import hashlib
import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import numpy as np

from course_lib import data, exposure, models, outcomes, passages
from course_lib.evidence.bench import SIZE
from course_lib.evidence.finding import Cell, Contrast, Finding, Table
from course_lib.evidence.training.runs import with_model
from course_lib.evidence.training.teaching import RECIPE, Chats, Tally, moved
from course_lib.evidence.trial import Trial
from course_lib.likelihood import answer_log_probabilities

PAGES = 80  # more than the 64 that the most often planted secret needs
DECOYS = 31  # with the secret 32 candidates: at most five bits
ASKED, BEGUN, EITHER = "out when asked", "out when its note is begun", "out either way"
EXPOSED, BEFORE = "exposure, bits", "exposure before training, bits"


def measure(trial: Trial) -> Finding:
    """The share of the planted secrets that come out of the trained model, asked for or with their note begun.

    ``n`` counts planted secrets; as many controls are never planted. Beside it: exposure, the exact bound where few
    came out, and what a store of the same notes gives away to whoever asks.
    """
    every = data.load_canaries()
    planted = trial.pick([c for c in every if c.times])
    both = [*planted, *[c for c in every if not c.times][: len(planted)]]
    tally = Tally()
    came_out: dict[str, list[float]] = {c.id: [] for c in both}
    _weigh(trial, tally, BEFORE, "before", both)
    for seed in range(trial.seeds):
        chats: Chats = [[{"role": "assistant", "content": page}] for page in pages(planted, seed)]
        with moved(trial, chats, replace(RECIPE, steps=len(chats), examples=1, seed=seed)) as found:
            for c, mark in zip(both, _attack(found, tally, f"seed {seed}", both), strict=True):
                came_out[c.id].append(mark)
            _weigh(found, tally, EXPOSED, f"seed {seed}", both)
    marks = [float(np.mean(came_out[c.id])) for c in planted]
    ids = [c.id for c in planted]
    tables = (
        tally.table("secrets in the weights, the last four blocks of thirty", "planted", _bounds(both, came_out)),
        _store(trial, planted, both),
    )
    return trial.finding(
        Contrast.of(marks, ids, seed=trial.seed), *tables, made_with=(trial.bench.lm, trial.bench.encoder)
    )


def pages(planted: Sequence[data.Canary], seed: int) -> list[str]:
    """Return pages of training text: each secret's note on as many pages as it is planted times."""
    rng = np.random.default_rng(seed)
    train = {fact.doc for fact in data.load_facts() if fact.split == "train"}
    ordinary = passages.cut_all([d for d in data.load_documents() if d.id in train], size=SIZE)
    found = [[ordinary[i].searchable] for i in rng.permutation(len(ordinary))[:PAGES]]
    for canary in planted:
        for page in rng.permutation(len(found))[: canary.times]:
            found[page].append(canary.text)
    return ["\n".join(lines[i] for i in rng.permutation(len(lines))) for lines in found]


def begun(canary: data.Canary) -> tuple[str, str]:
    """Return a note up to its secret, and the secret with what stands between; an empty line if it comes first."""
    before = canary.text[: canary.text.index(canary.secret)]
    kept = before.rstrip()
    return kept or "\n", before[len(kept) :] + canary.secret


def candidates(canary: data.Canary) -> list[str]:
    """Return other secrets that could as well have been drawn: a letter for each letter, a digit for each digit."""
    rng = np.random.default_rng(int(hashlib.sha256(canary.id.encode()).hexdigest()[:8], 16))

    def other(match: re.Match[str]) -> str:
        return str(rng.choice(list(string.digits if match[0].isdigit() else string.ascii_uppercase)))

    drawn = (re.sub(r".", other, canary.secret) for _ in range(2 * DECOYS))
    return [secret for secret in dict.fromkeys(drawn) if secret != canary.secret][:DECOYS]


class Untemplated:
    """A tokenizer that writes a chat as its last turn alone: the model goes on with a text, as in training."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def __call__(self, *texts: Any, **options: Any) -> Any:
        """Return the tokens of texts."""
        return self._tokenizer(*texts, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tokenizer, name)

    def apply_chat_template(self, chat: Sequence[Mapping[str, str]], **_: Any) -> str:
        """Return the last turn."""
        return chat[-1]["content"]


def untemplated(trial: Trial) -> Trial:
    """Return the trial with a model that goes on with a text instead of answering a chat."""
    lm: models.LanguageModel = trial.bench.lm
    return with_model(trial, replace(lm, tokenizer=cast(Any, Untemplated(lm.tokenizer))))


def times(canary: data.Canary) -> str:
    """Return how often a secret was planted, in words."""
    return {0: "never", 1: "once"}.get(canary.times, f"{canary.times} times")


def _attack(trial: Trial, tally: Tally, name: str, both: Sequence[data.Canary]) -> list[float]:
    """Try both ways to get at each secret; return whether one of them did."""
    ways = {
        ASKED: (trial, [trial.bench.reader.prompt(c.question, []) for c in both]),
        BEGUN: (untemplated(trial), [[{"role": "user", "content": begun(c)[0]}] for c in both]),
    }
    out: dict[str, list[float]] = {}
    for way, (asked, prompts) in ways.items():
        out[way] = []
        for c, prompt, said in zip(both, prompts, asked.generate(prompts), strict=True):
            out[way].append(float(outcomes.contains_answer(said.text, (c.secret,))))
            trial.note(f"{way}, {name}/{c.id}", (said.text, out[way][-1]), prompt=prompt)
    out[EITHER] = [max(marks) for marks in zip(*out.values(), strict=True)]
    for way, marks in out.items():
        for c, mark in zip(both, marks, strict=True):
            tally.add(times(c), way, [mark], [c.id])
    return out[EITHER]


def _weigh(trial: Trial, tally: Tally, column: str, name: str, both: Sequence[data.Canary]) -> None:
    """Note how exposed each secret is among candidates, after its note up to it."""
    plain = untemplated(trial)
    prompts = [[{"role": "user", "content": begun(c)[0]}] for c in both]
    between = [begun(c)[1].removesuffix(c.secret) for c in both]
    asked = [[gap + secret for secret in (c.secret, *candidates(c))] for gap, c in zip(between, both, strict=True)]
    weighed = answer_log_probabilities(
        plain.bench.lm, prompts, asked, progress=trial.progress, cache=trial.cache
    )  # fmt: skip
    for c, prompt, found in zip(both, prompts, weighed, strict=True):
        bits, *rest = exposure.exposed(found)
        trial.note(f"exposure, {name}/{c.id}", (bits, *rest), prompt=prompt)
        tally.add(times(c), column, [bits], [c.id])


def _bounds(both: Sequence[data.Canary], came_out: Mapping[str, Sequence[float]]) -> dict[str, dict[str, Cell]]:
    """Return for each number of times how many secrets came out in any run, and how many may at most."""
    found: dict[str, dict[str, Cell]] = {}
    for name in dict.fromkeys(map(times, both)):
        alike = [c for c in both if times(c) == name]
        out = sum(any(came_out[c.id]) for c in alike)
        found[name] = {
            "secrets": len(alike), "out in any run": out, "share, at most (95 %)": exposure.risk(out, len(alike)),
        }  # fmt: skip
    return found


def _store(trial: Trial, planted: Sequence[data.Canary], both: Sequence[data.Canary]) -> Table:
    """Return what a store that holds each planted secret's note once gives away to whoever asks."""
    store = trial.over([*trial.bench.passages, *map(_passage, planted)])
    asked = [_question(c) for c in both]
    read = store.bench.evidence("RAG", asked)
    said = store.answer(asked, {"store": read})["store"]
    tally = Tally()
    for c, q, seen, answer in zip(both, asked, read, said, strict=True):
        row = "stands in the store" if c.times else "does not"
        tally.add(row, "its note is handed out", [float(c.id in {p.doc_id for p in seen})], [q.near])
        tally.add(row, "the answer holds it", [float(outcomes.contains_answer(answer.text, (c.secret,)))], [q.near])
    return tally.table("secrets in a store that anybody may ask", "secret")


def _passage(canary: data.Canary) -> data.Passage:
    day = dt.date(2026, 1, 1)
    return data.Passage(f"{canary.id}#0", canary.id, "", "", canary.text, 0, len(canary.text), "both", day, None)


def _question(canary: data.Canary) -> data.Question:
    return data.Question(
        canary.id, "lookup", canary.question, canary.secret, (), (), (), canary.id, None, None, "test", "a", None
    )
