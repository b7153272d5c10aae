"""What a lesson teaches is what the library does: every taught function, compared by its syntax tree.

A room of ``course_lib`` names its lesson in its docstring ("Built in: Lesson NN") and lists its taught
functions in ``TAUGHT``; what a later lesson adds ("deepened in Lesson 07") stands in ``TAUGHT_07``. The last
definition of each in its lesson's code cells must equal the library's: same signature, same body; docstrings,
annotations, comments and layout aside.
"""

import ast
import difflib
import doctest
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
MAX_LINES = 25
Definition = ast.FunctionDef | ast.ClassDef


class Taught(NamedTuple):
    """One name of a room's TAUGHT lists; ``lesson`` is two characters, such as ``03`` or ``A1``."""

    room: str
    name: str
    lesson: str


class Plain(ast.NodeTransformer):
    """Drop what may differ between lesson and library: docstrings and annotations."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self._block(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        return self._block(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        self.generic_visit(node)
        return ast.Assign([node.target], node.value, lineno=node.lineno) if node.value else None

    def _block(self, node: Definition) -> ast.AST:
        if ast.get_docstring(node) is not None:
            node.body = node.body[1:]
        self.generic_visit(node)
        node.body = node.body or [ast.Pass()]
        return node


def plain(definition: Definition) -> str:
    """Return a definition as canonical code."""
    fresh = ast.parse(ast.unparse(definition)).body[0]
    return ast.unparse(ast.fix_missing_locations(Plain().visit(fresh)))


def definitions(code: str) -> dict[str, Definition]:
    """Return the last top-level definition of each name."""
    found = (node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef | ast.ClassDef))
    return {node.name: node for node in found}


@cache
def room_definitions(room: str) -> dict[str, Definition]:
    return definitions((ROOT / "course_lib" / room).read_text(encoding="utf-8"))


def lesson_definitions(path: Path) -> dict[str, Definition]:
    """Return the last definition of each name in a notebook; a line of IPython magic is left out."""
    cells = nbformat.read(path, as_version=4).cells
    code = [re.sub(r"^[%!].*$", "", cell.source, flags=re.MULTILINE) for cell in cells if cell.cell_type == "code"]
    return definitions("\n".join(code))


def lesson_path(lesson: str) -> Path | None:
    return next(iter((ROOT / "lessons").glob(f"{lesson}_*.ipynb")), None)


def taught_names() -> list[Taught]:
    found = []
    for path in sorted((ROOT / "course_lib").rglob("*.py")):
        room = path.relative_to(ROOT / "course_lib").as_posix()
        lists = taught_lists(path.read_text(encoding="utf-8"))
        found += [Taught(room, name, lesson) for lesson, names in lists.items() for name in names]
    return found


def taught_lists(code: str) -> dict[str, tuple[str, ...]]:
    """Return the taught names of a room by lesson, "?" where its docstring names none for the list."""
    tree = ast.parse(code)
    said = ast.get_docstring(tree) or ""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and (name := ast.unparse(node.targets[0])).startswith("TAUGHT"):
            _, _, later = name.partition("_")
            lesson = re.search(rf"deepened in Lesson ({later})\b" if later else r"Built in: Lesson (\w\d)", said)
            found[lesson[1] if lesson else "?"] = tuple(ast.literal_eval(node.value))
    return found


def code_lines(definition: Definition) -> int:
    """Return the longest function's number of lines, its docstring aside."""
    functions = [node for node in ast.walk(definition) if isinstance(node, ast.FunctionDef)]
    return max(len(plain_lines(function)) for function in functions)


def plain_lines(function: ast.FunctionDef) -> list[int]:
    """Return the line numbers that a function's code stands on, signature included, docstring excluded."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    header = range(function.lineno, function.body[0].lineno)
    return sorted(set(header) | {line for node in body for line in range(node.lineno, (node.end_lineno or 0) + 1)})


TAUGHT = taught_names()
every_taught = pytest.mark.parametrize("taught", TAUGHT, ids=lambda t: f"{t.room.removesuffix('.py')}.{t.name}")


@every_taught
def test_the_lessons_last_definition_is_the_librarys(taught: Taught) -> None:
    path = lesson_path(taught.lesson)
    if path is None:
        pytest.skip(f"{taught.room}: lesson {taught.lesson} is not written yet (no lessons/{taught.lesson}_*.ipynb)")
    lesson = lesson_definitions(path)
    assert taught.name in lesson, f"{path.name} never defines {taught.name}; build it there or take it off TAUGHT"
    ours = plain(room_definitions(taught.room)[taught.name])
    theirs = plain(lesson[taught.name])
    diff = "\n".join(difflib.unified_diff(theirs.splitlines(), ours.splitlines(), path.name, taught.room, lineterm=""))
    assert theirs == ours, f"{taught.name} differs between lesson and library:\n{diff}"


@every_taught
def test_a_taught_function_is_short_and_has_a_doctest(taught: Taught) -> None:
    said = "say 'Built in: Lesson NN' in its docstring, 'deepened in Lesson NN' for a TAUGHT_NN"
    assert taught.lesson != "?", f"{taught.room}: {said}"
    found = room_definitions(taught.room)
    assert taught.name in found, f"{taught.room}: TAUGHT names {taught.name}, which is not defined there"
    definition = found[taught.name]
    lines = code_lines(definition)
    assert lines <= MAX_LINES, f"{taught.room}: {taught.name} has {lines} lines, docstring aside; {MAX_LINES} at most"
    examples = doctest.DocTestParser().get_examples(ast.get_docstring(definition) or "")
    assert examples, f"{taught.room}: {taught.name} has no doctest; show it on the tiny example"


def test_the_library_teaches() -> None:
    assert {"vectors.py", "search.py", "lexical.py"} <= {taught.room for taught in TAUGHT}


def test_a_later_lesson_has_a_list_of_its_own() -> None:
    lists = 'TAUGHT = ("f", "g")\nTAUGHT_07 = ("h",)\nOTHER = ("i",)'
    assert taught_lists(f'"""Say.\n\nBuilt in: Lesson 03 (deepened in Lesson 07)\n"""\n{lists}') == {
        "03": ("f", "g"),
        "07": ("h",),
    }
    assert taught_lists(f'"""Say.\n\nBuilt in: Lesson 03\n"""\n{lists}') == {"03": ("f", "g"), "?": ("h",)}
    assert taught_lists('"""Say."""\nTAUGHT = ("f",)') == {"?": ("f",)}
    assert taught_lists('"""Built in: Lesson 03 (deepened in Lesson 07)"""\nTAUGHT_0 = ("f",)') == {"?": ("f",)}
    assert taught_lists("x = 1") == {}
    assert {("03", "bootstrap_means"), ("07", "cluster_means")} <= {
        (taught.lesson, taught.name) for taught in TAUGHT if taught.room == "stats.py"
    }


def only(code: str) -> Definition:
    """Return the one definition in a piece of code."""
    (definition,) = definitions(code).values()
    return definition


SAME = [
    ("def f(a: int) -> int:\n    'Say.'\n    return a + 1", "def f(a):\n    return a + 1  # why"),
    (
        "def f(a, *, k: int = 3):\n    b: int = a\n    return b",
        "def f(a, *, k=3):\n    'Say.'\n    b = a\n    return b",
    ),
    ("def f(a):\n    return (a\n            + 1)", "def f(a):\n    return a + 1"),
    ("class C:\n    'Say.'\n    x: int\n    def f(self) -> int: ...", "class C:\n    def f(self):\n        ..."),
]
DIFFERENT = [
    ("def f(a):\n    return a + 1", "def f(a):\n    return a + 2"),
    ("def f(a):\n    return a", "def f(b):\n    return b"),
    ("def f(a, k=3):\n    return a", "def f(a, k=2):\n    return a"),
    ("def f(a, k=3):\n    return a", "def f(a, *, k=3):\n    return a"),
    ("def f(a):\n    return a", "@cache\ndef f(a):\n    return a"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_annotations_docstrings_and_layout_do_not_count(one: str, other: str) -> None:
    assert plain(only(one)) == plain(only(other))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_every_other_difference_counts(one: str, other: str) -> None:
    assert plain(only(one)) != plain(only(other))


def test_the_last_definition_counts_and_magic_is_left_out(tmp_path: Path) -> None:
    cells = ["%matplotlib inline\ndef f():\n    return 1", "def g():\n    return 3", "def f():\n    return 2"]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbformat.write(book, tmp_path / "01_x.ipynb")
    found = lesson_definitions(tmp_path / "01_x.ipynb")
    assert plain(found["f"]) == "def f():\n    return 2"
    assert set(found) == {"f", "g"}


def test_lines_are_counted_without_the_docstring() -> None:
    code = 'def f(\n    a,\n):\n    """One.\n\n    Two.\n    """\n    b = a\n\n    return (b\n            + 1)'
    assert code_lines(only(code)) == 6
