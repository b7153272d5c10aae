"""What the experiments on teaching a form share: one recipe, one way to ask, one way to mark."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property

import numpy as np

from course_lib import data, grammar, prefix
from course_lib.evidence.finding import Contrast, Row
from course_lib.evidence.training import form_prompts, tickets
from course_lib.evidence.training.adapters import BLOCKS, adapted
from course_lib.evidence.trial import TUNED_ON, Trial, sample
from course_lib.generate import Message
from course_lib.stats import estimate
from course_lib.training import Recipe

RANK = 8
LABELS = ("category", "priority", "tenant", "assignee")  # what a labeller decides; the number is copied
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


def mixed(examples: Sequence[data.Ticket], share: float, seed: int) -> list[data.Ticket]:
    """Return examples of which a share have another's label: exchanged at random, each with another of them.

    The number stays the complaint's own. What a field says is as common as before; some examples get by chance what
    they had.
    """
    picks = np.random.default_rng(seed).permutation(len(examples))[: round(share * len(examples))]
    found = list(examples)
    for i, j in zip(picks, np.roll(picks, 1), strict=True):
        found[i] = replace(examples[i], **{name: getattr(examples[j], name) for name in LABELS})
    return found


def wrong_fields(examples: Sequence[data.Ticket], given: Sequence[data.Ticket]) -> float:
    """Return the share of a line's four fields that labels have wrong."""
    pairs = list(zip(examples, given, strict=True))
    wrong = [bool(getattr(a, field) != getattr(b, field)) for a, b in pairs for field in tickets.FIELDS]
    return sum(wrong) / len(wrong)


def to_rank(trial: Trial, n: int) -> list[data.Ticket]:
    """Return tickets of another split, on which arms are ranked; none that a prompt shows."""
    shown = form_prompts.shots(trial.seed)
    return sample([t for t in data.load_tickets(TUNED_ON[trial.split]) if t not in shown], n, trial.seed)


@contextmanager
def taught(trial: Trial, examples: Sequence[data.Ticket], recipe: Recipe) -> Iterator[Trial]:
    """Yield the trial with LoRA on its model, taught the ticket line on complaints."""
    with adapted(trial, tickets.chats(examples), recipe, rank=RANK, last_blocks=BLOCKS) as found:
        yield found


def written(
    trial: Trial, name: str, asked: Sequence[data.Ticket], chats: Sequence[Sequence[Message]] | None = None
) -> list[str]:
    """Let the model write a line for each complaint, from a prompt of its own or the plain one; note each."""
    chats = chats or [tickets.prompt(ticket) for ticket in asked]
    said = prefix.generate(
        trial.bench.lm, chats, max_new_tokens=tickets.LONGEST, progress=trial.progress, cache=trial.cache
    )
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
