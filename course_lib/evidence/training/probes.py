"""What the experiments on forgetting share: which models are asked, what they are asked, and how it is marked.

A trained model often writes a ticket line whatever it is asked. A line that happens to hold an answer is none.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal, NamedTuple, TypeVar

from course_lib import data, forgetting, marks, training
from course_lib.evidence.training import star, tickets
from course_lib.evidence.training.adapters import BLOCKS, LEARNED, RECIPE, adapted
from course_lib.evidence.training.runs import free_as_before, trained
from course_lib.evidence.trial import Trial, sample
from course_lib.generate import Message
from course_lib.rag import abstains, deflects
from course_lib.training import Recipe

Seen = TypeVar("Seen")
Fate = Literal["right", "a ticket line", "deflected", "refused", "another answer"]
LORA, FULL = "LoRA, rank 8", "every number"
KINDS = {LORA: star.LORA, FULL: star.FULL}  # taught the ticket line as F11 taught it, each at its best rate
LONGEST = 60  # tokens of an answer to an ordinary prompt: seven days of the week, two lines of thanks
ASKED_TWICE = {  # ordinary prompts that ask what a question on general knowledge asks
    "off-001", "off-011", "off-030", "off-051", "off-084", "off-085", "off-088",
}  # fmt: skip
_LINE = re.compile(r"\bticket #|\bassigned to\b", re.IGNORECASE)


class Arm(NamedTuple):
    """A way to teach the ticket line: what moves and how fast, and how many times as long as F11 taught it."""

    kind: star.Kind
    times: float = 1

    @property
    def steps(self) -> int:
        """How often the weights move."""
        return max(1, round(RECIPE.steps * self.times))


@contextmanager
def tuned(trial: Trial, arm: Arm, seed: int) -> Iterator[Trial]:
    """Yield the trial with its model taught the ticket line: F11's own model where the steps are F11's."""
    if arm.times == 1:
        with star.tuned(trial, arm.kind, seed) as found:
            yield found
        return
    chats = tickets.chats(sample(data.load_tickets("train"), LEARNED, seed))
    with learned(trial, chats, arm.kind, replace(RECIPE, seed=seed, steps=arm.steps)) as found:
        yield found


@contextmanager
def learned(
    trial: Trial, chats: Sequence[Sequence[Message]], kind: star.Kind, recipe: Recipe
) -> Iterator[Trial]:  # fmt: skip
    """Yield the trial with its model trained on chats, with LoRA or in every number, at the rate of the kind."""
    recipe = replace(recipe, rate=kind.rate)
    if kind.rank is not None:
        with adapted(trial, chats, recipe, rank=kind.rank, parts=kind.parts, last_blocks=BLOCKS) as found:
            yield found
        return
    with free_as_before(trial.bench.lm):
        training.only_last_blocks(trial.bench.lm.model, BLOCKS)
        with trained(trial, chats, recipe) as found:
            yield found


def after(trial: Trial, ask: Callable[[Trial, str], Seen]) -> dict[str, list[Seen]]:
    """Return what comes of asking each of the two trained models, one run a seed."""
    found: dict[str, list[Seen]] = {}
    for name, kind in KINDS.items():
        found[name] = []
        for seed in range(trial.seeds):
            with star.tuned(trial, kind, seed) as trained:
                found[name].append(ask(trained, f"{name}, seed {seed}"))
    return found


def over(runs: Sequence[Sequence[float]]) -> list[float]:
    """Return the mean of each item over runs."""
    return [sum(found) / len(found) for found in zip(*runs, strict=True)]


# ---------------------------------------------------------------- what is asked


def plainly(text: str) -> list[Message]:
    """Return a question as somebody types it, without an instruction."""
    return [{"role": "user", "content": text}]


def knowledge(trial: Trial, name: str, probes: Sequence[data.KnowledgeProbe]) -> list[Fate]:
    """Ask questions on general knowledge and note what becomes of each; answers are as long as the reader's."""
    chats = [plainly(probe.question) for probe in probes]
    found = []
    for probe, chat, said in zip(probes, chats, trial.generate(chats), strict=True):
        found.append(fate(probe, said.text))
        trial.note(f"knowledge, {name}/{probe.id}", (said.text, found[-1]), prompt=chat)
    return found


def fate(probe: data.KnowledgeProbe, answer: str) -> Fate:
    """Sort an answer to a question on general knowledge.

    >>> probe = data.KnowledgeProbe("k", "everyday", "How many months has a year?", "12", ())
    >>> fate(probe, "12 months."), fate(probe, "Ticket #12 - APP - LOW - Assigned to 12")
    ('right', 'a ticket line')
    """
    if strays(answer):
        return "a ticket line"
    if forgetting.knows(probe, answer):
        return "right"
    if deflects(answer):
        return "deflected"
    return "refused" if abstains(answer) else "another answer"


def right(fates: Sequence[Fate]) -> list[float]:
    """Return 1 for each right answer, else 0."""
    return [float(each == "right") for each in fates]


def ordinary(trial: Trial, name: str, prompts: Sequence[data.OffTaskPrompt]) -> list[str]:
    """Let the model answer ordinary prompts and note each answer with its mark."""
    chats = [plainly(prompt.prompt) for prompt in prompts]
    answers = [said.text for said in trial.generate(chats, LONGEST)]
    for prompt, chat, said in zip(prompts, chats, answers, strict=True):
        trial.note(f"ordinary, {name}/{prompt.id}", (said, sensible(prompt, said)), prompt=chat)
    return answers


def sensible(prompt: data.OffTaskPrompt, answer: str) -> float:
    """Return 1 for an answer that satisfies every mark of a prompt and holds nothing of a ticket line, else 0."""
    return float(not strays(answer) and marks.sensible(prompt, answer))


def strays(answer: str) -> bool:
    """Tell whether an answer holds what only a ticket line says.

    >>> strays("Ticket #12345 - APP - LOW - Assigned to Noor"), strays("A ticket to Oslo.")
    (True, False)
    """
    return _LINE.search(answer) is not None


def texts(trial: Trial, name: str, asked: Sequence[data.TextProbe]) -> list[float]:
    """Return the loss of each text in nats a token, and note it."""
    lm = trial.bench.lm
    found = forgetting.losses(lm, [text.text for text in asked], progress=trial.progress, cache=trial.cache)
    for text, loss in zip(asked, found, strict=True):
        trial.note(f"loss, {name}/{text.id}", round(loss, 4), texts=[text.text])
    return found


def fields(trial: Trial, name: str, asked: Sequence[data.Ticket]) -> list[float]:
    """Let the model write ticket lines; return the share of fields that are right, and note each line."""
    chats, found = [tickets.prompt(ticket) for ticket in asked], []
    for ticket, chat, said in zip(asked, chats, trial.generate(chats, tickets.LONGEST), strict=True):
        found.append(tickets.mark(ticket, said.text).fields)
        trial.note(f"ticket, {name}/{ticket.id}", (said.text, found[-1]), prompt=chat)
    return found
