"""How a ticket line is asked for without training: plain, with rules, with examples, with what a search finds, by form.

Every prompt ends with the complaint and its task, as in training. What a prompt shows comes from complaints to train
on or from the documents of the corpus.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal, get_args

import numpy as np

from course_lib import data, rag
from course_lib.data.records import Category, Priority
from course_lib.evidence.training import tickets
from course_lib.evidence.trial import Trial
from course_lib.generate import Message

SHOTS = 4  # examples in a prompt
NEAR = 4  # passages of the corpus in a prompt
SHAPE = "A ticket line has this form: Ticket #NUMBER - CATEGORY - PRIORITY - Assigned to NAME"
READ = "Understood. I write one ticket line for each complaint, and nothing else."
RULES = ("proc-ticket-rules", "proc-roster-2026")  # documents: what each field follows from
Prompted = Literal[
    "zero-shot", "full rules", "few-shot in one message", "few-shot as chat turns", "few-shot + lists",
    "few-shot + rules",
]  # fmt: skip
Retrieved = Literal["passages of the rules", "nearest examples"]
PROMPTED: tuple[Prompted, ...] = get_args(Prompted)
RETRIEVED: tuple[Retrieved, ...] = get_args(Retrieved)
FEW: Prompted = "few-shot as chat turns"
_DIGITS = re.compile(r"(?<!\d)\d{5}(?!\d)")


def shots(seed: int) -> list[data.Ticket]:
    """Return examples for a prompt: drawn at random, no two of one category."""
    train = data.load_tickets("train")
    drawn = [train[i] for i in np.random.default_rng(seed).permutation(len(train))]
    first = {ticket.category: ticket for ticket in reversed(drawn)}
    return [ticket for ticket in drawn if first[ticket.category] is ticket][:SHOTS]


@cache
def page(name: str) -> data.Document:
    """Return a document of the corpus; all are read anew from their files to find it, so it is remembered."""
    return next(document for document in data.load_documents() if document.id == name)


def rules() -> str:
    """Return the documents that say what each field follows from."""
    return "\n\n".join(f"{page(name).title}\n{page(name).body}" for name in RULES)


def lists() -> str:
    """Return the form, and the values that its fields may take."""
    return "\n".join(
        (
            SHAPE,
            "NUMBER is the five-digit case number in the complaint.",
            f"CATEGORY is one of: {', '.join(get_args(Category))}.",
            f"PRIORITY is one of: {', '.join(get_args(Priority))}.",
            f"NAME is one of: {', '.join(roster())}.",
        )
    )


def prompts(trial: Trial, arm: Prompted | Retrieved, asked: Sequence[data.Ticket]) -> list[list[Message]]:
    """Return what the model reads in an arm of ``PROMPTED`` or ``RETRIEVED``, one chat a complaint."""
    some = shots(trial.seed)
    if arm == "passages of the rules":
        found = _passages(trial, asked)
        return [before(f"{text}\n\n{lists()}", tickets.prompt(t)) for t, text in zip(asked, found, strict=True)]
    if arm == "nearest examples":
        return [[*_turns(near), *tickets.prompt(t)] for t, near in zip(asked, alike(trial, asked), strict=True)]
    make: dict[Prompted | Retrieved, Callable[[data.Ticket], list[Message]]] = {
        "zero-shot": lambda t: before(lists(), tickets.prompt(t)),
        "full rules": lambda t: before(f"{rules()}\n\n{SHAPE}", tickets.prompt(t)),
        "few-shot in one message": lambda t: before(_crammed(some), tickets.prompt(t)),
        "few-shot as chat turns": lambda t: [*_turns(some), *tickets.prompt(t)],
        "few-shot + lists": lambda t: [*_told(lists()), *_turns(some), *tickets.prompt(t)],
        "few-shot + rules": lambda t: [*_told(rules()), *_turns(some), *tickets.prompt(t)],
    }
    return [make[arm](ticket) for ticket in asked]


def before(text: str, chat: Sequence[Message]) -> list[Message]:
    """Return a chat with a text ahead of its first message."""
    first, *rest = chat
    return [{**first, "content": f"{text}\n\n{first['content']}"}, *rest]


def alike(trial: Trial, asked: Sequence[data.Ticket]) -> list[list[data.Ticket]]:
    """Return for each complaint the nearest other ones to train on, the nearest last: next to the question."""
    train, encode = data.load_tickets("train"), trial.bench.encoder.encode
    held = encode([ticket.complaint for ticket in train], cache=True)
    scores = encode([ticket.complaint for ticket in asked], cache=True) @ held.T
    found = []
    for ticket, row in zip(asked, scores, strict=True):
        order = [train[i] for i in np.argsort(-row, kind="stable") if train[i].id != ticket.id]
        found.append(order[:SHOTS][::-1])
    return found


def form(ticket: data.Ticket) -> list[list[str]]:
    """Return the lines that a complaint allows: a number that stands in it, and what rules and roster know."""
    numbers = list(dict.fromkeys(_DIGITS.findall(ticket.complaint)))
    known = (get_args(Category), get_args(Priority), roster())
    categories, priorities, people = ([f" {text}" for text in texts] for texts in known)
    return [["Ticket #"], numbers, [" -"], categories, [" -"], priorities, [" - Assigned to"], people]


def roster() -> list[str]:
    """Return the names of the roster in force."""
    rows = re.findall(r"^\| ([A-Z]+) \| (.+?) \| (.+?) \|$", page(RULES[1]).body, re.MULTILINE)
    return [name for _, *names in rows for name in names]


def _told(text: str) -> list[Message]:
    """Return a text and a turn that takes note of it, so that the examples after it stay turns of their own."""
    return [{"role": "user", "content": text}, {"role": "assistant", "content": READ}]


def _turns(examples: Sequence[data.Ticket]) -> list[Message]:
    return [message for chat in tickets.chats(examples) for message in chat]


def _crammed(examples: Sequence[data.Ticket]) -> str:
    return "\n\n".join(f"Complaint: {ticket.complaint}\nTicket line: {ticket.line}" for ticket in examples)


def _passages(trial: Trial, asked: Sequence[data.Ticket]) -> list[str]:
    """Return for each complaint the nearest passages of what holds since the newest document came, as one text."""
    bench, texts = trial.bench, [ticket.complaint for ticket in asked]
    today = max(passage.effective for passage in bench.passages)
    found = []
    for text, vector in zip(texts, bench.encoder.encode(texts, cache=True), strict=True):
        hits = rag.retrieve(bench.index, rag.Query(text, vector, on=today), NEAR)
        found.append("\n\n".join(hit.passage.searchable for hit in hits))
    return found
