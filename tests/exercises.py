"""Run an exercise in process, as nbgrader would, in milliseconds: for the tests of its graders.

A test replaces the source of a solution cell by a wrong answer and looks at what the graded cells say::

    results = run("01_vectors", {"task-cosine": "def cosine(a, b):\\n    return 24.0"})
    assert_caught(results["test-cosine"], "that is the dot product")

Cells run in order in one namespace; an error in one does not stop the next (nbgrader does the same), and
anything a graded cell writes to stderr, a warning included, counts as a failure (nbgrader gives it 0).
"""

import ast
import contextlib
import functools
import io
import linecache
import os
import types
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

import nbformat

from course_lib import data

os.environ.setdefault("MPLBACKEND", "Agg")
ROOT = Path(__file__).resolve().parent.parent
CLEAN = ("CheckFailed", "NotImplementedError", "NameError")
# The source of a learner's object that is equal to everything: no grader may believe it.
YES = "class Yes:\n    def __eq__(self, other):\n        return True\n    __hash__ = None\n"


class Cell(NamedTuple):
    """One cell of an exercise.

    Attributes:
        id: the cell's id; for a cell that nbgrader knows it must equal the grade_id.
        kind: ``code`` or ``markdown``.
        solution: the learner edits it.
        points: of a graded cell; None for any other.
    """

    id: str
    kind: str
    source: str
    solution: bool
    points: float | None

    @property
    def graded(self) -> bool:
        """Whether the cell earns points."""
        return self.points is not None


class Wrong(NamedTuple):
    """A wrong answer: which cell it replaces, which graded cell refuses it, and a part of the reason."""

    cell: str
    grade: str
    source: str
    why: str


class EndsInAValue(AssertionError):
    """A graded cell ends in a value: nbgrader reads it as partial credit, and says so of a right answer."""


class WroteToStderr(AssertionError):
    """A graded cell wrote to stderr: nbgrader would give it 0 points whatever it found."""


def notebook(name: str, *, of: Path = ROOT / "solutions") -> nbformat.NotebookNode:
    """Read the source notebook of an exercise such as ``"01_vectors"``."""
    path = of / name / f"{name}.ipynb"
    return cast(nbformat.NotebookNode, nbformat.read(path, as_version=4))


def release_notebook(name: str) -> nbformat.NotebookNode:
    """Return the exercise as a learner gets it: solutions and hidden tests cleared by nbgrader's own code."""
    from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

    cleared = notebook(name)
    for preprocessor in (ClearSolutions(), ClearHiddenTests()):
        cleared, _ = preprocessor.preprocess(cleared, {})
    return cleared


def cells(name: str) -> list[Cell]:
    """Return the cells of the source, solutions and hidden tests included."""
    return _cells(notebook(name))


def release(name: str) -> list[Cell]:
    """Return the cells of the untouched release."""
    return _cells(release_notebook(name))


def run(
    name: str,
    replace: Mapping[str, str] | None = None,
    *,
    of: list[Cell] | None = None,
    skip: Collection[str] = (),
) -> dict[str, Exception | None]:
    """Execute an exercise and return what each graded cell raised, by grade_id; None is a pass.

    Args:
        name: such as ``"01_vectors"``.
        replace: new sources by cell id, for the cells of a learner's answer.
        of: the cells to run; the full solution if None. Pass ``release(name)`` for the untouched release
            (its graded cells have no hidden tests).
        skip: ids of cells to leave out, such as a demonstration that takes its time.
    """
    return {cell.id: error for cell, error in run_cells(name, replace, of=of, skip=skip) if cell.graded}


def run_cells(
    name: str,
    replace: Mapping[str, str] | None = None,
    *,
    of: list[Cell] | None = None,
    skip: Collection[str] = (),
) -> list[tuple[Cell, Exception | None]]:
    """Execute an exercise and return every code cell with what it raised: see :func:`run`."""
    chosen = cells(name) if of is None else of
    sources = dict(replace or {})
    unknown = set(sources).union(skip) - {cell.id for cell in chosen}
    if unknown:
        raise KeyError(f"{name} has no cell {sorted(unknown)}")
    # A kernel's namespace: functions say __main__, so checks.written_here sees them as the learner's own.
    space = vars(types.ModuleType("__main__"))
    with _data_read_once():
        return [
            (cell, _execute(cell, sources.get(cell.id, cell.source), space))
            for cell in chosen
            if cell.kind == "code" and cell.id not in skip
        ]


@functools.cache
def defined(name: str) -> dict[str, Any]:
    """Return what the cells of a solution define, graded ones and free checks aside."""
    found: dict[str, Any] = {}
    for cell in cells(name):
        if cell.kind == "code" and not cell.graded and not cell.id.startswith("free-"):
            exec(cell.source, found)  # noqa: S102
    return found


def printed(name: str, cell_id: str) -> str:
    """Return what a cell of a solution prints."""
    (source,) = [cell.source for cell in cells(name) if cell.id == cell_id]
    made = dict(defined(name))
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(source, made)  # noqa: S102
    return said.getvalue()


def solutions(name: str) -> dict[str, str]:
    """Return the full solution's sources by cell id: with ``of=release(name)`` they solve the release."""
    return {cell.id: cell.source for cell in cells(name) if cell.solution}


def wrongs(cell: str, grade: str, answers: Mapping[str, tuple[str, str]]) -> dict[str, Wrong]:
    """Return wrong answers to one cell, refused by one graded cell, from each one's source and reason."""
    return {name: Wrong(cell, grade, source, why) for name, (source, why) in answers.items()}


def indent(body: str) -> str:
    """Return the lines of a function's body, each four spaces further in."""
    return "\n".join("    " + line for line in body.splitlines())


def message(error: Exception | None) -> str:
    """Return the error's message on one line: the checks wrap theirs at 76 characters."""
    return "" if error is None else " ".join(str(error).split())


def free_check(name: str, free: str, replace: Mapping[str, str], *, skip: Collection[str] = ()) -> str:
    """Return what the free check in cell ``free`` says of an answer; "" if it passes."""
    errors = {cell.id: error for cell, error in run_cells(name, replace, skip=skip)}
    return message(errors[free])


def assert_clean(error: Exception | None) -> None:
    """Assert that a graded cell failed, and with a message made for a learner."""
    assert error is not None, "the graded cell passed"
    assert type(error).__name__ in CLEAN, f"{type(error).__name__}: {error}"
    lines = str(error).splitlines()
    assert all(len(line) <= 76 for line in lines), lines


def assert_caught(error: Exception | None, why: str) -> None:
    """Assert that a wrong answer was refused with call, got, want and a reason that holds ``why``."""
    assert_clean(error)
    assert type(error).__name__ == "CheckFailed", f"{type(error).__name__}: {error}"
    said = message(error)
    for part in (" got ", " want ", " why "):
        assert part in said, f"no {part.strip()!r} in: {error}"
    assert why in said.partition(" why ")[2], f"{why!r} is not the reason in:\n{error}"


def assert_fitted(name: str, cell: str, source: str, grade: str, *, skip: Collection[str] = ()) -> None:
    """Assert that an answer made for the visible tests passes them and fails the hidden ones."""
    visible = run(name, {cell: source}, of=release(name), skip=skip)[grade]
    assert visible is None, f"not fitted, the visible tests refuse it: {visible}"
    assert_clean(run(name, {cell: source}, skip=skip)[grade])


def problems(name: str) -> list[str]:
    """Return what is wrong with the build of an exercise: ids, markers, points, last lines. Empty is right."""
    found = []
    raw = notebook(name).cells
    for cell in raw:
        known = cell.metadata.get("nbgrader")
        if known and known.get("grade_id") != cell.id:
            found.append(f"{cell.id}: grade_id is {known.get('grade_id')!r}")
    all_cells = _cells(notebook(name))
    ids = [cell.id for cell in all_cells]
    found += [f"{one}: id used twice" for one in sorted({one for one in ids if ids.count(one) > 1})]
    for cell in all_cells:
        if cell.solution and "### BEGIN SOLUTION" not in cell.source:
            found.append(f"{cell.id}: no ### BEGIN SOLUTION")
        guess = "checks.prediction(" in cell.source or "checks.choice(" in cell.source
        if cell.graded and not guess and "### BEGIN HIDDEN TESTS" not in cell.source:
            found.append(f"{cell.id}: no ### BEGIN HIDDEN TESTS")
        if cell.graded and isinstance(ast.parse(cell.source).body[-1], ast.Expr):
            last = cast(ast.Expr, ast.parse(cell.source).body[-1]).value
            if not isinstance(last, ast.Call):  # a call of a check returns None, which nbgrader ignores
                found.append(f"{cell.id}: ends in a bare expression, which nbgrader reads as partial credit")
    total = sum(cell.points or 0 for cell in all_cells)
    if total != 10:
        found.append(f"{total:g} points in all, not 10")
    return found


def _cells(source: nbformat.NotebookNode) -> list[Cell]:
    found = []
    for cell in source.cells:
        known = cell.metadata.get("nbgrader", {})
        points = float(known["points"]) if known.get("grade") else None
        found.append(Cell(cell.id, cell.cell_type, cell.source, bool(known.get("solution")), points))
    return found


def _read_once(load: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """Return a loader that reads its file once a process and hands out a fresh list of the frozen records."""
    kept = functools.cache(load)

    @functools.wraps(load)
    def loader(*args: Any, **options: Any) -> list[Any]:
        return list(kept(*args, **options))

    return loader


_LOADERS = {name: _read_once(getattr(data, name)) for name in data.__all__ if name.startswith("load_")}


@contextlib.contextmanager
def _data_read_once() -> Iterator[None]:
    """Let an exercise read the course's data from memory: a hundred wrong answers need not parse it anew."""
    before = {name: getattr(data, name) for name in _LOADERS}
    try:
        vars(data).update(_LOADERS)
        yield
    finally:
        vars(data).update(before)


def _execute(cell: Cell, source: str, space: dict[str, Any]) -> Exception | None:
    """Run one cell; return what it raised, or what it wrote to stderr if it is graded."""
    file = f"<{cell.id}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("default")
        for quiet in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
            warnings.simplefilter("ignore", quiet)  # a kernel does not show these either
        try:
            shown = _run(source, file, space)
        except Exception as error:  # noqa: BLE001 - whatever was raised is the finding
            return error
    if cell.graded and shown is not None:
        return EndsInAValue(f"{cell.id} ends in the value {shown!r:.60}")
    noise = err.getvalue() or "".join(str(one.message) for one in said)
    return WroteToStderr(f"{cell.id} wrote to stderr: {noise:.200}") if cell.graded and noise else None


def _run(source: str, file: str, space: dict[str, Any]) -> object:
    """Run the source of a cell and return the value of its last line, as a kernel would show it."""
    tree = ast.parse(source, file)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, file, "exec"), space)  # noqa: S102 - running the exercise is the point
    if not isinstance(last, ast.Expr) or source.rstrip().endswith(";"):
        return None
    return eval(compile(ast.Expression(last.value), file, "eval"), space)
