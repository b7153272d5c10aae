"""A second, real corpus nobody here wrote: the docstrings of the Python packages on this machine.

They are read where they lie and stay there: the cache holds a copy for this user, and nothing is
redistributed.
"""

import ast
import contextlib
import gc
import hashlib
import json
import sys
import sysconfig
import warnings
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from rich.progress import track

from course_lib import settings, validate
from course_lib.base.files import write_text

MIN_WORDS = 8


class Docstring(NamedTuple):
    """One docstring: the dotted name it documents, and its text."""

    name: str
    text: str


def load_docstrings(cap: int = 10_000, *, progress: bool = True) -> list[Docstring]:
    """Return up to ``cap`` different docstrings of the installed packages and the standard library.

    Files are taken in an order given by the hash of their names, so a smaller cap is a fair sample of a
    larger one, and the first ``cap`` of a larger list are the smaller list. The result is cached a set of
    installed packages; a damaged cache is read again.

    Args:
        cap: at least 1.
        progress: show a bar while parsing.
    """
    wanted = validate.count("load_docstrings", "cap", cap)
    store = settings.writable_cache_dir() / "docstrings" / f"{_environment_key()}-{wanted}.jsonl"
    try:
        known = [Docstring(*json.loads(line)) for line in store.read_text(encoding="utf-8").splitlines()]
        if known:
            return known
    except (OSError, ValueError, TypeError):
        pass
    with _no_garbage_collection():
        found = _collect(wanted, progress)
    write_text(store, "".join(json.dumps(item) + "\n" for item in found))
    return found


@contextlib.contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Hold the search for cycles: a syntax tree is many objects and no cycle, and searching it doubles the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _collect(cap: int, progress: bool) -> list[Docstring]:
    roots = sorted({Path(sysconfig.get_path(name)) for name in ("purelib", "platlib", "stdlib")})
    paths = sorted(
        {
            (_hash(p.relative_to(root).as_posix()), p, root)
            for root in roots
            for p in root.rglob("*.py")
            if "test" not in p.as_posix() and not ("site-packages" in p.parts and root.name != "site-packages")
        }
    )
    seen: set[str] = set()
    found: list[Docstring] = []
    bar = track(paths, description="reading docstrings", disable=not progress, transient=True)
    for _, path, root in bar:
        for item in _docstrings(path, path.relative_to(root)):
            key = " ".join(item.text.split()).lower()
            if key not in seen and len(found) < cap:
                seen.add(key)
                found.append(item)
        if len(found) >= cap:
            break
    return found


def _docstrings(path: Path, relative: Path) -> Iterator[Docstring]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError, OSError, RecursionError):
        return  # not Python of this version: nothing to read
    module = ".".join(relative.with_suffix("").parts).removesuffix(".__init__")
    yield from _walk(tree, module)


def _walk(node: ast.AST, name: str) -> Iterator[Docstring]:
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        text = ast.get_docstring(node)
        if text and len(text.split()) >= MIN_WORDS:
            yield Docstring(name, text)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                yield from _walk(child, f"{name}.{child.name}")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _environment_key() -> str:
    """A name for this set of installed packages."""
    packages = sorted(f"{d.metadata['Name']}=={d.version}" for d in metadata.distributions())
    return _hash(sys.version + "|".join(packages))[:16]
