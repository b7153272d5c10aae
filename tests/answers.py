"""Learners' answers, right and wrong, as the files in ``tests/answers/``: one collector for every exercise.

A file such as ``tests/answers/05/torn/wrong-union.py`` is what a learner writes into one cell. Comments at its head
say what must come of it::

    # cell: task-torn-code
    # grade: test-torn
    # outcome: refused
    # hint: in ONE window

The outcome is ``points`` (this cell and all others pass), ``refused`` (with call, got, want and a reason that holds
the hint), ``refused by hidden tests`` (the visible ones pass) or ``refused as forged`` (with any clear sentence).

What is refused is refused by the free check too, which names a mistake wherever the graded cell names one. A head with
``# free: passes`` marks what a free check cannot see, such as a verdict.
"""

import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from course_lib.checks import BY_HAND
from exercises import assert_caught, assert_clean, cells, message, release, run, run_cells

FOLDER = Path(__file__).resolve().parent / "answers"
KINDS = {
    "points": "right-",
    "refused": "wrong-",
    "refused by hidden tests": "wrong-",
    "refused as forged": "forged-",
}
FREE = {"test-force": "free-asker", "test-asker": "free-best"}  # elsewhere the two are called alike
_HEAD = re.compile(r"# (cell|grade|outcome|hint|free): (.+)\n")


class Answer(NamedTuple):
    """One learner's answer to one cell."""

    file: str
    cell: str
    grade: str
    outcome: str
    hint: str
    free: str
    source: str


def read(path: Path) -> Answer:
    """Read an answer.

    Raises:
        ValueError: its head lacks something, or does not fit its name.
    """
    rest, head = path.read_text(encoding="utf-8"), {}
    while found := _HEAD.match(rest):
        head[found[1]] = found[2]
        rest = rest[found.end() :]
    name = path.relative_to(FOLDER).as_posix()
    outcome = head.get("outcome", "")
    if missing := {"cell", "grade"} - set(head):
        raise ValueError(f"{name}: the head lacks {sorted(missing)}")
    if outcome not in KINDS or not path.name.startswith(KINDS[outcome]):
        raise ValueError(f"{name}: outcome {outcome!r}; one of {KINDS}, each with its beginning of a file's name")
    if (outcome == "refused") != ("hint" in head):
        raise ValueError(f"{name}: a hint belongs to what is refused, and to nothing else")
    hint, free = head.get("hint", ""), head.get("free", "")
    return Answer(name, head["cell"], head["grade"], outcome, hint, free, rest.lstrip("\n"))


def collect(exercise: str) -> list[Answer]:
    """Return all answers to an exercise such as ``"05_documents"``, by file."""
    return [read(path) for path in sorted((FOLDER / exercise[:2]).glob("*/*.py"))]


def judge(exercise: str, answer: Answer, *, skip: Collection[str] = ()) -> None:
    """Assert that an answer gets what its head says."""
    graded = {cell.id for cell in cells(exercise) if cell.graded}
    assert answer.grade in graded, f"{answer.file}: no graded cell {answer.grade}"
    errors = {cell.id: error for cell, error in run_cells(exercise, {answer.cell: answer.source}, skip=skip)}
    error = errors[answer.grade]
    if answer.outcome == "points":
        assert {name: str(one) for name, one in errors.items() if one} == {}
    elif answer.outcome == "refused":
        assert_caught(error, answer.hint)
        free = FREE.get(answer.grade, answer.grade.replace("test-", "free-"))
        if answer.free == "passes":
            assert errors.get(free) is None
        elif free in errors:
            assert_clean(errors[free])
            assert BY_HAND in message(error) or BY_HAND not in message(errors[free]), f"{free} names no mistake"
    elif answer.outcome == "refused by hidden tests":
        visible = run(exercise, {answer.cell: answer.source}, of=release(exercise), skip=skip)[answer.grade]
        assert visible is None, f"the visible tests refuse it: {visible}"
        assert_clean(error)
    else:
        assert type(error).__name__ in ("CheckFailed", "AssertionError"), repr(error)
        assert len(message(error)) > 40 and max(map(len, str(error).splitlines())) <= 120
