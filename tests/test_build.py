"""The build of the lessons: what it executes, what it refuses, and what it writes."""

import copy
import json
from pathlib import Path

import build_lessons
import measured
import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebook_files import ROOT, NotebookError, as_text, read

TITLE = "# A question?\n<!-- measured --><!-- /measured -->"


def lesson(folder: Path, *sources: str, name: str = "01_small.ipynb", title: str = TITLE) -> Path:
    """Write a lesson with one Markdown cell and these code cells, named code-1, code-2, ..."""
    cells = [new_markdown_cell(title, id="title")]
    cells += [new_code_cell(source, id=f"code-{number}") for number, source in enumerate(sources, start=1)]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(as_text(new_notebook(cells=cells)), encoding="utf-8")
    return path


def executed(*outputs: NotebookNode) -> NotebookNode:
    cell = new_code_cell("x", id="code-1", outputs=list(outputs), execution_count=7)
    notebook: NotebookNode = new_notebook(cells=[new_markdown_cell(TITLE, id="title"), cell])
    return notebook


def text_of(cell: NotebookNode) -> str:
    return "".join(output.get("text", "") for output in cell.outputs)


# ---------------------------------------------------------------- executing


def test_a_lesson_is_executed_normalised_and_costed(tmp_path: Path) -> None:
    (tmp_path / "beside.txt").write_text("found", encoding="utf-8")
    source = "import os\nprint(os.environ['COURSE_DTYPE'], os.environ['COURSE_THREADS'], open('beside.txt').read())"
    path = lesson(tmp_path, source, "for i in range(3):\n    print(i, end='\\r')\nprint()", "40 + 2")
    run, cost, changed = build_lessons.build(path)
    built = read(path)
    assert changed
    assert [cell.id for cell in built.cells] == ["title", "code-1", "code-2", "code-3"]
    assert [cell.execution_count for cell in built.cells[1:]] == [1, 2, 3]
    assert text_of(built.cells[1]) == "float32 2 found\n"
    assert text_of(built.cells[2]) == "2\n"
    assert built.cells[3].outputs[0].data == {"text/plain": "42"}
    assert built.metadata == build_lessons_metadata()
    assert all(cell.metadata == {} for cell in built.cells)
    assert cost.minutes == 0.5
    assert cost.sentence in built.cells[0].source
    assert 20e6 < run.peak_bytes < 1e9
    assert 0 < run.seconds < 60


def build_lessons_metadata() -> dict[str, object]:
    return {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a = 1\nb = a / 0", ["'code-2'", "ZeroDivisionError", "line 2: b = a / 0"]),
        ("import warnings\nwarnings.warn('look here')", ["'code-2'", "stderr", "look here"]),
        ("object()", ["'code-2'", "memory address 0x"]),
        ("print('/home/ada/course/data')", ["'code-2'", "/home/ada", "name only"]),
        ("if True print(1)", ["'code-2'", "SyntaxError", "line 1: if True print(1)"]),
        ("import os\nos._exit(1)", ["'code-2'", "kernel died"]),
    ],
    ids=["error", "stderr", "address", "path", "syntax", "dead kernel"],
)
def test_a_bad_cell_fails_the_build_and_keeps_the_old_file(tmp_path: Path, source: str, words: list[str]) -> None:
    path = lesson(tmp_path, "1 + 1", source)
    before = path.read_bytes()
    with pytest.raises(NotebookError) as caught:
        build_lessons.build(path)
    for word in ["01_small.ipynb", *words]:
        assert word in str(caught.value)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_slow_cell_is_named(tmp_path: Path) -> None:
    path = lesson(tmp_path, "import time\ntime.sleep(30)")
    with pytest.raises(NotebookError, match="'code-1': ran longer than 1 s"):
        build_lessons.build(path, cell_seconds=1)


def test_a_second_build_changes_nothing(tmp_path: Path) -> None:
    path = lesson(tmp_path, "print('same')")
    build_lessons.build(path)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    assert not build_lessons.build(path)[2]
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_the_command_builds_what_is_named_and_goes_on_after_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "lessons"
    broken = lesson(folder, "1 / 0", name="01_broken.ipynb")
    good = lesson(folder, "1 + 1", name="02_good.ipynb")
    other = lesson(folder, "1 + 1", name="03_other.ipynb")
    before = broken.read_bytes(), other.read_bytes()
    (tmp_path / "README.md").write_text(README, encoding="utf-8")
    assert build_lessons.main(["01", "02_good"], tmp_path) == 1
    assert (broken.read_bytes(), other.read_bytes()) == before
    assert read(good).cells[1].execution_count == 1
    captured = capsys.readouterr()
    assert "02_good" in captured.out
    assert "1 of 2 failed" in captured.err
    assert "| 02 | good? | 0.5 min ·" in (tmp_path / "README.md").read_text(encoding="utf-8")
    assert build_lessons.main(["07"], tmp_path) == 1
    assert "no lesson '07' in lessons/; there are: 01_broken, 02_good, 03_other" in capsys.readouterr().err


# ---------------------------------------------------------------- normalising


def test_normalising_twice_is_normalising_once() -> None:
    figure = new_output(
        "display_data", {"image/png": "iVBORw0KGgo=", "text/plain": "<Figure size 640x480 with 1 Axes>"}
    )
    figure.metadata = {"image/png": {"width": 400}, "needs_background": "light"}
    bar = new_output("display_data", {build_lessons.WIDGET: {"model_id": "x"}, "text/plain": "0%"})
    stream = new_output("stream", name="stdout", text="1/2\r2/2\r\nend\n")
    notebook = executed(stream, bar, figure, new_output("execute_result", {"text/plain": "1"}, execution_count=7))
    notebook.metadata.widgets = {"state": {}}
    notebook.cells[1].metadata = {"tags": ["keep"], "execution": {"iopub.status.busy": "now"}, "collapsed": True}
    build_lessons.normalise(notebook, "x.ipynb")
    once = copy.deepcopy(notebook)
    build_lessons.normalise(notebook, "x.ipynb")
    assert notebook == once
    cell = once.cells[1]
    assert cell.execution_count == 1
    assert cell.metadata == {"tags": ["keep"]}
    assert [output.output_type for output in cell.outputs] == ["stream", "display_data", "execute_result"]
    assert cell.outputs[0].text == "2/2\nend\n"
    assert cell.outputs[1].data["image/png"] == "iVBORw0KGgo="
    assert cell.outputs[1].metadata == {"image/png": {"width": 400}}
    assert cell.outputs[2].execution_count == 1
    assert once.metadata == build_lessons_metadata()
    nbformat.validate(once)


@pytest.mark.parametrize("cell_id", ["3f9a1c77", "Title", "x", "a" * 62, "has space", ""])
def test_an_unreadable_id_is_refused(cell_id: str) -> None:
    notebook = executed()
    notebook.cells[1].id = cell_id
    with pytest.raises(NotebookError, match="cell 2 has the id"):
        build_lessons.normalise(notebook, "x.ipynb")


def test_an_id_that_stands_twice_is_refused() -> None:
    notebook = executed()
    notebook.cells[1].id = "title"
    with pytest.raises(NotebookError, match="'title' stands twice"):
        build_lessons.normalise(notebook, "x.ipynb")


@pytest.mark.parametrize(
    "text",
    [
        "<X at 0x7f28e0d5bb80>",
        "/root/course/a.py",
        "/Users/ada/a.py",
        r"C:\Users\ada",
        str(ROOT / "data"),
    ],
)
def test_what_shows_the_machine_is_refused_in_every_kind_of_output(text: str) -> None:
    outputs = [
        new_output("stream", name="stdout", text=text),
        new_output("display_data", {"text/html": f"<b>{text}</b>"}),
        new_output("error", ename="E", evalue="e", traceback=[f"\x1b[31mFile {text}\x1b[0m"]),
    ]
    for output in outputs:
        with pytest.raises(NotebookError, match="the output shows the"):
            build_lessons.normalise(executed(output), "x.ipynb")


@pytest.mark.parametrize(
    "text", ["0x1f", "https://example.org/home/page", "and/or", "data/results/a.json", "1/2", "a: b"]
)
def test_what_only_looks_like_the_machine_is_kept(text: str) -> None:
    notebook = executed(new_output("stream", name="stdout", text=text))
    build_lessons.normalise(notebook, "x.ipynb")
    assert text_of(notebook.cells[1]) == text


def test_reading_invents_no_id(tmp_path: Path) -> None:
    path = tmp_path / "old.ipynb"
    cell = {"cell_type": "markdown", "metadata": {}, "source": ["a"]}
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    with pytest.raises(NotebookError, match="cell 1 has the id ''"):
        build_lessons.build(path)
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}), encoding="utf-8")
    with pytest.raises(NotebookError, match=r"older than nbformat 4\.5"):
        build_lessons.build(path)


# ---------------------------------------------------------------- costs

README = """<!-- map -->
| Lesson | Question | Run |
|---|---|---|
| [01](lessons/01_small.ipynb) | small? | |
| 02 | good? | 9 min · 9.9 GB |
<!-- /map -->
| 02 | not this | row |
"""


@pytest.mark.parametrize(
    ("value", "old", "want"),
    [
        (0.01, None, 0.5),
        (0.5, None, 0.5),
        (0.51, None, 1.0),
        (1.24, 1.0, 1.0),  # 25 % of the boundary at 1 minute is tolerated
        (1.26, 1.0, 1.5),
        (0.4, 1.0, 1.0),
        (0.37, 1.0, 0.5),
        (3.4, 3.0, 3.0),  # but never more than one step
        (3.6, 3.0, 4.0),
    ],
)
def test_rounding_keeps_the_old_figure_near_its_interval(value: float, old: float | None, want: float) -> None:
    assert measured.round_up(value, 0.5, old) == want


@pytest.mark.parametrize(
    ("minutes", "gigabytes", "sentence"),
    [
        (0.5, 0.4, "Runs in about half a minute on two cores; needs 0.4 GB of memory."),
        (1.0, 0.9, "Runs in about 1 minute on two cores; needs 0.9 GB of memory."),
        (2.5, 1.6, "Runs in about 2.5 minutes on two cores; needs 1.6 GB of memory."),
    ],
)
def test_a_cost_is_written_and_read_back(minutes: float, gigabytes: float, sentence: str) -> None:
    cost = measured.Cost(minutes, gigabytes)
    cell = measured.write_cost(f"{TITLE}\n\nMore.", cost, "x.ipynb")
    assert cell == f"# A question?\n<!-- measured -->{sentence}<!-- /measured -->\n\nMore."
    assert measured.read_cost(cell) == cost
    assert measured.write_cost(cell, cost, "x.ipynb") == cell


def test_a_lesson_without_the_markers_is_told_so_before_it_runs(tmp_path: Path) -> None:
    path = lesson(tmp_path, "import time\ntime.sleep(30)", title="# A question?")
    with pytest.raises(NotebookError, match="write <!-- measured --><!-- /measured -->"):
        build_lessons.build(path)


def test_the_map_gets_the_cost_in_its_row_only() -> None:
    new = measured.write_map(README, "02_good", measured.Cost(1.0, 0.9))
    assert new == README.replace("9 min · 9.9 GB", "1 min · 0.9 GB")
    new = measured.write_map(README, "01_small", measured.Cost(0.5, 0.3))
    assert new == README.replace("| small? | |", "| small? | 0.5 min · 0.3 GB |")
    assert measured.write_map(README, "05_none", measured.Cost(1.0, 0.9)) is None
    assert measured.write_map("no map here", "01_small", measured.Cost(1.0, 0.9)) is None
