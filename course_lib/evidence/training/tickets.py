"""What the experiments on the ticket line share: the task as a chat, and how a line is marked."""

import re
from collections.abc import Sequence
from typing import NamedTuple, cast

from course_lib import data
from course_lib.evidence.trial import sample
from course_lib.generate import Message

ASKED = "Write the ticket line for this complaint."
FIELDS = ("number", "category", "priority", "assignee")
_ASKED = 100  # test tickets of the rule that was withdrawn
LONGEST = 40  # tokens: the longest line of the data has 31
_LINE = re.compile(r"Ticket #(?P<number>\d+) - (?P<category>\w+) - (?P<priority>\w+) - Assigned to (?P<assignee>.+)")


class Marks(NamedTuple):
    """How one line was marked, each 0 or 1 but ``fields``.

    Attributes:
        exact: the whole line is the right one.
        formed: it has the form of a ticket line.
        fields: share of the four fields that are right.
    """

    exact: float
    formed: float
    fields: float


def load(split: str) -> list[data.Ticket]:
    """Return the tickets of a split; ``confirm`` are those test tickets that F15's withdrawn rule did not ask."""
    if split != "confirm":
        return data.load_tickets(cast(data.Split, split))
    test = data.load_tickets("test")
    return [ticket for ticket in test if ticket not in sample(test, _ASKED, seed=0)]


def prompt(ticket: data.Ticket) -> list[Message]:
    """Return what the model reads."""
    return [{"role": "user", "content": f"{ASKED}\n\n{ticket.complaint}"}]


def chats(tickets: Sequence[data.Ticket]) -> list[list[Message]]:
    """Return complaints, each with the line to learn."""
    return [[*prompt(ticket), {"role": "assistant", "content": ticket.line}] for ticket in tickets]


def mark(ticket: data.Ticket, written: str) -> Marks:
    """Mark what was written for a complaint, all of it: what follows the line is part of it."""
    formed, right = _LINE.fullmatch(written.strip()) is not None, fields(ticket, written)
    return Marks(float(written.strip() == ticket.line), float(formed), sum(right.values()) / len(right))


def fields(ticket: data.Ticket, written: str) -> dict[str, float]:
    """Return by field 1 if it is right, else 0; of what has not the form of a ticket line, none is."""
    found = _LINE.fullmatch(written.strip())
    return {name: float(found is not None and found[name] == str(getattr(ticket, name))) for name in FIELDS}
