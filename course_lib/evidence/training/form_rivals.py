"""Who else writes ticket lines: the constant answer, a copy of the nearest example, and a classifier in ten lines."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from course_lib import data

_ALONE = re.compile(r"(?<![\w-])\d{5}(?![\w-])")  # a serial number has a dash, an order more digits
_DIGITS = re.compile(r"\d{5}")
_FIELDS = ("category", "priority", "tenant")


def number(complaint: str) -> str:
    """Return the first five digits that stand alone, or else the first five in a row."""
    found = _ALONE.search(complaint) or _DIGITS.search(complaint)
    return found[0] if found else ""


def line(complaint: str, category: str, priority: str, assignee: str) -> str:
    """Return the ticket line of these fields, with the number that the complaint seems to give."""
    return f"Ticket #{number(complaint)} - {category} - {priority} - Assigned to {assignee}"


def constant(examples: Sequence[data.Ticket], asked: Sequence[data.Ticket]) -> list[str]:
    """Return for each complaint the commonest category, priority and name of the examples: the floor."""
    fields = ("category", "priority", "assignee")
    common = [Counter(getattr(t, field) for t in examples).most_common(1)[0][0] for field in fields]
    return [line(ticket.complaint, *common) for ticket in asked]


def copied(nearest: Sequence[data.Ticket], asked: Sequence[data.Ticket]) -> list[str]:
    """Return for each complaint what the example says that a search found for it, with the complaint's own number."""
    pairs = zip(asked, nearest, strict=True)
    return [line(ticket.complaint, found.category, found.priority, found.assignee) for ticket, found in pairs]


def classified(examples: Sequence[data.Ticket], asked: Sequence[data.Ticket]) -> list[str]:
    """Return the lines of three classifiers on stretches of letters: category, priority and brand.

    The name is the one that the examples give most often to a category and brand, or to the brand where none has both.
    How the letters are weighed was chosen on dev tickets.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    known = letters.fit_transform([ticket.complaint for ticket in examples])
    new = letters.transform([ticket.complaint for ticket in asked])
    guessed = {}
    for field in _FIELDS:
        labels = [getattr(ticket, field) for ticket in examples]
        only = len(set(labels)) == 1  # a classifier of one class cannot be fitted
        guessed[field] = labels[:1] * len(asked) if only else (
            LogisticRegression(C=10, max_iter=2000).fit(known, labels).predict(new).tolist()
        )  # fmt: skip
    desks, brands = defaultdict[tuple[str, str], Counter[str]](Counter), defaultdict[str, Counter[str]](Counter)
    for ticket in examples:
        desks[ticket.category, ticket.tenant][ticket.assignee] += 1
        brands[ticket.tenant][ticket.assignee] += 1
    found = []
    for ticket, category, priority, brand in zip(asked, *(guessed[field] for field in _FIELDS), strict=True):
        names = desks.get((category, brand)) or brands[brand]
        found.append(line(ticket.complaint, category, priority, names.most_common(1)[0][0]))
    return found
