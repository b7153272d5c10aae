"""Generate ``exercises/`` from ``solutions/``: ``python tools/release.py [--check]`` (``make release``).

``solutions/`` is the only side that is edited by hand. It is first brought into its committed form, then
nbgrader's own GenerateAssignment makes the learner's version, in process and without a database. The
same source always gives the same bytes. Only notebooks are written.
"""

import argparse
import contextlib
import itertools
import logging
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from notebook_files import ROOT, NotebookError, as_text, clean_metadata, read, require_ids, write
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

POINTS = 10
HIDDEN = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")
# What a graded cell begins with; whoever writes one puts the first line, `make release` the rest.
FOLDED = "# Run this cell"  # a cell that begins so is folded to its first line: it is to be run, not read
CANARY = (Path(__file__).resolve().parent / "canary.py").read_text(encoding="utf-8").rstrip("\n")


def normalise(notebook: NotebookNode, name: str) -> None:
    """Bring a source notebook into its committed form: ids, metadata, no outputs.

    Raises:
        NotebookError: it breaks one of the rules of a source notebook.
    """
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id:
            cell.id = grade_id
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
            cell.source = with_canary(cell.source)
    clean_metadata(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.startswith(FOLDED):
            cell.metadata["jupyter"] = {"source_hidden": True}
    require_ids(notebook, name)
    _require_points(notebook, name)
    _require_hidden_tests_in_place(notebook, name)


def with_canary(source: str) -> str:
    """Return a cell's source with the canary of today, if its first line asks for one."""
    first, *_, last = CANARY.splitlines()
    if not source.startswith(f"{first}\n"):
        return source
    rest = source.partition(f"\n{last}\n")[2] or source.removeprefix(f"{first}\n")
    return f"{CANARY}\n{rest}"


def _is_marked(cell: NotebookNode) -> bool:
    """Tell whether a cell earns points: by its tests, by hand, or as a task."""
    marks = cell.metadata.get("nbgrader", {})
    return bool(marks.get("grade") or marks.get("task"))


def _require_points(notebook: NotebookNode, name: str) -> None:
    total = 0.0
    for cell in filter(_is_marked, notebook.cells):
        points = cell.metadata["nbgrader"].get("points")
        if isinstance(points, bool) or not isinstance(points, int | float) or points < 0:
            raise NotebookError(f"{name}, cell {cell.id!r}: is graded but has points={points!r}; give it a number")
        total += points
    if abs(total - POINTS) > 1e-9:
        raise NotebookError(f"{name}: the points add up to {total:g}; an exercise has {POINTS}")


def _require_hidden_tests_in_place(notebook: NotebookNode, name: str) -> None:
    for cell in notebook.cells:
        begins, ends = (cell.source.count(mark) for mark in HIDDEN)
        marks = cell.metadata.get("nbgrader", {})
        tests = cell.cell_type == "code" and marks.get("grade") and not marks.get("solution")
        if begins != ends:
            raise NotebookError(
                f"{name}, cell {cell.id!r}: {begins} BEGIN and {ends} END of HIDDEN TESTS; each needs the other"
            )
        if begins and not tests:
            raise NotebookError(
                f"{name}, cell {cell.id!r}: hidden tests stand outside a graded test cell, so nbgrader would "
                "not remove them; move them into one"
            )


def sources(root: Path) -> dict[str, Path]:
    """Return the source notebooks by the name of their assignment.

    Raises:
        NotebookError: a folder of ``solutions/`` without the notebook of its name, or with another one.
    """
    found = {}
    for folder in sorted(path for path in (root / "solutions").glob("[!._]*") if path.is_dir()):
        notebooks = sorted(path.name for path in folder.glob("*.ipynb"))
        if notebooks != [f"{folder.name}.ipynb"]:
            raise NotebookError(
                f"solutions/{folder.name}/ holds {notebooks or 'no notebook'}; "
                f"it must hold {folder.name}.ipynb and no other notebook"
            )
        found[folder.name] = folder / f"{folder.name}.ipynb"
    return found


def generate(normalised: dict[str, str], root: Path = ROOT) -> dict[str, str]:
    """Run nbgrader's GenerateAssignment in a scratch folder.

    Args:
        normalised: the text of each source notebook, by assignment.
        root: where ``nbgrader_config.py`` lies.

    Returns:
        The text of each released notebook, by assignment.

    Raises:
        NotebookError: nbgrader refuses a notebook.
    """
    released = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name, text in normalised.items():
            write(Path(scratch) / "solutions" / name / f"{name}.ipynb", text)
            _generate_one(name, scratch, root)
            notebook = read(Path(scratch) / "exercises" / name / f"{name}.ipynb")
            for cell in notebook.cells:
                if any(mark in cell.source for mark in (*HIDDEN, "### BEGIN SOLUTION", "### END SOLUTION")):
                    raise NotebookError(f"{name}, cell {cell.id!r}: a solution or hidden test would be released")
            released[name] = as_text(notebook)
    return released


def _generate_one(name: str, scratch: str, root: Path) -> None:
    config = PyFileConfigLoader(str(root / "nbgrader_config.py")).load_config()
    config.merge(
        Config(
            CourseDirectory={
                "root": scratch,
                "source_directory": "solutions",
                "release_directory": "exercises",
                "assignment_id": name,
            },
            GenerateAssignment={"no_database": True},
            SaveCells={"enabled": False},
        )
    )
    log = logging.getLogger("release")
    heard: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    log.propagate = False
    log.addHandler(handler)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            course = CourseDirectory(config=config, log=log)
            GenerateAssignment(coursedir=course, config=config, log=log).start()
    except Exception as error:
        raise NotebookError(f"{name}: nbgrader refuses it: {(heard or [str(error)])[0]}") from error
    finally:
        log.removeHandler(handler)


def release(root: Path = ROOT, *, check: bool = False) -> list[str]:
    """Bring ``exercises/`` in line with ``solutions/``.

    Args:
        root: the folder with both.
        check: write nothing.

    Returns:
        The files that were (or, with ``check``, would be) written or removed.

    Raises:
        NotebookError: a source notebook breaks a rule; nothing is written then.
    """
    wanted: dict[Path, str] = {}
    normalised: dict[str, str] = {}
    for name, path in sources(root).items():
        notebook = read(path)
        normalise(notebook, f"{name}.ipynb")
        normalised[name] = wanted[path] = as_text(notebook)
    for name, text in generate(normalised, root).items():
        wanted[root / "exercises" / name / f"{name}.ipynb"] = text
    stale = [path for path in sorted((root / "exercises").glob("*/*.ipynb")) if path not in wanted]
    changed = [path for path, text in wanted.items() if not path.exists() or path.read_bytes() != text.encode()]
    if not check:
        for path in [*changed, *stale]:
            _keep_learners_work(path, root)
        for path in changed:
            write(path, wanted[path])
        for path in stale:
            path.unlink()
            with contextlib.suppress(OSError):  # the folder goes when nothing else lies in it
                path.parent.rmdir()
    return [path.relative_to(root).as_posix() for path in [*changed, *stale]]


def _keep_learners_work(path: Path, root: Path) -> None:
    """Copy an exercise that somebody has worked on to ``my_work/`` before it is replaced.

    A released notebook has never been run: one with outputs or counts, or that is not readable, is somebody's.
    """
    if path.parent.parent.name != "exercises" or not path.exists():
        return
    with contextlib.suppress(NotebookError):
        cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
        if not any(cell.outputs or cell.execution_count for cell in cells):
            return
    kept = root / "my_work" / path.stem / path.name  # from there its links lead to the lessons, too
    for number in itertools.count(2):
        if not kept.exists():
            break
        kept = kept.with_name(f"{path.stem}-{number}.ipynb")
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(path, kept)
    print(f"kept: your work on {path.name} is now {kept.relative_to(root).as_posix()}")


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Release, or check; return 1 if a rule is broken or the check finds a difference."""
    parser = argparse.ArgumentParser(description="Generate exercises/ from solutions/.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if something would change")
    check = parser.parse_args(arguments).check
    try:
        changed = release(root, check=check)
    except NotebookError as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    for name in changed:
        print(f"{'differs' if check else 'written'}: {name}")
    if check and changed:
        print("exercises/ is not what solutions/ gives; run `make release` and commit both", file=sys.stderr)
        return 1
    print(f"{len(sources(root))} exercises are up to date")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
