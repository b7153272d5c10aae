"""What `course doctor` looks at: one check a function, each with what to do when it fails."""

import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

import psutil

from course_lib import models, native, settings
from course_lib.errors import CourseError

State = Literal["ok", "note", "fail"]
FREE_DISK_GB, FREE_MEMORY_GB = 1.0, 2.0


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's table.

    Attributes:
        what: what was looked at.
        state: ``ok``, ``note`` (works, but know this) or ``fail``.
        found: what there is.
        mend: what to do; empty if nothing.
    """

    what: str
    state: State
    found: str
    mend: str = ""


def examine() -> Iterator[Finding]:
    """Yield one finding a check; a check that breaks is itself a finding."""
    checks: tuple[Callable[[], Finding], ...] = (
        python, packages, language_model, embedder, dtype, cache, disk, memory, threads, offline, faiss_and_torch,
    )  # fmt: skip
    for check in checks:
        try:
            yield check()
        except CourseError as error:
            yield Finding(check.__name__.replace("_", " "), "fail", "not as it should be", str(error))


def python() -> Finding:
    """Python 3.11 to 3.13."""
    found = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        return Finding("Python", "ok", found)
    return Finding("Python", "fail", found, "install Python 3.11, then run `make lab PYTHON=python3.11`")


def packages() -> Finding:
    """Installed versions against requirements.lock."""
    lock = Path(__file__).resolve().parent.parent / "requirements.lock"
    if not lock.is_file():
        return Finding(
            "packages", "note", "no requirements.lock beside the package", "compare with the course's checkout"
        )
    wrong = [f"{name} {have} (lock: {want})" for name, have, want in _against(lock.read_text(encoding="utf-8"))]
    if not wrong:
        return Finding("packages", "ok", "as in requirements.lock")
    shown = ", ".join(wrong[:4]) + (f" and {len(wrong) - 4} more" if len(wrong) > 4 else "")
    return Finding("packages", "fail", shown, "run `make lab` again: it mends the environment")


def _against(lock: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, installed version and locked version of each package that differs."""
    from packaging.markers import Marker

    for line in lock.splitlines():
        match = re.match(r"([A-Za-z0-9._-]+)==([^ ;\\]+)\s*(?:;\s*([^\\]+))?", line)
        if match is None or (match[3] and not Marker(match[3].strip()).evaluate()):
            continue
        try:
            have = metadata.version(match[1])
        except metadata.PackageNotFoundError:
            have = "missing"
        if have != match[2]:
            yield match[1], have, match[2]


def language_model() -> Finding:
    """The language model in the cache, every byte hashed."""
    return _model("language model", models.LANGUAGE_MODEL)


def embedder() -> Finding:
    """The embedder in the cache, every byte hashed."""
    return _model("embedder", models.EMBEDDER)


def _model(what: str, spec: models.WheelModel) -> Finding:
    if models.is_ready(spec, deep=True):
        return Finding(what, "ok", f"{spec.label} ({spec.licence}), verified")
    there = (models.models_dir() / spec.name).exists()
    return Finding(what, "fail", f"{spec.label}: {'damaged' if there else 'not fetched'}", "run `course fetch`")


def dtype() -> Finding:
    """The dtype the language model will run in."""
    forced = os.environ.get("COURSE_DTYPE")
    if forced:
        return Finding("dtype", "ok", f"{models.choose_dtype()}: forced by COURSE_DTYPE={forced}")
    how = f"bf16 runs at {models.probe_speedup():.2g} times the speed of fp32"
    return Finding("dtype", "ok", f"{models.choose_dtype()}: {how}")


def cache() -> Finding:
    """The cache folder."""
    return Finding("cache", "ok", f"{settings.writable_cache_dir()} can be written to")


def disk() -> Finding:
    """Free disk where the cache lies."""
    folder = settings.cache_dir()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free / 1e9
    if free < FREE_DISK_GB:
        return Finding("disk", "fail", f"{free:.1f} GB free", f"free {FREE_DISK_GB:g} GB, or set COURSE_CACHE")
    return Finding("disk", "ok", f"{free:.0f} GB free")


def memory() -> Finding:
    """Free memory."""
    free = psutil.virtual_memory().available / 1e9
    if free < FREE_MEMORY_GB:
        return Finding(
            "memory", "note", f"{free:.1f} GB available", "close other programs and notebooks before a lesson"
        )
    return Finding("memory", "ok", f"{free:.0f} GB available")


def threads() -> Finding:
    """Cores and threads."""
    return Finding(
        "threads", "ok", f"{os.cpu_count()} cores; torch uses {native.import_torch().get_num_threads()} threads"
    )


def offline() -> Finding:
    """Whether another model than the course's is asked for."""
    named = os.environ.get("COURSE_LM")
    if named:
        models.parse_hub_name(named)
        return Finding("other model", "note", f"COURSE_LM={named}", "figures will differ from the ledger's")
    return Finding("network", "ok", "not needed: the lessons run offline")


def faiss_and_torch() -> Finding:
    """faiss and torch in one process, in a process of its own: a crash is a finding, not the end."""
    if importlib.util.find_spec("faiss") is None:
        return Finding("faiss + torch", "fail", "faiss is missing", "run `make lab` again")
    code = (
        "from course_lib import native; t = native.import_torch(); f = native.import_faiss();"
        "import numpy as np; x = np.random.rand(2000, 64).astype('float32');"
        "i = f.IndexFlatIP(64); i.add(x); i.search(x, 5); t.ones(500, 500) @ t.ones(500, 500); i.search(x, 5)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        return Finding("faiss + torch", "fail", last, "set COURSE_THREADS=1 and tell us your machine in an issue")
    guard = "faiss held to one thread" if sys.platform == "darwin" else "no guard needed here"
    return Finding("faiss + torch", "ok", f"work in one process; {guard}")
