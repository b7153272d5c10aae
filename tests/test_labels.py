"""The labelled outputs: their file holds together, and the error rates stated in `data/README.md` follow from it."""

import re
from collections import Counter
from pathlib import Path

import pytest
from scipy.stats import binomtest

from course_lib import data, outcomes
from course_lib.passages import cut_all
from course_lib.rag import abstains

LABELS = data.load_outcome_labels()
QUESTIONS = {q.id: q for q in data.load_questions("dev")}
README = Path(__file__).resolve().parent.parent / "data" / "README.md"


def called_right(label: data.OutcomeLabel) -> bool:
    """Return what the course's outcomes make of an output."""
    return outcomes.judge(QUESTIONS[label.question], label.answer, []) == "right"


ERRORS = {  # row of the README: for each output it speaks of, whether the detector errs
    "refusals that `abstains` misses": [not abstains(x.answer) for x in LABELS if x.abstains],
    "of those, in the five arms alone": [
        not abstains(x.answer) for x in LABELS if x.abstains and not x.arm.startswith("last")
    ],
    "other outputs that `abstains` takes for a refusal": [abstains(x.answer) for x in LABELS if not x.abstains],
    "right answers that `outcomes` does not call right": [not called_right(x) for x in LABELS if x.right == "yes"],
    "other answers that `outcomes` calls right": [called_right(x) for x in LABELS if x.right == "no"],
}


def test_there_are_enough_labels_of_every_kind() -> None:
    assert len(LABELS) >= 240
    assert len({x.id for x in LABELS}) == len(LABELS)
    arms = Counter(x.arm for x in LABELS)
    assert set(arms) == {"closed-book", "RAG", "fused", "oracle", "wrong", "last-a", "last-b"}
    assert min(arms.values()) >= 18
    assert sum(x.abstains for x in LABELS) >= 50


def test_each_label_speaks_of_a_dev_question_and_fits_it() -> None:
    for label in LABELS:
        assert label.id == f"{label.question}/{label.arm}"
        assert (label.right == "no answer exists") == (not QUESTIONS[label.question].answer), label.id
        assert not (label.abstains and label.right == "yes"), label.id
        assert bool(label.passages) == (label.arm != "closed-book"), label.id


def test_the_passages_are_those_of_the_course() -> None:
    known = {p.id for p in cut_all(data.load_documents(), size=40)}
    assert {p for x in LABELS for p in x.passages} <= known


@pytest.mark.parametrize("row", ERRORS)
def test_a_stated_error_rate_follows_from_the_file(row: str) -> None:
    wrong = ERRORS[row]
    interval = binomtest(sum(wrong), len(wrong)).proportion_ci(method="exact")
    cells = f"{sum(wrong)} of {len(wrong)} | {sum(wrong) / len(wrong):.3f} | {interval.low:.3f} to {interval.high:.3f}"
    assert f"| {row} | {cells} |" in README.read_text(encoding="utf-8")


def test_the_counts_in_the_readme_are_those_of_the_file() -> None:
    text = " ".join(README.read_text(encoding="utf-8").split())
    found = re.search(r"(\d+) outputs: (\d+) refusals, (\d+) right answers, (\d+) close calls", text)
    assert found
    counts = (
        len(LABELS),
        *(sum(c) for c in zip(*((x.abstains, x.right == "yes", x.unsure) for x in LABELS), strict=True)),
    )
    assert tuple(map(int, found.groups())) == counts


def test_where_a_recorded_trace_has_the_same_prompt_it_has_the_same_answer() -> None:
    """Labels of the five arms were given to the very answers that the lessons count."""
    traces = {t.id: t for t in data.load_traces()}
    same = [x for x in LABELS if x.id in traces and traces[x.id].passages == x.passages]
    assert len(same) >= 140
    assert [x.id for x in same if traces[x.id].answer != x.answer] == []
