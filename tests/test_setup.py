"""Set-up: what it refuses, when it does nothing, where torch comes from, and what its errors advise."""

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import install_torch
import pytest
import quiet_pip
import setup_environment as setup

ROOT = setup.ROOT
Pip = Callable[[list[str]], tuple[int, str]]
NONE = "ERROR: No matching distribution found for torch==2.13.0+cpu"


# ---------------------------------------------------------------- Python and disk


@pytest.mark.parametrize("version", [(3, 11), (3, 12, 4), (3, 13)])
def test_a_supported_python_passes(version: tuple[int, ...]) -> None:
    setup.check_version(version)


@pytest.mark.parametrize("version", [(3, 10, 14), (3, 14), (2, 7)])
def test_another_python_is_told_what_to_get_and_how_to_name_it(version: tuple[int, ...]) -> None:
    with pytest.raises(setup.SetupError) as caught:
        setup.check_version(version)
    message = str(caught.value)
    assert f"this is Python {version[0]}.{version[1]};" in message
    for word in ("needs Python 3.11", "python.org", "make lab PYTHON=", "py -3.11 tools/setup_environment.py"):
        assert word in message


@pytest.mark.parametrize("name", ["setup_environment.py", "quiet_pip.py"])
def test_an_old_python_can_read_the_message(name: str) -> None:
    ast.parse((ROOT / "tools" / name).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_the_disk_must_have_room(tmp_path: Path) -> None:
    setup.check_space(tmp_path, needed=0.0)
    with pytest.raises(setup.SetupError, match="needs 1000000 GB while it is made"):
        setup.check_space(tmp_path, needed=1e6)


# ---------------------------------------------------------------- the stamp


def project(root: Path, dependency: str = "numpy", lock: str = "numpy==2.4\n", version: str = "0.1") -> Path:
    (root / "requirements.lock").write_text(lock, encoding="utf-8")
    text = (
        f'[project]\nname = "x"\nversion = "{version}"\ndependencies = ["{dependency}"]\n[tool.ruff]\nline-length = 9\n'
    )
    (root / "pyproject.toml").write_text(text, encoding="utf-8")
    return root


def test_the_stamp_changes_with_what_is_installed_and_with_nothing_else(tmp_path: Path) -> None:
    def stamp(python: tuple[int, ...] = (3, 11, 7), torch: str = "2.13.0") -> str:
        return setup.stamp_text(tmp_path, python, torch)

    project(tmp_path)
    first = stamp()
    assert stamp((3, 11, 9)) == first
    project(tmp_path, version="0.2")
    assert stamp() == first
    assert stamp((3, 12, 0)) != first
    assert stamp(torch="2.14.0") != first
    project(tmp_path, dependency="scipy")
    assert stamp() != first
    project(tmp_path, lock="numpy==2.5\n")
    assert stamp() != first
    assert json.loads(first)["folder"] == str(tmp_path)


def test_an_environment_is_current_only_with_its_stamp_and_interpreter(tmp_path: Path) -> None:
    assert not setup.is_current(tmp_path, "wanted")
    python = setup.venv_python(tmp_path)
    python.parent.mkdir()
    python.touch()
    assert not setup.is_current(tmp_path, "wanted")
    (tmp_path / setup.STAMP).write_text("wanted", encoding="utf-8")
    assert setup.is_current(tmp_path, "wanted")
    assert not setup.is_current(tmp_path, "another")
    python.unlink()
    assert not setup.is_current(tmp_path, "wanted")


def test_nothing_is_run_when_the_environment_is_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path)
    python = setup.venv_python(tmp_path / ".venv")
    python.parent.mkdir(parents=True)
    python.touch()
    (tmp_path / ".venv" / setup.STAMP).write_text(
        setup.stamp_text(tmp_path, (3, 11), install_torch.VERSION), encoding="utf-8"
    )
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("a command was run"))
    setup.build(tmp_path, (3, 11))


def test_an_unfinished_environment_is_made_anew(tmp_path: Path) -> None:
    venv = tmp_path / ".venv"
    assert not setup.is_usable(venv, sys.version_info[:2])
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    assert not setup.is_usable(venv, sys.version_info[:2]), "an environment without pip was called usable"


def test_a_failed_step_leaves_no_stamp_and_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path)
    venv = tmp_path / ".venv"
    venv.mkdir()
    (venv / setup.STAMP).write_text("old", encoding="utf-8")
    monkeypatch.setattr(setup, "is_usable", lambda *_: True)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, stdout=""))
    failing = "Collecting numpy\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."
    monkeypatch.setattr(quiet_pip, "pip", lambda *_: (1, failing))
    with pytest.raises(setup.SetupError, match=r"(?s)Collecting numpy.*What to do: a file is not the one"):
        setup.build(tmp_path, (3, 11))
    assert not (venv / setup.STAMP).exists()


# ---------------------------------------------------------------- torch


def test_where_torch_comes_from_on_each_platform() -> None:
    table = {
        system: [(s.requirement, s.options) for s in install_torch.sources(system)] for system in install_torch.SOURCES
    }
    assert table == {
        "Linux": [
            ("torch==2.13.0+cpu", ()),
            ("torch==2.13.0+cpu", ("--index-url", "https://download.pytorch.org/whl/cpu")),
        ],
        "Darwin": [("torch==2.13.0", ())],
        "Windows": [("torch==2.13.0", ())],
    }
    with pytest.raises(SystemExit, match="'Plan9'"):
        install_torch.sources("Plan9")


def test_the_table_the_lock_and_the_project_name_the_same_torch() -> None:
    assert f'"torch=={install_torch.VERSION}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "\ntorch==" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert install_torch.is_wanted(metadata.version("torch"))


@pytest.mark.parametrize(
    ("answers", "status", "asked"),
    [
        ([(0, "")], 0, 1),
        ([(1, NONE), (0, "")], 0, 2),
        ([(1, "OSError: [Errno 28] No space left on device")], 1, 1),
        ([(1, NONE), (1, f"NewConnectionError: Network is unreachable\n{NONE}")], 1, 2),
    ],
    ids=["configured pip has it", "PyTorch's index has it", "disk full", "no network"],
)
def test_the_next_source_is_asked_only_if_one_has_no_build(
    answers: list[tuple[int, str]],
    status: int,
    asked: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    calls: list[list[str]] = []

    def pip(arguments: list[str]) -> tuple[int, str]:
        calls.append(arguments)
        return answers[len(calls) - 1]

    monkeypatch.setattr(quiet_pip, "pip", pip)
    assert install_torch.install("Linux") == status
    assert len(calls) == asked
    assert all("--no-deps" in call and "torch==2.13.0+cpu" in call for call in calls)
    assert ("--index-url" in calls[-1]) == (asked == 2)
    error = capsys.readouterr().err
    assert error == "" if status == 0 else f"What to do: {quiet_pip.explain(answers[-1][1])}" in error


def test_torch_is_left_alone_when_it_is_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(quiet_pip, "pip", lambda *_: pytest.fail("pip was run"))
    monkeypatch.setattr(install_torch, "installed", lambda: "2.13.0+cu130")
    assert install_torch.main() == 0
    assert capsys.readouterr().out == "torch 2.13.0+cu130 is installed already\n"


# ---------------------------------------------------------------- pip's failures


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "the disk is full"),
        ("OSError: Tunnel connection failed: 407 Proxy Authentication Required", "HTTPS_PROXY=http://"),
        (
            "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution\n" + NONE,
            "no network",
        ),
        ("ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED]\n" + NONE, "PIP_CERT"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "pip cache purge"),
        ("PermissionError: [WinError 5] Access is denied", "close programs"),
        (NONE, "offers no build"),
        ("Segmentation fault", quiet_pip.UNKNOWN),
    ],
)
def test_each_failure_has_its_own_advice(output: str, advice: str) -> None:
    assert advice in quiet_pip.explain(output)


def test_a_real_failing_pip_is_caught_and_shortened() -> None:
    status, output = quiet_pip.pip(["install", "--no-index", "--no-deps", "no-such-package-of-the-course==9"])
    assert status != 0
    assert "offers no build" in quiet_pip.explain(output)
    assert quiet_pip.tail("a\n\n" + "b\n" * 20, 3) == "    b\n    b\n    b"


# ---------------------------------------------------------------- make


def test_make_lists_its_targets_with_one_line_each() -> None:
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    names = [line.split()[1] for line in done.stdout.splitlines()]
    wanted = {"lab", "test", "test-slow", "lessons", "release", "lock", "check", "clean"}
    assert wanted <= set(names)
    assert all(len(line.split()) > 3 for line in done.stdout.splitlines())
