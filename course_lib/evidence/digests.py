"""Which code and data measured a result? Digests that change when what is measured may, and not when a comment does.

A module counts as its syntax tree without docstrings and positions. Trees differ between versions of Python, so
digests are made on one version only; on another a result is *not checked*.
"""

import ast
import hashlib
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import course_lib
from course_lib import settings

PYTHON = (3, 11)
ROOT = Path(course_lib.__file__).parent
# The ground, how files are read and where models come from: what they give is told by fingerprints and the files'
# digests, as a rule is by its own.
GROUND = {
    "base.files", "base.kept", "errors", "settings", "validate", "native", "versions", "download", "models",
    "data.files", "data.docstrings", "evidence.rule",
}  # fmt: skip


def checked() -> bool:
    """Tell whether this Python is the one that digests are made on."""
    return sys.version_info[:2] == PYTHON


def code(experiment: str) -> dict[str, str]:
    """Return a short digest of each module that an experiment runs: its own, and what it imports of rooms and evidence.

    Args:
        experiment: such as ``answers.wiring``.
    """
    found: dict[str, str] = {}
    todo = [f"evidence.{experiment}"]
    while todo:
        name = todo.pop()
        if name not in found and not _is_ground(name):
            found[name] = _digest(_path(name))
            todo += _imports(name)
    return dict(sorted(found.items()))


def data_files(paths: Iterable[Path]) -> dict[str, str]:
    """Return a short digest of each data file, by its path within the course's data; the corpus counts as one."""
    root = settings.data_dir().absolute()
    inside = [path.absolute().relative_to(root) for path in paths if path.absolute().is_relative_to(root)]
    names = {"corpus" if path.parts[0] == "corpus" else path.as_posix() for path in inside}
    return {name: data_digest(name) for name in sorted(names)}


def data_digest(name: str) -> str:
    """Return the short digest of a data file, or of all files of a folder; empty if there is none."""
    path = settings.data_dir() / name
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    parts = [f"{p.name}:{hashlib.sha256(p.read_bytes()).hexdigest()}" for p in sorted(path.glob("*")) if p.is_file()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16] if parts else ""


def _is_ground(name: str) -> bool:
    return any(name == ground or name.startswith(f"{ground}.") for ground in GROUND)


def _path(name: str) -> Path:
    path = ROOT.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def _digest(path: Path) -> str:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(getattr(first.value, "value", None), str):
                node.body = node.body[1:]
    return hashlib.sha256(ast.dump(tree, annotate_fields=False).encode()).hexdigest()[:16]


@cache
def _imports(name: str) -> tuple[str, ...]:
    tree = ast.parse(_path(name).read_text(encoding="utf-8"))
    found = {module for node in ast.walk(tree) for module in _named(node)}
    return tuple(sorted(module for module in found if _path(module).exists()))


def _named(node: ast.AST) -> Iterator[str]:
    """Yield the modules of the course that an import statement may name, without ``course_lib.``."""
    if isinstance(node, ast.Import):
        yield from (
            alias.name.removeprefix("course_lib.") for alias in node.names if alias.name.startswith("course_lib.")
        )
    elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "course_lib":
        inside = node.module.removeprefix("course_lib").removeprefix(".")
        yield from filter(None, (inside, *(f"{inside}.{alias.name}".removeprefix(".") for alias in node.names)))
