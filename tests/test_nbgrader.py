"""Every exercise through the real nbgrader: solutions get full marks, an untouched release gets none."""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

ROOT = Path(__file__).resolve().parent.parent
NAMES = sorted(path.name for path in (ROOT / "solutions").iterdir() if path.is_dir())
NBGRADER = Path(sys.executable).with_name("nbgrader")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A teacher's folder in which a solver and someone who did nothing have been graded."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    shutil.copytree(ROOT / "solutions", folder / "solutions")
    (folder / "grading").mkdir()
    for name in NAMES:
        run(folder, "generate_assignment", name)
        for student, source in (("solver", "solutions"), ("untouched", "exercises")):
            shutil.copytree(folder / source / name, folder / "grading" / "submitted" / student / name)
        run(folder, "autograde", name)
    return folder


def run(folder: Path, *arguments: str) -> None:
    done = subprocess.run([NBGRADER, *arguments], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def marks(course: Path, name: str, student: str) -> dict[str, tuple[float, float]]:
    """Return for each graded cell the points got and the most there are."""
    with Gradebook(f"sqlite:///{course}/grading/gradebook.db") as book:
        submission = book.find_submission(name, student)
        return {
            grade.name: (grade.score, grade.max_score) for notebook in submission.notebooks for grade in notebook.grades
        }


@pytest.mark.parametrize("name", NAMES)
def test_the_release_of_nbgrader_is_the_committed_one(course: Path, name: str) -> None:
    made = course / "exercises" / name / f"{name}.ipynb"
    assert made.read_bytes() == (ROOT / "exercises" / name / f"{name}.ipynb").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_the_solution_gets_ten_points(course: Path, name: str) -> None:
    got = marks(course, name, "solver")
    assert sum(points for points, _ in got.values()) == sum(most for _, most in got.values()) == 10


@pytest.mark.parametrize("name", NAMES)
def test_an_untouched_release_gets_nothing_and_clean_messages(course: Path, name: str) -> None:
    got = marks(course, name, "untouched")
    assert {cell: points for cell, (points, _) in got.items() if points} == {}
    graded = nbformat.read(course / "grading" / "autograded" / "untouched" / name / f"{name}.ipynb", 4)
    errors = {
        cell.id: output.ename
        for cell in graded.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
        for output in cell.outputs
        if output.output_type == "error"
    }
    assert set(errors) == set(got)
    assert set(errors.values()) <= {"CheckFailed", "NotImplementedError", "NameError"}
