"""Make the course's environment in ``.venv``: ``python3.11 tools/setup_environment.py`` (``make`` calls it).

Standard library only. A second run finds its stamp and does nothing; an interrupted one is resumed by
running it again (pip keeps what it has downloaded). Readable by Python 3.7, so that a wrong Python is
told so politely.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import quiet_pip

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 13)
NEEDED_GB = 6.0
STAMP = ".course-setup.json"


class SetupError(Exception):
    """Something the user can mend; the message says how."""


def check_version(version: tuple[int, ...]) -> None:
    """Raise unless the interpreter is one that the course supports."""
    if not OLDEST <= version[:2] <= NEWEST:
        raise SetupError(
            "this is Python {}.{}; the course needs Python 3.11 (3.12 and 3.13 should work).\n"
            "  What to do: get 3.11 from https://www.python.org/downloads/, with `brew install python@3.11`,\n"
            "  `sudo apt install python3.11 python3.11-venv`, `pyenv install 3.11` or `uv python install 3.11`;\n"
            "  then name it: make lab PYTHON=/path/to/python3.11\n"
            "  (Windows: py -3.11 tools/setup_environment.py)".format(*version[:2])
        )


def check_space(folder: Path, needed: float = NEEDED_GB) -> None:
    """Raise unless the disk of a folder has ``needed`` gigabytes free."""
    free = shutil.disk_usage(folder).free / 1e9
    if free < needed:
        raise SetupError(
            f"{free:.1f} GB are free on this disk; the environment needs {needed:.0f} GB while it is made.\n"
            "  What to do: free some, or move this folder to a larger disk."
        )


def stamp_text(root: Path, python_version: tuple[int, ...], torch_version: str) -> str:
    """Return what the stamp of an up-to-date environment holds.

    It changes with the lock, with the part of ``pyproject.toml`` that decides what is installed, with
    the versions of Python and torch, and with the folder (an environment cannot be moved).
    """
    import tomllib  # new in 3.11: not before the version is checked

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {
        "build": project.get("build-system"),
        "dependencies": project.get("project", {}).get("dependencies"),
        "groups": project.get("dependency-groups"),
        "scripts": project.get("project", {}).get("scripts"),
    }
    digest = hashlib.sha256((root / "requirements.lock").read_bytes())
    digest.update(json.dumps(declared, sort_keys=True).encode())
    stamp = {
        "digest": digest.hexdigest(),
        "folder": str(root),
        "python": "{}.{}".format(*python_version[:2]),
        "torch": torch_version,
    }
    return json.dumps(stamp, indent=1, sort_keys=True) + "\n"


def is_current(venv: Path, wanted: str) -> bool:
    """Tell whether an environment carries the wanted stamp and still has its interpreter."""
    try:
        return venv_python(venv).exists() and (venv / STAMP).read_text(encoding="utf-8") == wanted
    except OSError:
        return False


def venv_python(venv: Path) -> Path:
    """Return where an environment keeps its interpreter."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_usable(venv: Path, python_version: tuple[int, ...]) -> bool:
    """Tell whether an environment can be built upon: whole, of this Python, and not moved here from elsewhere."""
    python = venv_python(venv)
    if not python.exists():
        return False
    probe = "import pip, sys; print('%d.%d' % sys.version_info[:2])"
    status, output = quiet_pip.run([str(python), "-c", probe])
    if status or output.strip() != "{}.{}".format(*python_version[:2]):
        return False
    command = [line for line in (venv / "pyvenv.cfg").read_text(encoding="utf-8").splitlines() if "command" in line]
    return not command or command[0].endswith(str(venv))


def say(text: str) -> None:
    """Print one line at once."""
    print("set-up: " + text, flush=True)


def step(title: str, arguments: list[str], python: Path) -> None:
    """Announce a step, run pip for it, and explain its failure."""
    say(title)
    status, output = quiet_pip.pip(arguments, str(python))
    if status:
        raise SetupError(f"pip stopped:\n{quiet_pip.tail(output)}\n  What to do: {quiet_pip.explain(output)}.")


def make_venv(venv: Path) -> None:
    """Create ``.venv`` afresh."""
    if venv.exists():
        say("the old .venv is unfinished, moved or of another Python; making it anew")
        shutil.rmtree(venv)
    say("making .venv (5 seconds)")
    # With .venv activated, sys.executable is the one that has just been removed.
    python = getattr(sys, "_base_executable", None) or sys.executable
    status, output = quiet_pip.run([python, "-m", "venv", str(venv)])
    if status:
        raise SetupError(
            f"Python could not make an environment:\n{quiet_pip.tail(output)}\n"
            "  What to do: on Debian or Ubuntu run `sudo apt install python3.11-venv`; elsewhere check that\n"
            "  this folder can be written to and the disk is not full; then run the same command again."
        )


def verify(python: Path) -> None:
    """Check that what is installed fits together, and that torch starts on this machine."""
    step("checking that everything fits together (5 seconds)", ["check"], python)
    status, output = quiet_pip.run([str(python), "-c", "import torch; torch.ones(2).sum()"])
    if status:
        raise SetupError(
            f"torch is installed but does not start:\n{quiet_pip.tail(output, 4)}\n"
            "  What to do: on Windows install Microsoft's Visual C++ Redistributable (x64); on Linux glibc 2.28 or\n"
            "  newer is needed (Debian 10, Ubuntu 20.04, RHEL 8). Then run the same command again."
        )


def build(root: Path, version: tuple[int, ...]) -> None:
    """Bring ``.venv`` up to date; do nothing if it is."""
    import install_torch  # its own imports need a Python that has been checked

    venv = root / ".venv"
    wanted = stamp_text(root, version, install_torch.VERSION)
    if is_current(venv, wanted):
        return
    start = time.monotonic()
    say("this happens once; if it is interrupted, run the same command again and it goes on")
    (venv / STAMP).unlink(missing_ok=True)
    if not is_usable(venv, version):
        check_space(root)
        make_venv(venv)
    python = venv_python(venv)
    say("torch, CPU build (up to 200 MB to download, 1 minute)")
    if subprocess.run([str(python), str(Path(__file__).with_name("install_torch.py"))], check=False).returncode:
        raise SetupError("torch is missing, and nothing works without it; the lines above say what to do.")
    lock = ["install", "--no-deps", "--require-hashes", "-r", str(root / "requirements.lock")]
    step("the other packages, each checked by its hash (up to 300 MB to download, 2 minutes)", lock, python)
    own = ["install", "--no-deps", "--no-build-isolation", "-e", str(root)]
    step("the course's own package (5 seconds)", own, python)
    verify(python)
    (venv / STAMP).write_text(wanted, encoding="utf-8")
    say(f"done in {(time.monotonic() - start) / 60:.1f} minutes; the environment is .venv")


def main() -> int:
    """Set up, and say in plain words what stands in the way."""
    try:
        check_version(sys.version_info[:2])
        build(ROOT, sys.version_info[:2])
    except SetupError as error:
        print(f"set-up stopped: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nset-up interrupted; run the same command again and it goes on", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"set-up stopped: {error}\n  What to do: {quiet_pip.explain(str(error))}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
