"""The brief reader: a model trained to answer in a few words from what it reads, or to say that it does not know.

What it is trained on, and how. Questions, passages and distractors come from train documents and no others, so that it
may be measured on the rest. Source of the form: Zhang et al. (2024), "RAFT", who train with distractors and leave the
answer out of a share of the prompts.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from course_lib import data, rag
from course_lib.errors import ArgumentError
from course_lib.evidence.bench import Bench
from course_lib.generate import Message
from course_lib.outcomes import contains_answer
from course_lib.training import Recipe

Thing = TypeVar("Thing")
NAME = "brief-reader"
RANK = 16
RECIPE = Recipe(steps=150, rate=1e-3, examples=8, together=4)  # 1,200 prompts, each read once
PROMPTS, LACKING = 1200, 0.25  # and the share of them without the answer
PASSAGES = 3  # of half of the prompts; the others have one
POOL = 20  # the nearest passages, among which distractors are looked for
REFUSAL = f"{rag.ABSTENTION}."


class Lesson(NamedTuple):
    """One thing to learn: a question, what is read with it, and what to say.

    Attributes:
        passages: in the order of the prompt.
        answer: the accepted one, or the refusal if no passage gives it.
    """

    question: data.Question
    passages: tuple[data.Passage, ...]
    answer: str


def documents() -> list[data.Document]:
    """Return the documents that train questions are about."""
    asked = data.load_questions("train")
    about = {q.near for q in asked} | {gold.split("#")[0] for q in asked for gold in q.gold}
    return [d for d in data.load_documents() if d.id in about]


def lessons(bench: Bench, count: int = PROMPTS, lacking: float = LACKING, seed: int = 0) -> list[Lesson]:
    """Return what to learn, drawn by a seed; nothing of it is read twice in the same words.

    Half have one passage, half three in random order: what gives the answer, beside the nearest passages that do not.
    Of those without the answer, half are questions that no document answers, as far as there are enough, and half
    questions whose answer is held back.

    Args:
        bench: over :func:`documents`.
        count: how many.
        lacking: the share without the answer.
        seed: of every draw.

    Raises:
        ArgumentError: the bench has other documents, or there are fewer questions than are wanted.
    """
    known = {d.id for d in documents()}
    if others := {p.doc_id for p in bench.passages} - known:
        raise ArgumentError(f"lessons: the bench has {min(others)!r}, which no train question is about; see documents")
    rng = np.random.default_rng(seed)
    first, more, without = _questions()
    ordered = [*_shuffled(first, rng), *_shuffled(more, rng)]
    n_without = round(count * lacking)
    n_with = count - n_without
    unanswered = _shuffled(without, rng)[: n_without // 2]
    held_back = ordered[n_with : count - len(unanswered)]
    if n_with + len(held_back) + len(unanswered) < count or n_with > len(ordered):
        most = len(ordered) + len(without)
        raise ArgumentError(
            f"lessons: count={count}, lacking={lacking:g}, but there are {most} questions; choose fewer"
        )
    found = [
        *_read(bench, ordered[:n_with], rng, gold=True),
        *_read(bench, [*unanswered, *held_back], rng, gold=False),
    ]
    return _shuffled(found, rng)


def chats(bench: Bench, learned: Iterable[Lesson]) -> list[list[Message]]:
    """Return lessons as chats that end with the answer, asked as the bench's reader asks."""
    return [
        [*bench.reader.prompt(one.question.question, one.passages), {"role": "assistant", "content": one.answer}]
        for one in learned
    ]


def _questions() -> tuple[list[data.Question], list[data.Question], list[data.Question]]:
    """Return train questions in their own wording, the same in others, and those that no document answers."""
    asked = data.load_questions("train")
    splits: tuple[data.Split, ...] = ("train", "dev", "test")
    every = [q for split in splits for q in data.load_questions(split, by="wording") if q.split == "train"]
    return [q for q in asked if q.answer], [q for q in every if q.wording != "a"], [q for q in asked if not q.answer]


def _read(bench: Bench, questions: Sequence[data.Question], rng: np.random.Generator, *, gold: bool) -> list[Lesson]:
    """Return each question with what is read; those that need two passages are among those that get three."""
    ordered = sorted(questions, key=lambda q: len(q.facts) < 2)
    latest, found = _latest(), []
    pools = bench.nearest(ordered, POOL) if ordered else []
    for place, (q, pool) in enumerate(zip(ordered, pools, strict=True)):
        size = PASSAGES if 2 * place < len(ordered) else 1
        needed = bench.gold(q) if gold else []
        beside = _distractors(q, pool, bench.gold(q), latest)[: size - len(needed)]
        if len(needed) + len(beside) != size:
            raise ArgumentError(f"lessons: {q.id} has {len(beside)} distractors among the {POOL} nearest passages")
        found.append(Lesson(q, tuple(_shuffled([*needed, *beside], rng)), q.answer if gold else REFUSAL))
    return found


def _distractors(
    question: data.Question, pool: Sequence[data.Passage], gold: Sequence[data.Passage], latest: Mapping[str, str]
) -> list[data.Passage]:
    """Return those of a pool that do not give the answer, nor another version's."""
    about, accepted = {p.doc_id for p in gold}, (question.answer, *question.aliases)
    versions = {latest[doc_id] for doc_id in about}
    return [
        p
        for p in pool
        if p not in gold
        and not contains_answer(p.searchable, accepted)
        and (latest[p.doc_id] not in versions or p.doc_id in about)
    ]


def _latest() -> dict[str, str]:
    """Return for each document the version that replaced it in the end, itself if none did."""
    after = {d.id: d.superseded_by for d in data.load_documents()}

    def last(doc_id: str) -> str:
        following = after[doc_id]
        return last(following) if following else doc_id

    return {doc_id: last(doc_id) for doc_id in after}


def _shuffled(things: Sequence[Thing], rng: np.random.Generator) -> list[Thing]:
    return [things[i] for i in rng.permutation(len(things))]
