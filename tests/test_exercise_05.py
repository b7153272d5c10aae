"""The graders of exercise 05: what each answer in ``tests/answers/05`` gets, and what its texts rest on."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from answers import Answer, collect, judge

from exercises import cells

NAME = "05_documents"
LESSON = Path(__file__).resolve().parent.parent / "lessons" / f"{NAME}.ipynb"


@pytest.mark.parametrize("answer", collect(NAME), ids=lambda answer: answer.file)
def test_an_answer_gets_what_it_should(answer: Answer) -> None:
    judge(NAME, answer)


def test_what_came_out_is_what_the_predictions_ask_for() -> None:
    space: dict[str, Any] = {}
    for cell in cells(NAME):
        if cell.id in ("setup", "cutter-given", "task-torn-code"):
            exec(cell.source, space)  # noqa: S102
    assert space["torn"](space["spans_given"](1000, 100, 20), 1000, 2) == 168


def test_three_of_twelve_passages_are_embedded_again(capsys: pytest.CaptureFixture[str]) -> None:
    """Windows, which know no headings, shift to the end; three words less disturb one passage."""
    space: dict[str, Any] = {}
    wanted = (
        "setup",
        "delete-given",
        "predict-guesses",
        "task-delete-code",
        "delete-check",
        "task-update-code",
        "update-embed",
        "update-cuts",
        "update-show",
    )
    for cell in cells(NAME):
        if cell.id in wanted:
            exec(cell.source, space)  # noqa: S102
    counts = re.findall(r"(\d+) of (\d+) passages", capsys.readouterr().out)
    assert counts == [("3", "12"), ("12", "12"), ("1", "12")]


def test_the_table_is_that_of_the_lesson() -> None:
    """If this fails after a change of corpus or questions, write the lesson's numbers into the cell report-table."""
    space: dict[str, Any] = {}
    exec(next(cell.source for cell in cells(NAME) if cell.id == "report-table"), space)  # noqa: S102
    shown = "\n".join(
        line.strip()
        for cell in nbformat.read(LESSON, as_version=4).cells
        for output in cell.get("outputs", [])
        for line in output.get("text", output.get("data", {}).get("text/plain", "")).splitlines()
    )
    number = r"(-?\d+\.\d+|\d+)"
    for name, (k, words, *found, gain) in space["CUT_RUN"].items():
        rows = [re.findall(number, line.removeprefix(name)) for line in shown.splitlines() if line.startswith(name)]
        wanted = [f"{value:.3f}" for value in (*found, *(gain or ()))]
        fitting = [row for row in rows if str(k) in row and str(words) in row and set(wanted) <= set(row)]
        assert fitting, (name, rows)
    for (name, (count, total)), words in zip(space["DELETED"].items(), ("its own sentence", "a question"), strict=True):
        assert re.search(rf"{words}: {count} of {total}", shown), name
