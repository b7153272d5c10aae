"""Hygiene and style of the committed notebooks, and that every lesson runs."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import release
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebook_files import CELL_METADATA, NOTEBOOK_METADATA, NotebookError, as_text, read, require_ids
from test_taught import taught_names

ROOT = Path(__file__).resolve().parent.parent
LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))
SOURCES = sorted((ROOT / "solutions").glob("*/*.ipynb"))
RELEASED = sorted((ROOT / "exercises").glob("*/*.ipynb"))
FAST = ("00", "01", "02", "03", "04")
HANGS_AFTER = 300  # seconds a cell: no budget (the build has that), a sign that it hangs on a slow machine
MAX_BYTES, MAX_CELL_LINES, MAX_WORDS, MAX_RUN = 500_000, 25, 3_000, 2
MAX_CELLS, MAX_LINES, MAX_WIDTH = 60, 12, 88  # of lessons from 05 on
LOCKS = ("deletable", "editable")  # nbgrader writes them into what it releases
_PATH = re.compile(r"(?<![\w.:/~-])/(?:home|Users|root|tmp|work|private|opt)/[\w.-]|[A-Za-z]:\\\\(?:Users|home)")
_HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS", re.DOTALL)
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s|\n")
_LINK = re.compile(r"\]\(([^)#\s]+)")
_FIGURE = re.compile(r"^\*Figure: .+\*$", re.MULTILINE)


# Each rule takes a notebook and returns what breaks it.


def counts(notebook: NotebookNode) -> list[str]:
    """Execution counts are 1, 2, 3, ...: one run, from top to bottom."""
    found = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    return [] if found == list(range(1, len(found) + 1)) else [f"execution counts {found}; run `make lessons`"]


def no_outputs(notebook: NotebookNode) -> list[str]:
    """A notebook to be worked in carries no outputs."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [f"{cell.id}: has outputs or a count" for cell in cells if cell.outputs or cell.execution_count is not None]


def metadata(notebook: NotebookNode) -> list[str]:
    """Only the metadata that the course uses."""
    found = [] if notebook.metadata == NOTEBOOK_METADATA else [f"notebook metadata {dict(notebook.metadata)}"]
    known = {cell.id: {*CELL_METADATA, *LOCKS} for cell in notebook.cells}
    for cell in notebook.cells:
        if cell.source.startswith(release.FOLDED) and cell.metadata.get("jupyter") == {"source_hidden": True}:
            known[cell.id].add("jupyter")
    foreign = {cell.id: sorted(set(cell.metadata) - known[cell.id]) for cell in notebook.cells}
    return found + [f"{name}: metadata {keys}" for name, keys in foreign.items() if keys]


def ids(notebook: NotebookNode) -> list[str]:
    """Readable ids, each once, equal to nbgrader's grade_id."""
    try:
        require_ids(notebook, "notebook")
    except NotebookError as error:
        return [str(error)]
    graded = [(cell.id, cell.metadata.get("nbgrader", {}).get("grade_id")) for cell in notebook.cells]
    return [f"{name}: its grade_id is {other!r}" for name, other in graded if other not in (None, name)]


def small(notebook: NotebookNode) -> list[str]:
    """Under 500 kB."""
    size = len(as_text(notebook).encode())
    return [f"{size:,} bytes; make its figures smaller"] if size >= MAX_BYTES else []


def no_machine(notebook: NotebookNode) -> list[str]:
    """No path of the machine it was written on."""
    return [f"shows {found[0]!r}" for found in _PATH.finditer(json.dumps(notebook, ensure_ascii=False))]


def short_cells(notebook: NotebookNode) -> list[str]:
    """No code cell of more than 25 lines, of those a learner sees; the canary, the same everywhere, aside."""
    seen = {cell.id: _HIDDEN.sub("", cell.source.removeprefix(release.CANARY)).splitlines() for cell in code(notebook)}
    lengths = {name: sum(1 for line in lines if line.strip()) for name, lines in seen.items()}
    return [f"{name}: {length} lines" for name, length in lengths.items() if length > MAX_CELL_LINES]


def prose_between(notebook: NotebookNode) -> list[str]:
    """Never three code cells in a row."""
    run, found = 0, []
    for cell in notebook.cells:
        run = run + 1 if cell.cell_type == "code" else 0
        if run > MAX_RUN:
            found.append(f"{cell.id}: code cell number {run} in a row")
    return found


def few_words(notebook: NotebookNode) -> list[str]:
    """At most 3,000 words of prose."""
    words = sum(len(re.sub(r"<!--.*?-->", "", cell.source).split()) for cell in markdown(notebook))
    return [f"{words:,} words"] if words > MAX_WORDS else []


def said_once(notebook: NotebookNode) -> list[str]:
    """No sentence of eight words or more twice in one cell."""
    found = []
    for cell in markdown(notebook):
        sentences = Counter(one.strip() for one in _SENTENCE_END.split(cell.source) if len(one.split()) >= 8)
        found += [f"{cell.id}: {times} times {one!r}" for one, times in sentences.items() if times > 1]
    return found


def few_cells(notebook: NotebookNode) -> list[str]:
    """At most 60 cells."""
    return [f"{len(notebook.cells)} cells"] if len(notebook.cells) > MAX_CELLS else []


def short_code(notebook: NotebookNode) -> list[str]:
    """No code cell of more than 12 lines or 88 columns; what the lesson teaches by name may be longer."""
    taught = {one.name for one in taught_names()}
    found = []
    for cell in code(notebook):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        defined = set(re.findall(r"^def (\w+)", cell.source, re.MULTILINE))
        if len(lines) > MAX_LINES and not defined & taught:
            found.append(f"{cell.id}: {len(lines)} lines")
        found += [f"{cell.id}: {len(line)} columns" for line in lines if len(line) > MAX_WIDTH]
    return found


def figures_described(notebook: NotebookNode) -> list[str]:
    """A cell that draws is followed by a Markdown line ``*Figure: what it shows*``; Markdown images have alt text."""
    found = [f"{cell.id}: an image without alt text" for cell in markdown(notebook) if "![](" in cell.source]
    following = [*notebook.cells[1:], None]
    for cell, after in zip(notebook.cells, following, strict=True):
        draws = any("image/png" in output.get("data", {}) for output in cell.get("outputs", []))
        described = after is not None and after.cell_type == "markdown" and _FIGURE.search(after.source)
        if draws and not described:
            found.append(f"{cell.id}: write *Figure: what it shows* as a line of the Markdown cell below")
    return found


def code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def markdown(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


Rule = Callable[[NotebookNode], list[str]]
ALL: list[Rule] = [metadata, ids, small, no_machine, short_cells, said_once]
OF_LESSONS: list[Rule] = [*ALL, counts, prose_between, few_words, figures_described]
OF_LATER: list[Rule] = [few_cells, short_code]
OF_EXERCISES: list[Rule] = [*ALL, no_outputs]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# ---------------------------------------------------------------- the committed notebooks


@pytest.mark.parametrize("rule", OF_LESSONS)
@pytest.mark.parametrize("path", LESSONS, ids=named)
def test_lesson(path: Path, rule: Rule) -> None:
    assert rule(read(path)) == []


@pytest.mark.parametrize("rule", OF_LATER)
@pytest.mark.parametrize("path", [path for path in LESSONS if path.name >= "05"], ids=named)
def test_later_lesson(path: Path, rule: Rule) -> None:
    assert rule(read(path)) == []


@pytest.mark.parametrize("rule", OF_EXERCISES)
@pytest.mark.parametrize("path", [*SOURCES, *RELEASED], ids=named)
def test_exercise(path: Path, rule: Rule) -> None:
    assert rule(read(path)) == []


@pytest.mark.parametrize("path", RELEASED, ids=named)
def test_a_released_exercise_gives_nothing_away(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [mark for mark in ("BEGIN SOLUTION", "HIDDEN TESTS", "MARK SCHEME") if mark in text]


@pytest.mark.parametrize("path", [*LESSONS, *SOURCES, *RELEASED], ids=named)
def test_every_link_to_a_file_leads_somewhere(path: Path) -> None:
    """A lesson that is still to come is named, not linked."""
    targets = {target for cell in markdown(read(path)) for target in _LINK.findall(cell.source) if "://" not in target}
    assert [target for target in sorted(targets) if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", LESSONS, ids=named)
def test_a_lesson_ends_with_the_way_to_its_exercise(path: Path) -> None:
    exercise = f"exercises/{path.stem}/{path.stem}.ipynb"
    if (ROOT / exercise).exists():
        assert f"](../{exercise})" in markdown(read(path))[-1].source


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=[] if path.name[:2] in FAST else pytest.mark.slow) for path in LESSONS],
    ids=named,
)
def test_a_lesson_runs(path: Path) -> None:
    """Execute it with nbval; cells marked NBVAL_CHECK_OUTPUT must also print what is committed."""
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "--nbval-current-env", "-q", "-p", "no:cacheprovider"]
    command += [f"--nbval-cell-timeout={HANGS_AFTER}", "-o", "addopts=", "-o", "testpaths=", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=4 * HANGS_AFTER, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


# ---------------------------------------------------------------- the rules themselves


def good() -> NotebookNode:
    figure = new_output("display_data", {"image/png": "iVBORw0KGgo="})
    cells = [
        new_markdown_cell("# A question?", id="title"),
        new_code_cell("plot()", id="draw", execution_count=1, outputs=[figure]),
        new_markdown_cell("*Figure: a line that rises.*\n\nIt rises.", id="after"),
        new_code_cell("1 + 1", id="add", execution_count=2),
        new_code_cell("2 + 2", id="add-again", execution_count=3),
    ]
    notebook: NotebookNode = new_notebook(cells=cells)
    notebook.metadata.update(NOTEBOOK_METADATA)
    return notebook


def foreign_cell_metadata(notebook: NotebookNode) -> None:
    notebook.cells[1].metadata["execution"] = {"busy": "now"}


def foreign_notebook_metadata(notebook: NotebookNode) -> None:
    notebook.metadata["widgets"] = {}


def random_id(notebook: NotebookNode) -> None:
    notebook.cells[1].id = "4f5e6d7c"


def other_grade_id(notebook: NotebookNode) -> None:
    notebook.cells[1].metadata["nbgrader"] = {"grade_id": "task-one"}


def fat(notebook: NotebookNode) -> None:
    notebook.cells[1].outputs[0].data["image/png"] = "A" * MAX_BYTES


def machine_path(notebook: NotebookNode) -> None:
    notebook.cells[0].source += "\nSee /home/ada/course."


def long_cell(notebook: NotebookNode) -> None:
    notebook.cells[1].source = "x = 1\n" * (MAX_CELL_LINES + 1)


def gap_in_counts(notebook: NotebookNode) -> None:
    notebook.cells[3].execution_count = 5


def third_code_cell(notebook: NotebookNode) -> None:
    notebook.cells.append(new_code_cell("3", id="third", execution_count=4))


def wordy(notebook: NotebookNode) -> None:
    notebook.cells[0].source += " word" * MAX_WORDS


def says_it_twice(notebook: NotebookNode) -> None:
    notebook.cells[
        0
    ].source += "\nIts lists are empty, and nothing else is left. Its lists are empty, and nothing else is left."


def no_caption(notebook: NotebookNode) -> None:
    notebook.cells[2].source = "It rises."


def no_alt_text(notebook: NotebookNode) -> None:
    notebook.cells[0].source += "\n![](picture.svg)"


def test_a_good_notebook_breaks_no_rule() -> None:
    assert [problem for rule in OF_LESSONS for problem in rule(good())] == []
    notebook = good()
    for cell in code(notebook):
        cell.outputs, cell.execution_count = [], None
    assert no_outputs(notebook) == []


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (foreign_cell_metadata, metadata),
        (foreign_notebook_metadata, metadata),
        (random_id, ids),
        (other_grade_id, ids),
        (fat, small),
        (machine_path, no_machine),
        (long_cell, short_cells),
        (gap_in_counts, counts),
        (third_code_cell, prose_between),
        (wordy, few_words),
        (says_it_twice, said_once),
        (no_caption, figures_described),
        (no_alt_text, figures_described),
    ],
)
def test_each_rule_sees_what_breaks_it(spoil: Callable[[NotebookNode], None], rule: Rule) -> None:
    notebook = good()
    spoil(notebook)
    assert len(rule(notebook)) == 1


def test_outputs_are_seen() -> None:
    assert len(no_outputs(good())) == 3
