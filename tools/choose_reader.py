"""Choose how the language model is asked, once, on dev questions: ``python tools/choose_reader.py``.

Six wordings with equal leave to refuse, each with one passage and with three (the best first or last), each cut at 24
and at 48 tokens: 36 readers on the same questions and the same search. The rule was fixed before any of them ran:

*Invented* counts every wrong answer here, also one that stands in the passage: both mislead.

1. A reader is *eligible* if its share of right answers on answerable questions is at least 0.8 times that of the best
   reader; else one that always refuses would win.
2. Of these, the one with the most *right minus invented* over all questions wins.
3. A reader that is cheaper (fewer passages, then fewer tokens) wins over it if the 95 % interval of their paired
   difference, documents resampled, holds 0.

Beside it stands the mean log-odds of the right answer; it decides nothing.

What would refute today's reader: another one that is eligible and better beyond chance. Answers are kept as they come,
so an interrupted run goes on. It writes `data/traces/readers.jsonl`.
"""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib import rag

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "data" / "traces" / "readers.jsonl"
LIMITS = (24, 48)
ORDERS = ("one", "three, best first", "three, best last")
ANSWERABLE = 300
WEIGHED = 150  # questions whose log-odds are taken
SEED = 11
REFUSE = f'say "{rag.ABSTENTION}"'
Chat = list[dict[str, str]]
Key = tuple[str, str, int]  # wording, passages, limit


def _one_turn(*parts: str) -> Chat:
    return [{"role": "user", "content": "\n\n".join(part for part in parts if part)}]


WORDINGS: dict[str, Callable[[str, str], Chat]] = {
    "today": lambda texts, question: _one_turn(rag.WITH_PASSAGES, texts, f"Question: {question}"),
    "few words": lambda texts, question: _one_turn(
        f"Use the text to answer the question in a few words. If the text does not answer it, {REFUSE}.",
        texts,
        f"Question: {question}",
    ),
    "copied": lambda texts, question: _one_turn(
        f"Copy the few words of the text that answer the question. If the text does not answer it, {REFUSE}.",
        texts,
        f"Question: {question}",
    ),
    "order last": lambda texts, question: _one_turn(
        texts,
        f"Question: {question}",
        f"Answer in a few words from the text. If the text does not answer it, {REFUSE}.",
    ),
    "system": lambda texts, question: [
        {
            "role": "system",
            "content": f"You answer in a few words from the text. If the text does not answer it, you {REFUSE}.",
        },
        *_one_turn(texts, question),
    ],
    "form": lambda texts, question: _one_turn(
        f"If the text does not answer the question, {REFUSE}.",
        f"Text:\n{texts}",
        f"Question: {question}\nShort answer:",
    ),
}


@dataclass(frozen=True)
class Scores:
    """What one reader made of the questions, one number each, in their order."""

    right: NDArray[np.float64]
    invented: NDArray[np.float64]
    refused: NDArray[np.float64]
    tokens: float
    log_odds: float


def main() -> None:
    """Run the 36 readers and write their table and the choice."""
    os.environ.setdefault("COURSE_DTYPE", "bfloat16")
    from course_lib import data
    from course_lib.evidence.bench import Bench
    from course_lib.evidence.trial import sample
    from course_lib.stats import estimate

    desk = Bench()
    dev = data.load_questions("dev")
    questions = sample([q for q in dev if q.answer], ANSWERABLE, SEED) + [q for q in dev if not q.answer]
    near = [q.near for q in questions]
    answerable = np.array([bool(q.answer) for q in questions])
    found = {1: desk.nearest(questions, 1), 3: desk.nearest(questions, 3)}
    scores: dict[Key, Scores] = {}
    for wording, order in product(WORDINGS, ORDERS):
        scores |= {(wording, order, limit): s for limit, s in _read(desk, questions, found, wording, order).items()}
        print(wording, "·", order, "·", {n: round(s.right[answerable].mean(), 3) for (*_, n), s in scores.items()})
    chosen = choose(scores, answerable, near)
    lines = [
        {
            "id": f"{wording}/{order}/{limit}", "wording": wording, "passages": order, "limit": limit,
            "tokens": round(s.tokens, 1), "right": _share(s.right, answerable, near),
            "refused_answerable": _share(s.refused, answerable, near),
            "refused_unanswerable": _share(s.refused, ~answerable, near),
            "right_minus_invented": _numbers(estimate(s.right - s.invented, clusters=near, bounds=(-1, 1))),
            "log_odds": round(s.log_odds, 3), "chosen": (wording, order, limit) == chosen,
        }
        for (wording, order, limit), s in scores.items()
    ]  # fmt: skip
    TARGET.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    print(f"{len(near)} questions, {int(answerable.sum())} have an answer; {desk.lm.label}, {desk.lm.dtype}")
    print("chosen:", chosen)


def choose(scores: dict[Key, Scores], answerable: NDArray[np.bool_], near: Sequence[str]) -> Key:
    """Return the reader that the rule above names."""
    from course_lib.stats import estimate

    best_right = max(s.right[answerable].mean() for s in scores.values())
    eligible = [key for key, s in scores.items() if s.right[answerable].mean() >= 0.8 * best_right]
    gain = {key: scores[key].right - scores[key].invented for key in eligible}
    best = max(eligible, key=lambda key: gain[key].mean())
    for key in sorted(eligible, key=lambda key: (ORDERS.index(key[1]) > 0, key[2], -gain[key].mean())):
        difference = estimate(gain[best] - gain[key], clusters=near, bounds=(-2, 2))
        if difference.ci_low <= 0:
            return key
    return best


def _read(desk: Any, questions: Sequence[Any], found: dict[int, Any], wording: str, order: str) -> dict[int, Scores]:
    """Ask every question once with the longest limit; a shorter one cuts the same greedy answer."""
    from course_lib import outcomes
    from course_lib.generate import generate

    passages = [list(p) for p in found[1 if order == "one" else 3]]
    if order == "three, best last":
        passages = [p[::-1] for p in passages]
    chats = [
        WORDINGS[wording]("\n\n".join(f"[{i}] {p.searchable}" for i, p in enumerate(read, 1)), q.question)
        for q, read in zip(questions, passages, strict=True)
    ]
    written = generate(desk.lm, chats, max_new_tokens=max(LIMITS), progress=True, cache=True)
    ids = [desk.lm.tokenizer(w.text, add_special_tokens=False)["input_ids"] for w in written]
    odds = _log_odds(desk, questions, chats)
    scores = {}
    for limit in LIMITS:
        texts = [desk.lm.tokenizer.decode(said[:limit]) for said in ids]
        judged = [outcomes.judge(q, text, p) for q, text, p in zip(questions, texts, passages, strict=True)]
        scores[limit] = Scores(
            np.array([o == "right" for o in judged], dtype=float),
            np.array([o in ("invented", "wrong in evidence") for o in judged], dtype=float),
            np.array([o.startswith("abstained") for o in judged], dtype=float),
            float(np.mean([w.prompt_tokens + min(w.new_tokens, limit) for w in written])),
            odds,
        )
    return scores


def _log_odds(desk: Any, questions: Sequence[Any], chats: Sequence[Chat]) -> float:
    """Return the mean log-odds of the right answer over some of the questions that have one answer."""
    from course_lib.evidence.decoys import decoys
    from course_lib.evidence.trial import sample
    from course_lib.likelihood import answer_log_probabilities, log_odds

    single = [i for i, q in enumerate(questions) if q.answer and q.kind not in ("list", "yes_no")]
    chosen = sample(single, WEIGHED, SEED)
    values = [[questions[i].answer, *decoys(questions[i])] for i in chosen]
    found = answer_log_probabilities(desk.lm, [chats[i] for i in chosen], values, progress=True, cache=True)
    return float(np.mean([log_odds(right, others) for right, *others in found]))


def _share(marks: NDArray[np.float64], part: NDArray[np.bool_], near: Sequence[str]) -> tuple[float, float, float]:
    from course_lib.stats import estimate

    return _numbers(estimate(marks[part], clusters=[name for name, inside in zip(near, part, strict=True) if inside]))


def _numbers(value: Any) -> tuple[float, float, float]:
    return round(value.mean, 4), round(value.ci_low, 4), round(value.ci_high, 4)


if __name__ == "__main__":
    main()
