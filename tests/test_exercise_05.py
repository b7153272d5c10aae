"""The graders of exercise 05: what each answer in ``tests/answers/05`` gets, and what its texts rest on."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from answers import Answer, collect, judge

from course_lib import data
from course_lib.embed import Embedder
from course_lib.evidence import GoldFinder
from course_lib.passages import cut_all
from course_lib.search import exact_search
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


# What the report calls a way to cut, by its name in the lesson and how many passages are read.
WAYS = {
    "3 windows of 40": ("windows of 40", 3),
    "3 with an overlap of 10": ("overlap of 10", 3),
    "3 of whole sentences": ("sentences", 3),
    "3 along the structure": ("structure", 3),
    "2 windows of 120": ("windows of 120", 2),
    "1 whole document": ("whole documents", 1),
}


def report() -> dict[str, Any]:
    """Return what the cells of the report define."""
    space: dict[str, Any] = {}
    for cell in cells(NAME):
        if cell.id in ("setup", "report-marks", "report-table"):
            exec(cell.source, space)  # noqa: S102
    return space


def test_the_marks_are_those_of_the_lesson() -> None:
    """If this fails after a change of corpus or questions, write the marks of the test below into report-marks."""
    made = report()
    rows = [
        line.strip()
        for cell in nbformat.read(LESSON, as_version=4).cells
        for output in cell.get("outputs", [])
        for line in output.get("text", output.get("data", {}).get("text/plain", "")).splitlines()
    ]
    for way, (name, k) in list(WAYS.items())[:4]:
        shares = {measure: f"{made['marks_of'](way, measure).mean():.3f}" for measure in ("found", "whole")}
        gains = [str(made["difference"](way, "3 windows of 40", measure)) for measure in shares]
        wanted = {*shares.values(), str(made["WORDS"][way])}
        wanted |= {part for gain in gains for part in gain.split()} if name != "windows of 40" else set()
        assert any(row.startswith(f"{name}, best {k} ") and wanted <= set(row.split()) for row in rows), way


def test_each_verdict_fits_its_difference() -> None:
    made = report()
    for one, other, measure, want in (
        ("1 whole document", "3 along the structure", "found", "refuted"),
        ("3 of whole sentences", "3 with an overlap of 10", "whole", "holds"),
        ("3 along the structure", "3 of whole sentences", "whole", "cannot tell"),
        ("2 windows of 120", "3 windows of 40", "whole", "unfair"),
    ):
        gain, ratio = made["difference"](one, other, measure), made["WORDS"][one] / made["WORDS"][other]
        verdicts = {"refuted": gain.ci_high < 0, "unfair": ratio > 1.25, "cannot tell": gain.ci_low < 0 < gain.ci_high}
        assert next((verdict for verdict, so in verdicts.items() if so), "holds") == want
        assert min(abs(gain.ci_low), abs(gain.ci_high)) > 0.01 and abs(ratio - 1.25) > 0.1  # none hangs by a thread


@pytest.mark.slow
def test_the_marks_are_those_of_the_run() -> None:
    """The lesson's cuts and its measure once more, question by question."""
    made, documents, facts = report(), data.load_documents(), {fact.id: fact for fact in data.load_facts()}
    asked = [q for q in data.load_questions("dev") if q.answer and len(q.facts) == 1]
    about = list(dict.fromkeys(q.near for q in asked))
    asked.sort(key=lambda q: about.index(q.near))
    others = [d for d in documents if d.id not in about]
    part = [d for d in documents if d.id in about] + others[::10]
    settings: dict[str, dict[str, Any]] = {
        "windows of 40": {"way": "fixed", "size": 40},
        "overlap of 10": {"way": "fixed", "size": 40, "overlap": 10},
        "sentences": {"way": "sentences", "size": 40},
        "structure": {"way": "structure", "size": 40},
        "windows of 120": {"way": "fixed", "size": 120},
        "whole documents": {"way": "fixed", "size": 10_000},
    }
    embedder = Embedder()
    queries = embedder.encode([q.question for q in asked])
    for way, (name, k) in WAYS.items():
        passages = cut_all(part, settings[name].pop("way"), **settings[name])
        finder = GoldFinder(passages)
        best = exact_search(queries, embedder.encode([p.searchable for p in passages], cache=True), k)
        marks, words = [], 0
        for q, row in zip(asked, best, strict=True):
            gold, near = {p.id for p in finder(q)}, [passages[i] for i in row]
            hits = [p for p in near if p.id in gold]
            whole = any(facts[q.facts[0]].quote in p.text for p in hits)
            marks.append(bool(hits) + whole)
            words += sum(len(p.text.split()) for p in near)
        packed = "".join(format(4 * a + b, "x") for a, b in zip(marks[::2], marks[1::2], strict=True))
        assert (packed, round(words / len(asked))) == (made["MARKS"][way], made["WORDS"][way])
