"""What the experiments on teaching a form share: one recipe, one way to ask, one way to mark."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property

import numpy as np

from course_lib import data, grammar
from course_lib.evidence.finding import Contrast, Row
from course_lib.evidence.training import form_prompts, tickets
from course_lib.evidence.training.adapters import BLOCKS, adapted
from course_lib.evidence.trial import Trial, sample
from course_lib.generate import Message
from course_lib.stats import estimate
from course_lib.training import Recipe, labelled, order

RANK = 8
HEADS = {"exact": "line right", "formed": "well-formed", "fields": "fields right", **{f: f for f in tickets.FIELDS}}


class Lines:
    """What one arm wrote for complaints, in one run a seed.

    Args:
        asked: the complaints.
        runs: by seed, a line a complaint.
    """

    def __init__(self, asked: Sequence[data.Ticket], runs: Sequence[Sequence[str]]) -> None:
        self.asked, self.runs = list(asked), [list(run) for run in runs]

    @cached_property
    def marks(self) -> list[list[dict[str, float]]]:
        """By seed and complaint, every mark by its name in ``HEADS``."""
        return [[every(*pair) for pair in zip(self.asked, run, strict=True)] for run in self.runs]

    def of(self, mark: str) -> list[float]:
        """Return one mark of each complaint, mean over the seeds."""
        return [sum(each[mark] for each in found) / len(found) for found in zip(*self.marks, strict=True)]

    def score(self) -> tuple[float, float]:
        """Return what arms are ranked by: lines right, and where these are as many, fields right."""
        return sum(self.of("exact")), sum(self.of("fields"))

    def row(self, name: str) -> Row:
        """Return the arm's row of a table."""
        clusters = [ticket.id for ticket in self.asked]
        means = {head: estimate(self.of(mark), clusters=clusters) for mark, head in HEADS.items()}
        return {"arm": name, "n": len(self.asked), "seeds": len(self.runs), **means}

    def spread(self) -> Row:
        """Return the fields right of the worst and of the best seed."""
        means = [sum(each["fields"] for each in run) / len(run) for run in self.marks]
        return {"worst seed": min(means), "best seed": max(means)}


def every(ticket: data.Ticket, written: str) -> dict[str, float]:
    """Return every mark of a line by its name in ``HEADS``."""
    return tickets.mark(ticket, written)._asdict() | tickets.fields(ticket, written)


def minus(trial: Trial, one: Lines, other: Lines, mark: str) -> Contrast:
    """Return the mean difference of a mark over the same complaints, complaints resampled."""
    return trial.contrast(one.of(mark), other.of(mark), [ticket.id for ticket in one.asked])


def learned(n: int, seed: int) -> list[data.Ticket]:
    """Return complaints to learn from; of one seed, few are among many."""
    return sample(data.load_tickets("train"), n, seed)


def mixed(examples: Sequence[data.Ticket], share: float, fields: Sequence[str], seed: int) -> list[data.Ticket]:
    """Return examples of which a share have fields of others: exchanged at random, each with another of them.

    What a field says is as common as before; some examples get by chance what they had.
    """
    picks = np.random.default_rng(seed).permutation(len(examples))[: round(share * len(examples))]
    found = list(examples)
    for i, j in zip(picks, np.roll(picks, 1), strict=True):
        found[i] = replace(examples[i], **{field: getattr(examples[j], field) for field in fields})
    return found


def tokens(trial: Trial, examples: Sequence[data.Ticket], recipe: Recipe) -> int:
    """Return how many tokens a training run reads."""
    lengths = [len(labelled(trial.bench.lm, chat).ids) for chat in tickets.chats(examples)]
    return sum(lengths[i] for step in order(lengths, recipe) for i in step)


@contextmanager
def taught(trial: Trial, examples: Sequence[data.Ticket], recipe: Recipe, blocks: int = BLOCKS) -> Iterator[Trial]:
    """Yield the trial with its model taught the ticket line on complaints."""
    with adapted(trial, tickets.chats(examples), recipe, rank=RANK, last_blocks=blocks) as found:
        yield found


def written(
    trial: Trial, name: str, asked: Sequence[data.Ticket], chats: Sequence[Sequence[Message]] | None = None
) -> list[str]:
    """Let the model write a line for each complaint, from a prompt of its own or the plain one; note each."""
    chats = chats or [tickets.prompt(ticket) for ticket in asked]
    said = [each.text for each in trial.generate(chats, tickets.LONGEST)]
    return noted(trial, name, asked, said, chats)


def chosen(
    trial: Trial, name: str, asked: Sequence[data.Ticket], chats: Sequence[Sequence[Message]] | None = None
) -> list[str]:
    """Let the model choose among the lines that each complaint allows; note each."""
    chats = chats or [tickets.prompt(ticket) for ticket in asked]
    forms = [form_prompts.form(ticket) for ticket in asked]
    said = grammar.write(trial.bench.lm, chats, forms, progress=trial.progress, cache=trial.cache)
    return noted(trial, name, asked, said, chats)


def noted(
    trial: Trial,
    name: str,
    asked: Sequence[data.Ticket],
    said: Sequence[str],
    chats: Sequence[Sequence[Message]] | None = None,
) -> list[str]:
    """Note lines under an arm's name, with their prompts if a model read one."""
    for ticket, line, chat in zip(asked, said, chats or [()] * len(asked), strict=True):
        trial.note(f"{name}/{ticket.id}", (line, *every(ticket, line).values()), prompt=chat)
    return list(said)
