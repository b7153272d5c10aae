"""Does training need compute, time and labelled data? What hundreds of labels buy beyond five, with their price."""

from collections.abc import Mapping

from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.training import curve, form_runs, tickets
from course_lib.evidence.training.curve import EQUAL
from course_lib.evidence.training.form_runs import Lines
from course_lib.evidence.trial import Trial
from course_lib.training import labelled, order

PRICE = "what the labels cost, and what they buy"


def measure(trial: Trial) -> Finding:
    """Fields right; the contrast is all examples minus five, as many tokens read."""
    found = curve.by_size(trial)
    most, least = found[EQUAL, curve.SIZES[-1]], found[EQUAL, curve.SIZES[0]]
    contrast = form_runs.minus(trial, most, least, "fields")
    return trial.finding(contrast, _price(trial, found), *curve.tables(found), made_with=(trial.bench.lm,))


def _price(trial: Trial, found: Mapping[tuple[str, int], Lines]) -> Table:
    """Return for each training the labels, the tokens read (of the first seed), and what it gets beyond five labels."""
    rows: list[Row] = []
    for (way, size), lines in found.items():
        if way in (curve.EQUAL, curve.THRICE):
            first = found[way, curve.SIZES[0]]
            gain = form_runs.minus(trial, lines, first, "fields").ci95
            rows.append({"arm": way, "labels": size, "tokens read": _tokens(trial, way, size), "beyond five": gain})
    return Table(PRICE, rows)


def _tokens(trial: Trial, way: str, size: int) -> int:
    """Return how many tokens a training reads."""
    chats = tickets.chats(form_runs.learned(size, 0))
    lengths = [len(labelled(trial.bench.lm, chat).ids) for chat in chats]
    return sum(lengths[i] for step in order(lengths, curve.recipe(way, size, 0)) for i in step)
