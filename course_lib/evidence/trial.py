"""What an experiment is given: questions, a bench and a seed. It cannot tell a lesson from the ledger."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar, cast

import numpy as np

from course_lib import data, generate, likelihood, outcomes
from course_lib.errors import ArgumentError
from course_lib.evidence.bench import Arm, Bench, Order
from course_lib.evidence.decoys import decoys
from course_lib.evidence.finding import Contrast, Finding, Item, Row, Table
from course_lib.evidence.rule import Rule
from course_lib.stats import Estimate, estimate

Thing = TypeVar("Thing")
Prompt = Sequence[generate.Message]
TUNED_ON: dict[str, data.Split] = {"dev": "train", "test": "dev", "confirm": "dev"}


class Labelled(Protocol):
    """A model or an embedder: what a result names."""

    @property
    def label(self) -> str:
        """How results name it."""


@dataclass(frozen=True)
class Answered:
    """One question, what the model read, what it said, and what became of it."""

    question: data.Question
    passages: tuple[data.Passage, ...]
    text: str
    outcome: outcomes.Outcome
    prompt_tokens: int

    @property
    def right(self) -> float:
        """1 for a right answer, else 0."""
        return float(self.outcome == "right")


@dataclass(frozen=True)
class Trial:
    """What goes into one measurement.

    Attributes:
        bench: documents, index and model.
        questions: those of the split.
        n: how many things go in.
        split: whose questions they are; what must be tuned is tuned on another one.
        seed: of every random choice.
        seeds: how many runs with seeds of their own.
        exact: refuse to measure fewer than ``n``.
        strangers: texts from elsewhere that move in where an experiment lets the index grow.
        cache: keep answers, so that an interrupted run goes on where it stopped.
        progress: show bars.
        items: what was measured so far.
    """

    bench: Bench
    questions: Sequence[data.Question]
    n: int
    split: str = "dev"
    seed: int = 0
    seeds: int = 1
    exact: bool = False
    strangers: int = 60_000
    cache: bool = False
    progress: bool = True
    items: list[Item] = field(default_factory=list)

    @classmethod
    def of_rule(cls, rule: Rule, bench: Bench) -> "Trial":
        """Return the trial that a rule of the ledger asks for, neither more nor less."""
        questions = data.load_questions(cast(data.Split, rule.split))
        return cls(
            bench, questions, rule.n, rule.split, rule.seed, rule.seeds,
            exact=True, cache=True,
        )  # fmt: skip

    @classmethod
    def sample(cls, n: int, bench: Bench | None = None, *, seed: int = 0, strangers: int = 2_000) -> "Trial":
        """Return a trial on at most n development questions (or attacks): for looking, not for deciding.

        Facts the model may know have no development split: those that were run first stand in for it.
        """
        return cls(bench or Bench(), data.load_questions("dev"), n, seed=seed, strangers=strangers)

    def over(self, passage_list: Sequence[data.Passage]) -> "Trial":
        """Return this trial over other passages; what it measures goes into the same items."""
        return replace(self, bench=self.bench.over(passage_list))

    def pick(self, things: Sequence[Thing]) -> list[Thing]:
        """Return n of the things at random, in their order; all of them if there are fewer.

        Raises:
            ArgumentError: none are there, or fewer than a rule asks for.
        """
        if not things or (self.exact and len(things) < self.n):
            raise ArgumentError(
                f"Trial.pick: n={self.n} of split {self.split!r}, but there are {len(things)} that fit; "
                "choose a smaller n, or a split that has them"
            )
        return sample(things, self.n, self.seed)

    def tuning_questions(self) -> list[data.Question]:
        """Return questions of another split, for what must be chosen before it is measured."""
        return data.load_questions(TUNED_ON[self.split])

    # ------------------------------------------------------------ asking the model

    def prompts(
        self,
        questions: Sequence[data.Question],
        evidence: Sequence[Sequence[data.Passage]],
        order: Order | None = None,
    ) -> list[Prompt]:
        """Return what the reader asks; its passages in another order than its own if one is given."""
        reader = self.bench.reader if order is None else replace(self.bench.reader, order=order)
        return [reader.prompt(q.question, found) for q, found in zip(questions, evidence, strict=True)]

    def generate(self, prompts: Sequence[Prompt], max_new_tokens: int | None = None) -> list[generate.Generation]:
        """Let the model answer prompts; note what becomes of them with :meth:`note`."""
        limit = max_new_tokens or self.bench.reader.max_new_tokens
        return generate.generate(self.bench.lm, prompts, max_new_tokens=limit, progress=self.progress, cache=self.cache)

    def answer(
        self,
        questions: Sequence[data.Question],
        evidence: Mapping[str, Sequence[Sequence[data.Passage]]],
        prompts: Mapping[str, Sequence[Prompt]] | None = None,
    ) -> dict[str, list[Answered]]:
        """Ask each question in several arms, sort the answers and note them.

        Args:
            questions: the same in every arm.
            evidence: by arm, what the model reads for each question.
            prompts: by arm, prompts of an experiment's own; the reader's else.
        """
        return {arm: self._arm(arm, questions, found, (prompts or {}).get(arm)) for arm, found in evidence.items()}

    def arms(self, names: Sequence[Arm], questions: Sequence[data.Question]) -> dict[str, list[Answered]]:
        """Run arms of the bench on the same questions; the oracle only on those that have an answer."""
        found: dict[str, list[Answered]] = {}
        for name in names:
            asked = [q for q in questions if q.answer or name != "oracle"]
            found |= self.answer(asked, {name: self.bench.evidence(name, asked, self.seed)})
        return found

    def _arm(
        self,
        arm: str,
        questions: Sequence[data.Question],
        evidence: Sequence[Sequence[data.Passage]],
        prompts: Sequence[Prompt] | None,
    ) -> list[Answered]:
        if prompts is None:
            prompts = self.prompts(questions, evidence)
        answered = []
        for q, found, asked, w in zip(questions, evidence, prompts, self.generate(prompts), strict=True):
            outcome = outcomes.judge(q, w.text, found)
            self.note(f"{arm}/{q.id}", (w.text, outcome), prompt=asked, texts=[p.searchable for p in found])
            answered.append(Answered(q, tuple(found), w.text, outcome, w.prompt_tokens))
        return answered

    def log_odds(
        self,
        arm: str,
        questions: Sequence[data.Question],
        evidence: Sequence[Sequence[data.Passage]],
        prompts: Sequence[Prompt] | None = None,
        values: Sequence[Sequence[str]] | None = None,
    ) -> list[float]:
        """Return the log-odds of each right answer against five others of its kind, and note them.

        Args:
            arm: the name under which they are noted.
            questions: of one answer each.
            evidence: what the model reads for each question.
            prompts: an experiment's own; the reader's else.
            values: for each question, another value to look at and then its rivals.
        """
        if prompts is None:
            prompts = self.prompts(questions, evidence)
        weighed = likelihood.answer_log_probabilities(
            self.bench.lm, prompts, values or [[q.answer, *decoys(q)] for q in questions],
            progress=self.progress, cache=self.cache,
        )  # fmt: skip
        odds = [likelihood.log_odds(value, rivals) for value, *rivals in weighed]
        for q, found, asked, mark in zip(questions, evidence, prompts, odds, strict=True):
            self.note(f"log-odds, {arm}/{q.id}", round(mark, 3), prompt=asked, texts=[p.searchable for p in found])
        return odds

    # ------------------------------------------------------------ what was measured

    def note(self, name: str, mark: object, *, prompt: Prompt = (), texts: Iterable[str] = ()) -> None:
        """Note one thing that was measured: a replay finds out whether its prompt, texts and mark are the same."""
        whole = json.dumps([list(prompt), list(texts), mark], ensure_ascii=False, default=str)
        self.items.append(Item(name, hashlib.sha256(whole.encode()).hexdigest()[:16]))

    def contrast(self, one: Sequence[float], other: Sequence[float], clusters: Sequence[object]) -> Contrast:
        """Return the mean difference one minus other over the same things, whole clusters resampled."""
        gains = [a - b for a, b in zip(one, other, strict=True)]
        most = max(1.0, *map(abs, gains))  # log-odds differ by more than marks can
        return Contrast.of(gains, [str(c) for c in clusters], seed=self.seed, bounds=(-most, most))

    def finding(
        self,
        contrast: Contrast,
        *tables: Table,
        by_moderator: Mapping[str, Contrast] | None = None,
        interaction: Contrast | None = None,
        made_with: Sequence[Labelled] = (),
    ) -> Finding:
        """Return what was measured, with its models and the items noted; the next measurement begins without."""
        dtypes = [str(part.dtype) for part in made_with if hasattr(part, "dtype")]
        items = tuple(self.items)
        self.items.clear()
        return Finding(
            contrast, tables, dict(by_moderator or {}), interaction, tuple(part.label for part in made_with),
            dtypes[0] if dtypes else None, items,
        )  # fmt: skip


def sample(things: Sequence[Thing], n: int, seed: int) -> list[Thing]:
    """Return ``n`` of the things at random, in their order; all of them if there are fewer."""
    picks = np.random.default_rng(seed).permutation(len(things))[:n]
    return [things[i] for i in sorted(picks)]


def near(questions: Iterable[data.Question]) -> list[str]:
    """Return the document that each question is about: what is resampled."""
    return [q.near for q in questions]


def share(marks: Iterable[float], questions: Iterable[data.Question]) -> Estimate:
    """Return the mean of marks with its 95 % interval, documents resampled."""
    return estimate([float(mark) for mark in marks], clusters=near(questions))


def right(answered: Iterable[Answered]) -> list[float]:
    """Return 1 for each right answer, else 0."""
    return [a.right for a in answered]


def odds_table(title: str, value: str, odds: Mapping[str, Sequence[float]], clusters: Sequence[str]) -> Table:
    """Return one row an arm: the log-odds of a value against its rivals, and how often it is likelier than they."""
    rows: list[Row] = [
        {
            "prompt": arm,
            "n": len(found),
            f"log-odds of {value}": estimate(found, clusters=clusters),
            "likelier than its rivals": estimate([float(each > 0) for each in found], clusters=clusters),
        }
        for arm, found in odds.items()
    ]
    return Table(title, rows)


def outcome_table(title: str, arms: Mapping[str, Sequence[Answered]]) -> Table:
    """Return one row an arm and kind of question: n and the share of each outcome."""
    rows: list[Row] = []
    every = dict.fromkeys((*outcomes.ANSWERABLE, *outcomes.UNANSWERABLE))
    for kind in ("answerable", "not answerable", *data.QUESTION_KINDS):
        for arm, answered in arms.items():
            part = [a for a in answered if kind in (a.question.kind, _group(a.question))]
            if part:
                asked = [a.question for a in part]
                shares: Row = {name: share([a.outcome == name for a in part], asked) for name in every}
                rows.append({"kind": kind, "arm": arm, "n": len(part), **shares})
    return Table(title, rows)


def _group(question: data.Question) -> str:
    return "answerable" if question.answer else "not answerable"
