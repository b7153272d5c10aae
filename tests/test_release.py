"""The release: exercises/ is exactly what nbgrader makes of solutions/, and bad sources are refused."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import release
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebook_files import ROOT, NotebookError, as_text, read

SOLUTION = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
TESTS = "assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(5) == 10\n### END HIDDEN TESTS"


def marks(grade_id: str, **given: Any) -> dict[str, Any]:
    base = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
    return {"nbgrader": {**base, "grade_id": grade_id, **given}}


def source() -> NotebookNode:
    """A good exercise, not yet in its committed form: outputs, foreign metadata, random ids."""
    stream = new_output("stream", name="stdout", text="4\n")
    task = new_code_cell(SOLUTION, id="f00ba4", metadata=marks("task-double", solution=True))
    test = new_code_cell(TESTS, id="9c2e11", metadata=marks("test-double", grade=True, locked=True, points=10))
    free = new_code_cell("double(2)", id="free-check", outputs=[stream], execution_count=3)
    free.metadata = {"tags": ["free"], "collapsed": True}
    notebook: NotebookNode = new_notebook(cells=[new_markdown_cell("# An exercise", id="title"), task, free, test])
    notebook.metadata = {"celltoolbar": "Create Assignment"}
    return notebook


def course(root: Path, notebook: NotebookNode | None = None, name: str = "01_small") -> Path:
    folder = root / "solutions" / name
    folder.mkdir(parents=True)
    (folder / f"{name}.ipynb").write_text(as_text(notebook or source()), encoding="utf-8")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return root


def snapshot(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_what_is_released_and_that_it_is_released_once(tmp_path: Path) -> None:
    course(tmp_path)
    (tmp_path / "solutions" / "01_small" / "notes.txt").write_text("for teachers", encoding="utf-8")
    names = ["solutions/01_small/01_small.ipynb", "exercises/01_small/01_small.ipynb"]
    assert release.release(tmp_path) == names
    before = snapshot(tmp_path)
    assert release.release(tmp_path) == []
    assert snapshot(tmp_path) == before
    assert {name for name in before if name.startswith("exercises/")} == {names[1]}

    solved, released = read(tmp_path / names[0]), read(tmp_path / names[1])
    assert [cell.id for cell in solved.cells] == ["title", "task-double", "free-check", "test-double"]
    assert [cell.id for cell in released.cells] == [cell.id for cell in solved.cells]
    assert solved.cells[2].metadata == {"tags": ["free"]}
    assert solved.cells[2].outputs == [] and solved.cells[2].execution_count is None
    assert "celltoolbar" not in solved.metadata
    assert released.cells[1].source == "def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    assert released.cells[3].source == "assert double(2) == 4"
    assert re.fullmatch("[0-9a-f]{32}", released.cells[3].metadata.nbgrader.checksum)
    assert released.cells[3].metadata.editable is False
    assert before[names[1]].endswith(b"}\n")


def test_what_is_to_be_run_and_not_read_is_folded(tmp_path: Path) -> None:
    notebook = source()
    notebook.cells[3].source = f"{release.CANARY}\nassert double(2) == 4"
    notebook.cells[2].source = f"{release.FOLDED}: what the checks below go by.\nWHY = 1"
    release.release(course(tmp_path, notebook))
    for folder in ("solutions", "exercises"):
        cells = read(tmp_path / folder / "01_small" / "01_small.ipynb").cells
        assert [cell.metadata.get("jupyter") for cell in cells] == [None, None, *[{"source_hidden": True}] * 2]


def test_check_sees_a_hand_edit_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release.release(course(tmp_path))
    assert release.main(["--check"], tmp_path) == 0
    path = tmp_path / "exercises" / "01_small" / "01_small.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("double(2) == 4", "double(2) == 5"), encoding="utf-8")
    before = snapshot(tmp_path)
    assert release.main(["--check"], tmp_path) == 1
    assert snapshot(tmp_path) == before
    captured = capsys.readouterr()
    assert "differs: exercises/01_small/01_small.ipynb" in captured.out
    assert "make release" in captured.err
    assert release.main([], tmp_path) == 0
    assert release.main(["--check"], tmp_path) == 0


def test_work_of_a_learner_is_kept_before_it_is_replaced(tmp_path: Path) -> None:
    course(tmp_path)
    release.release(tmp_path)
    exercise = tmp_path / "exercises" / "01_small" / "01_small.ipynb"
    for number in (1, 2):
        notebook = read(exercise)
        code = next(cell for cell in notebook.cells if cell.cell_type == "code")
        code.source, code.execution_count = f"my_answer = {number}", number
        exercise.write_text(as_text(notebook), encoding="utf-8")
        release.release(tmp_path)
    kept = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "my_work" / "01_small").iterdir()}
    assert sorted(kept) == ["01_small-2.ipynb", "01_small.ipynb"]
    assert "my_answer = 1" in kept["01_small.ipynb"] and "my_answer = 2" in kept["01_small-2.ipynb"]
    assert release.release(tmp_path, check=True) == []


def test_an_exercise_without_source_is_removed_and_nothing_beside_it(tmp_path: Path) -> None:
    release.release(course(tmp_path))
    stale = tmp_path / "exercises" / "02_gone" / "02_gone.ipynb"
    copied = tmp_path / "exercises" / "01_small" / "01_small-Copy1.ipynb"
    stale.parent.mkdir()
    for path in (stale, copied):
        path.write_text("{}", encoding="utf-8")
    removed = ["exercises/01_small/01_small-Copy1.ipynb", "exercises/02_gone/02_gone.ipynb"]
    assert release.release(tmp_path, check=True) == removed
    assert stale.exists()
    assert release.release(tmp_path) == removed
    assert not stale.parent.exists()
    assert (tmp_path / "exercises" / "01_small" / "01_small.ipynb").exists()


def test_a_graded_cell_that_asks_for_the_canary_gets_the_one_of_today(tmp_path: Path) -> None:
    first, *_, last = release.CANARY.splitlines()
    for asked in (first, f"{first}\nimport sys  # an old one\n{last}", release.CANARY):
        notebook = source()
        notebook.cells[3].source = f"{asked}\n{TESTS}"
        release.release(course(tmp_path, notebook))
        solved = read(tmp_path / "solutions" / "01_small" / "01_small.ipynb")
        assert solved.cells[3].source == f"{release.CANARY}\n{TESTS}"
        shutil.rmtree(tmp_path / "solutions")


def twice(notebook: NotebookNode) -> None:
    notebook.cells[2].id = "title"


def graded_twice(notebook: NotebookNode) -> None:
    notebook.cells[1].metadata["nbgrader"]["grade_id"] = "test-double"


def no_points(notebook: NotebookNode) -> None:
    del notebook.cells[3].metadata["nbgrader"]["points"]


def nine_points(notebook: NotebookNode) -> None:
    notebook.cells[3].metadata["nbgrader"]["points"] = 9


def hidden_in_a_free_cell(notebook: NotebookNode) -> None:
    notebook.cells[2].source = TESTS


def hidden_in_the_solution(notebook: NotebookNode) -> None:
    notebook.cells[1].source += "\n### BEGIN HIDDEN TESTS\n1\n### END HIDDEN TESTS"


def half_hidden(notebook: NotebookNode) -> None:
    notebook.cells[3].source = notebook.cells[3].source.replace("### END HIDDEN TESTS", "")


def solution_in_a_free_cell(notebook: NotebookNode) -> None:
    notebook.cells[2].source = SOLUTION


def random_id(notebook: NotebookNode) -> None:
    notebook.cells[0].id = "8d1f22aa"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (twice, "'title' stands twice"),
        (graded_twice, "'test-double' stands twice"),
        (no_points, "'test-double': is graded but has points=None"),
        (nine_points, "points add up to 9; an exercise has 10"),
        (hidden_in_a_free_cell, "'free-check': hidden tests stand outside"),
        (hidden_in_the_solution, "'task-double': hidden tests stand outside"),
        (half_hidden, "1 BEGIN and 0 END"),
        (solution_in_a_free_cell, "01_small"),
        (random_id, "cell 1 has the id '8d1f22aa'"),
    ],
)
def test_a_bad_source_is_refused_and_nothing_is_written(tmp_path: Path, spoil: Any, message: str) -> None:
    notebook = source()
    spoil(notebook)
    before = snapshot(course(tmp_path, notebook))
    with pytest.raises(NotebookError, match=re.escape(message)):
        release.release(tmp_path)
    assert snapshot(tmp_path) == before


def test_a_folder_without_its_notebook_is_refused(tmp_path: Path) -> None:
    course(tmp_path)
    (tmp_path / "solutions" / "02_other").mkdir()
    (tmp_path / "solutions" / "02_other" / "wrong.ipynb").write_text("{}", encoding="utf-8")
    with pytest.raises(NotebookError, match=r"must hold 02_other\.ipynb"):
        release.release(tmp_path)


def test_the_committed_exercises_are_what_the_solutions_give() -> None:
    assert release.release(ROOT, check=True) == []


@pytest.mark.slow
def test_nbgraders_own_command_releases_the_same_bytes(tmp_path: Path) -> None:
    release.release(course(tmp_path))
    path = tmp_path / "exercises" / "01_small" / "01_small.ipynb"
    ours = path.read_bytes()
    path.unlink()
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "01_small", "--force"]
    # nbgrader calls `alembic` by name, which must be found without an activated environment.
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == ours
    assert (tmp_path / "grading" / "gradebook.db").exists()
