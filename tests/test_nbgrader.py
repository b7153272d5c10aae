"""Every exercise through the real nbgrader: solutions get full marks, an untouched release gets none."""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from answers import collect
from nbgrader.api import Gradebook
from test_forgeries import FUNCTIONS, READING, REPLACED, all_wrong

ROOT = Path(__file__).resolve().parent.parent
NAMES = sorted(path.name for path in (ROOT / "solutions").iterdir() if path.is_dir())
NBGRADER = Path(sys.executable).with_name("nbgrader")
# Answers that are wrong altogether, with a forgery each, and right ones that write to stderr.
FORGED = {f"forger-{kind}": REPLACED[kind] for kind in ("a-class-named-checks", "checks-f-code")}
LOUD = ("right-loud.py", "right-warns-and-mends.py", "right-with-a-progress-bar.py", "right-logs-what-it-does.py")
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
        for student, answers in others(name).items():
            submit(folder, name, student, answers)
        run(folder, "autograde", name)
    return folder


def others(name: str) -> dict[str, dict[str, str]]:
    """Return the answers of those who forge, and of one whose right answers are loud, by cell."""
    if name not in FUNCTIONS:
        return {}
    found = {student: all_wrong(name, forgery) for student, forgery in FORGED.items()}
    found["forger-reads"] = all_wrong(name, READING["the-caller-s-source"], "return forge(*a, **k)")
    found["loud"] = {one.cell: one.source for one in collect(name) if one.file.endswith(LOUD)}
    return found


def submit(folder: Path, name: str, student: str, answers: dict[str, str]) -> None:
    notebook = nbformat.read(folder / "exercises" / name / f"{name}.ipynb", 4)
    solved = {c.id: c.source for c in nbformat.read(folder / "solutions" / name / f"{name}.ipynb", 4).cells}
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = answers.get(cell.id, solved[cell.id])
    where = folder / "grading" / "submitted" / student / name
    where.mkdir(parents=True)
    nbformat.write(notebook, where / f"{name}.ipynb")


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


@pytest.mark.parametrize("student", [*FORGED, "forger-reads"])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_forged_answers_get_nothing(course: Path, name: str, student: str) -> None:
    assert {cell: points for cell, (points, _) in marks(course, name, student).items() if points} == {}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_right_answers_that_write_to_stderr_get_their_points(course: Path, name: str) -> None:
    got = marks(course, name, "loud")
    assert len(others(name)["loud"]) >= 1
    assert sum(points for points, _ in got.values()) == 10
