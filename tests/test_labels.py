"""The labelled outputs: their file holds together, and what `data/README.md` states of them follows from it."""

from collections import Counter
from pathlib import Path

import pytest
from scipy.stats import binomtest
from sklearn.metrics import cohen_kappa_score

from course_lib import data, outcomes
from course_lib.passages import cut_all

LABELS = data.load_outcome_labels()
QUESTIONS = {q.id: q for q in data.load_questions("dev")}
PASSAGES = {p.id: p for p in cut_all(data.load_documents(), size=40)}
README = (Path(__file__).resolve().parent.parent / "data" / "README.md").read_text(encoding="utf-8")
CALLS = ("right", "abstained", "deflected", "another")


def called(label: data.OutcomeLabel) -> str:
    """Return what the course's marks make of an output, in one word."""
    outcome = outcomes.judge(QUESTIONS[label.question], label.answer, [PASSAGES[p] for p in label.passages])
    return next((call for call in CALLS if outcome.startswith(call)), "another")


DRAWN = [(x.reader, called(x), x.agreed) for x in LABELS if x.agreed is not None and x.group != "sought"]
SOUGHT = [(called(x), x.agreed) for x in LABELS if x.agreed is not None and x.group == "sought"]


def test_there_are_enough_labels_of_every_kind() -> None:
    assert len({x.id for x in LABELS}) == len(LABELS) >= 300
    kinds = Counter(x.agreed for x in LABELS)
    assert kinds["right"] >= 100 and min(kinds[call] for call in CALLS) >= 40
    assert Counter(x.group for x in LABELS)["sought"] >= 40


def test_each_label_speaks_of_a_dev_question_and_fits_it() -> None:
    for label in LABELS:
        assert label.id == f"{label.question}/{label.arm}/{label.reader}" and set(label.passages) <= set(PASSAGES)
        for said in (label.first, label.second):
            assert (said.right == "no answer exists") == (not QUESTIONS[label.question].answer), label.id
            assert sum((said.right == "yes", said.abstains, said.deflects)) <= 1, label.id
            assert not said.grounded or label.passages, label.id


@pytest.mark.parametrize("field", ["right", "abstains", "deflects", "grounded"])
def test_the_stated_agreement_of_the_two_readers_follows_from_the_file(field: str) -> None:
    pairs = [(getattr(x.first, field), getattr(x.second, field)) for x in LABELS]
    pairs = [pair for pair in pairs if "no answer exists" not in pair]
    kappa = cohen_kappa_score(*zip(*pairs, strict=True))
    assert f"| {field} | {len(pairs)} | {sum(a != b for a, b in pairs)} | {kappa:.3f} |" in README


@pytest.mark.parametrize("reader", ["plain", "form"])
@pytest.mark.parametrize("call", CALLS)
def test_the_stated_error_rates_follow_from_the_file(call: str, reader: str) -> None:
    made = [said != call for asked, name, said in DRAWN if (asked, name) == (reader, call)]
    interval = binomtest(sum(made), len(made)).proportion_ci(method="exact")
    cells = f"{sum(made)} of {len(made)} | {sum(made) / len(made):.3f} | {interval.low:.3f} to {interval.high:.3f}"
    assert f"| {reader} | {call} | {cells} |" in README


def test_the_stated_misses_among_those_sought_follow_from_the_file() -> None:
    missed = sum(name != said for name, said in SOUGHT)
    assert f"Of the {len(SOUGHT)} sought ones on which the readers agree, the marks miss {missed}," in README
