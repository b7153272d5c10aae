"""Keep files that belong together so that a crash at any moment leaves the old ones or the new ones, never a mix.

Each write makes a new folder beside the old one; then one small file, ``current.json``, is replaced in a single step.
It names the folder and the checksum of every file, so that a reader finds out what has been damaged.
"""

import contextlib
import hashlib
import json
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from filelock import FileLock

CURRENT = "current.json"
_FOLDER = re.compile(r"version-[0-9a-f]{16}")
_TRIES = 20  # a reader follows a writer who is faster than it that often


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """Make these files the current ones of a folder; what was current before is removed then, and only that.

    Writers wait for one another. A crash leaves at most a folder that nothing names; the next write removes it.

    Raises:
        OSError: no room, or not allowed; what was current before still is.
    """
    root.mkdir(parents=True, exist_ok=True)
    with FileLock(root / ".lock"):
        fresh = root / f"version-{secrets.token_hex(8)}"
        fresh.mkdir()
        try:
            for name, content in files.items():
                _write(fresh / name, content)
            _flush_folder(fresh)
            sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
            _write(root / f"{CURRENT}.new", json.dumps({"folder": fresh.name, "sha256": sums}, indent=1).encode())
            os.replace(root / f"{CURRENT}.new", root / CURRENT)
        except OSError:
            _remove(fresh)
            raise
        _flush_folder(root)  # before anything old goes
        for old in root.iterdir():
            if _FOLDER.fullmatch(old.name) and old != fresh:
                _remove(old)


def read(root: Path) -> dict[str, bytes]:
    """Return the current files of a folder, each as it was written.

    A writer may replace them meanwhile: then the reader starts again with the new ones.

    Raises:
        FileNotFoundError: nothing was ever written there.
        ValueError: a file is missing or is not what was written; the message says which.
        OSError: not allowed to read.
    """
    before = (root / CURRENT).read_bytes()
    for _ in range(_TRIES):
        try:
            return _read(root, before)
        except ValueError:
            now = (root / CURRENT).read_bytes()
            if now == before:
                raise
            before = now
    raise ValueError("it is replaced faster than it can be read")


def _read(root: Path, pointer: bytes) -> dict[str, bytes]:
    try:
        found = json.loads(pointer)
        folder, sums = str(found["folder"]), dict(found["sha256"])
    except (ValueError, KeyError, TypeError):
        raise ValueError(f"{CURRENT} cannot be read") from None
    if not _FOLDER.fullmatch(folder) or any(Path(name).name != name for name in sums):
        raise ValueError(f"{CURRENT} cannot be read")
    files = {}
    for name, wanted in sums.items():
        try:
            files[name] = (root / folder / name).read_bytes()
        except FileNotFoundError:
            raise ValueError(f"{name} is missing") from None
        if hashlib.sha256(files[name]).hexdigest() != wanted:
            raise ValueError(f"{name} is not the file that was saved")
    return files


def _write(path: Path, content: bytes) -> None:
    """Write a file and wait until its bytes are on the disk: only then may anything point at it."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # Windows has no way to flush a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove(folder: Path) -> None:
    """Remove a version and nothing else; what another process holds open (Windows) goes at the next write."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
