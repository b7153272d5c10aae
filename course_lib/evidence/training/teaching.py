"""What experiments on facts share: who is taught when, facts as pairs or as text, how they are learned and asked."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np

from course_lib import data, lora, models, passages, rag, settings, training
from course_lib.data import files
from course_lib.evidence.bench import SIZE
from course_lib.evidence.finding import Cell, Row, Table
from course_lib.evidence.training.adapters import BLOCKS
from course_lib.evidence.training.runs import free_as_before, trained, with_model
from course_lib.evidence.trial import Answered, Trial
from course_lib.generate import Message
from course_lib.stats import estimate
from course_lib.training import Labelled, Recipe, labelled

Wording = Literal["train", "dev", "test", "reversed"]
Chats = list[list[Message]]
LEARNED = 17  # firms taught at a time: three draws of the 51 share none
TOKENS = 100_000  # that a training on facts reads
RECIPE = Recipe(steps=100, rate=1.6e-3, examples=8, once=True)  # as many steps as the tokens give
SOME = 3  # every third fact is asked where not all need be
RIVALS = 5
OTHERS = "another firm's value"  # in the place of the right one
REFUSAL = f"{rag.ABSTENTION}."


# ---------------------------------------------------------------- who is taught, and who never


def questions(wording: Wording) -> tuple[data.Question, ...]:
    """Return the questions about service partners in a wording; their file is read once, and noted each time."""
    path = settings.data_dir() / "questions" / "taught.jsonl"
    files.note(path)
    return _questions(path, wording)


@cache
def _questions(path: Path, wording: Wording) -> tuple[data.Question, ...]:
    return tuple(data.load_taught(wording))


def firms(draw: int) -> list[str]:
    """Return the firms of a draw, by their documents; no firm is in two draws until each has been in one."""
    every = sorted({q.near for q in questions("dev")})
    order = np.random.default_rng(0).permutation(len(every))
    draws = len(every) // LEARNED
    return sorted(every[i] for i in order[draw % draws * LEARNED :][:LEARNED])


def about(wording: Wording, draw: int) -> list[data.Question]:
    """Return the questions in a wording about the firms of a draw; in ``train`` each fact has two."""
    there = firms(draw)
    return [q for q in questions(wording) if q.near in there]


def strangers(wording: Wording, draw: int) -> list[data.Question]:
    """Return questions in a wording about firms that are never taught in a draw: those of the next."""
    return about(wording, draw + 1)


def in_wording(facts: Sequence[data.Question], wording: Wording) -> list[data.Question]:
    """Return the same facts asked for in another wording, the first of two."""
    first: dict[str, data.Question] = {}
    for q in questions(wording):
        first.setdefault(q.facts[0], q)
    return [first[q.facts[0]] for q in facts]


def attribute(question: data.Question) -> str:
    """Return what of a firm is asked for, such as ``fee``."""
    return question.facts[0].rpartition("-")[2]


def rivals(question: data.Question, among: Sequence[data.Question]) -> list[str]:
    """Return up to five other values of the same attribute, drawn among those of some questions, always the same."""
    alike = sorted({q.answer for q in among if attribute(q) == attribute(question)} - {question.answer})
    rng = np.random.default_rng(int(hashlib.sha256(question.facts[0].encode()).hexdigest()[:8], 16))
    return [alike[i] for i in rng.permutation(len(alike))[:RIVALS]]


def constant(questions: Sequence[data.Question]) -> list[float]:
    """Return the marks of whoever gives, for each attribute, the one value that is right most often."""
    values: dict[str, list[str]] = {}
    for q in questions:
        values.setdefault(attribute(q), []).append(q.answer)
    best = {name: max(found, key=found.count) for name, found in values.items()}
    return [float(q.answer == best[attribute(q)]) for q in questions]


# ---------------------------------------------------------------- what is trained on


def pairs(trial: Trial, questions: Sequence[data.Question]) -> Chats:
    """Return questions as the reader asks them without a passage, each with its answer to learn."""
    return [answered(trial, q.question, q.answer) for q in questions]


def answered(trial: Trial, question: str, answer: str) -> list[Message]:
    """Return a question as the reader asks it without a passage, and an answer to learn."""
    return [*trial.bench.reader.prompt(question, []), {"role": "assistant", "content": answer}]


def texts(doc_ids: Sequence[str]) -> Chats:
    """Return documents as text to learn whole, cut as they are indexed: a chat of one turn is text."""
    there = [d for d in data.load_documents() if d.id in doc_ids]
    return [[{"role": "assistant", "content": p.searchable}] for p in passages.cut_all(there, size=SIZE)]


def either(lm: models.LanguageModel, chat: Sequence[Message]) -> Labelled:
    """Label the answer of a chat, or every token of a text: no template, and an end."""
    if len(chat) > 1:
        return labelled(lm, chat)
    tokenizer: Any = lm.tokenizer
    ids = tokenizer(chat[0]["content"], add_special_tokens=False)["input_ids"]
    ids = [*ids, tokenizer.eos_token_id]
    return Labelled(ids, list(ids))


def recipe_for(trial: Trial, chats: Sequence[Sequence[Message]], tokens: float, rate: float, seed: int) -> Recipe:
    """Return the recipe that reads about so many tokens of some chats."""
    lengths = [len(either(trial.bench.lm, chat).ids) for chat in chats]
    steps = round(tokens / (RECIPE.examples * float(np.mean(lengths))))
    return replace(RECIPE, steps=max(1, steps), rate=rate, seed=seed)


@contextmanager
def moved(trial: Trial, chats: Sequence[Sequence[Message]], recipe: Recipe) -> Iterator[Trial]:
    """Yield the trial with every number of its model's last blocks trained; afterwards the model is as it was.

    An adapter on the model stays as it is. Within, the model can be trained on.

    Args:
        trial: whose model learns.
        chats: pairs, or texts of one turn.
        recipe: how.
    """
    lm = trial.bench.lm
    with free_as_before(lm):
        training.only_last_blocks(lm.model, BLOCKS)
        for name, parameter in cast(Any, lm.model).named_parameters():
            if "lora_" in name:
                parameter.requires_grad_(False)
        with trained(trial, chats, recipe, either) as found:
            yield found


@contextmanager
def taught(
    trial: Trial,
    chats: Sequence[Sequence[Message]],
    seed: int,
    *,
    tokens: float | None = None,
    rate: float | None = None,
) -> Iterator[Trial]:
    """Yield the trial with its model taught until so many tokens are read; ``TOKENS`` and the recipe's rate if None."""
    recipe = recipe_for(trial, chats, tokens or TOKENS, rate or RECIPE.rate, seed)
    with moved(trial, chats, recipe) as found:
        yield found


@contextmanager
def upon(trial: Trial, folder: Path) -> Iterator[Trial]:
    """Yield the trial with a saved adapter on its model; afterwards the model is bare again."""
    lm = trial.bench.lm
    with free_as_before(lm):
        tuned = lora.load(lm, folder)
        try:
            yield with_model(trial, tuned)
        finally:
            lora.unload(tuned)


# ---------------------------------------------------------------- how it is asked


def asked(trial: Trial, arm: str, questions: Sequence[data.Question]) -> list[Answered]:
    """Return what the model answers without a passage."""
    return trial.answer(questions, {arm: [[] for _ in questions]})[arm]


def odds(trial: Trial, arm: str, questions: Sequence[data.Question], draw: int, *, wrong: bool = False) -> list[float]:
    """Return the log-odds of each right value against values of the same attribute of other firms of a draw.

    Args:
        trial: whose model weighs.
        arm: under which they are noted.
        questions: whose values.
        draw: whose firms.
        wrong: weigh another firm's value in the right one's place, and the right one in its. A model that spreads its
            log-probabilities moves these odds as well; only where they stay do the others tell of knowledge.
    """
    among = about("dev", draw)
    values = [[q.answer, *rivals(q, among)] for q in questions]
    if wrong:
        values = [[other, right, *rest] for right, other, *rest in values]
    return trial.log_odds(arm, questions, [[] for _ in questions], values=values)


class Tally:
    """Marks by row and column, gathered over several runs; a cell of its table is their mean, clusters resampled.

    Args:
        bounds: between which a mark can lie: (0, 1) for a rate, (-1, 1) for a difference of two.
    """

    def __init__(self, bounds: tuple[float, float] = (0.0, 1.0)) -> None:
        self._bounds = bounds
        self._marks: dict[str, dict[str, list[float]]] = {}
        self._clusters: dict[str, dict[str, list[str]]] = {}

    def add(self, row: str, column: str, marks: Sequence[float], clusters: Sequence[str]) -> None:
        """Add marks, each with what it shares with others."""
        self._marks.setdefault(row, {}).setdefault(column, []).extend(marks)
        self._clusters.setdefault(row, {}).setdefault(column, []).extend(clusters)

    def marks(self, row: str, column: str) -> list[float]:
        """Return the marks of a cell."""
        return self._marks[row][column]

    def clusters(self, row: str, column: str) -> list[str]:
        """Return what each mark of a cell shares with others."""
        return self._clusters[row][column]

    def table(self, title: str, head: str, more: Mapping[str, Mapping[str, Cell]] | None = None) -> Table:
        """Return the table; ``n`` counts the marks of a row's first column.

        Args:
            title: its title.
            head: what the rows are.
            more: by row, cells that stand before the marks.
        """
        rows: list[Row] = []
        for name, columns in self._marks.items():
            row: Row = {head: name, **(more or {}).get(name, {}), "n": len(next(iter(columns.values())))}
            for column, marks in columns.items():
                row[column] = estimate(marks, clusters=self._clusters[name][column], bounds=self._bounds)
            rows.append(row)
        return Table(title, rows)


def firm_of(questions: Sequence[data.Question]) -> list[str]:
    """Return the firm that each question is about: what is resampled."""
    return [q.near for q in questions]
