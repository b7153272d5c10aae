"""What the README and CONTRIBUTING say can be done, can be done."""

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import readme_picture

from course_lib import claims
from course_lib.evidence.results import Result

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent
COMMANDS = re.findall(r"^((?:make|\.venv/bin/course|\.venv/bin/python|jupytext)\b.*?)\s*(?:#.*)?$", PAGES, re.MULTILINE)


def test_the_commands_are_found() -> None:
    assert {"make lab", "make test", ".venv/bin/course claims R18"} <= set(COMMANDS)


@pytest.mark.parametrize("target", sorted({c.split()[1] for c in COMMANDS if c.startswith("make ")}))
def test_every_make_target_exists(target: str) -> None:
    done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", sorted({c for c in COMMANDS if "course" in c and "--re" not in c}))
def test_every_course_command_runs(command: str) -> None:
    arguments = [str(BIN / "course"), *shlex.split(command)[1:]]
    assert subprocess.run(arguments, cwd=ROOT, capture_output=True).returncode == 0


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!http)([^)#]+)\)", PAGES))))
def test_every_link_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_the_map_names_every_lesson_with_its_cost() -> None:
    table = README[README.index("<!-- map -->") : README.index("<!-- /map -->")]
    for lesson in (ROOT / "lessons").glob("*.ipynb"):
        assert f"](lessons/{lesson.name})" in table
    assert "not measured" not in table


def test_the_minutes_are_those_of_lessons_and_exercises() -> None:
    def minutes(pattern: str, folder: str) -> list[int]:
        pages = [path.read_text(encoding="utf-8") for path in (ROOT / folder).rglob("*.ipynb") if path.name[:2] != "00"]
        return sorted(int(re.findall(pattern, page)[0]) for page in pages)

    lesson, exercise = minutes(r"Plan for (\d+) minutes", "lessons"), minutes(r"About (\d+) minutes", "exercises")
    assert f"takes {lesson[0]} to {lesson[-1]} minutes, the exercise {exercise[0]} to {exercise[-1]} more" in README


def test_a_lesson_gives_its_exercise_the_minutes_that_the_exercise_gives_itself() -> None:
    for path in (ROOT / "exercises").rglob("*.ipynb"):
        ready, draft = ROOT / "lessons" / path.name, ROOT / "docs" / "drafts" / path.name
        lesson = (ready if ready.exists() else draft).read_text(encoding="utf-8")
        (minutes,) = re.findall(r"About (\d+) minutes", path.read_text(encoding="utf-8"))
        assert re.findall(rf"{path.name}\), about (\d+) minutes", lesson) == [minutes], path.name


@pytest.mark.parametrize("name", readme_picture.PICTURES)
def test_a_picture_shows_the_ledger(name: str, tmp_path: Path) -> None:
    readme_picture.PICTURES[name](tmp_path / name)
    assert (tmp_path / name).read_bytes() == (ROOT / "docs" / name).read_bytes()


@pytest.mark.slow
def test_a_teacher_can_grade_as_it_says(tmp_path: Path) -> None:
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions")
    for student, folder in (("ada", "solutions"), ("cleo", "exercises")):
        shutil.copytree(ROOT / folder / "05_documents", tmp_path / "grading" / "submitted" / student / "05_documents")
    (tmp_path / ".venv").symlink_to(BIN.parent)
    commands = re.findall(r"^(?:export|nbgrader) .*$", README, re.MULTILINE)
    assert len(commands) == 5
    done = subprocess.run(["bash", "-e", "-c", "\n".join(commands)], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with (tmp_path / "grading" / "grades.csv").open(encoding="utf-8") as file:
        assert {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)} == {"ada": 10, "cleo": 0}


@pytest.mark.slow
def test_a_recorded_verdict_can_be_measured_again(tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(tmp_path / "again")], check=True)
    environment = {**os.environ, "COURSE_DATA": str(tmp_path / "again" / "data")}
    done = subprocess.run([BIN / "course", "claims", "--rerun", "R18"], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    again = Result.model_validate(json.loads((tmp_path / "again" / "data" / "results" / "R18.json").read_text()))
    recorded = claims.load_result(claims.load_claim("R18"))
    assert recorded is not None
    for path in (("contrast", "ci95"), ("contrast", "ci99"), ("interaction", "ci99")):
        assert again.estimate(*path).mean == pytest.approx(recorded.estimate(*path).mean, abs=2e-3)
    assert claims.verdict(claims.load_claim("R18"), again) == claims.card("R18").verdict
