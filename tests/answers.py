"""Learners' answers, right and wrong, as the files in ``tests/answers/``: one collector for every exercise.

A file such as ``tests/answers/05/torn/wrong-union.py`` is what a learner writes into one cell. Comments at its head
say what must come of it::

    # cell: task-torn-code
    # grade: test-torn
    # outcome: refused
    # hint: in ONE window

The outcome is ``points`` (this graded cell and all others pass), ``refused`` (with call, got, want and a reason that
holds the hint), ``refused by hidden tests`` (the visible ones pass) or ``refused as forged`` (with any clear sentence).
"""

import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from exercises import assert_caught, assert_clean, cells, message, release, run

FOLDER = Path(__file__).resolve().parent / "answers"
KINDS = {
    "points": "right-",
    "refused": "wrong-",
    "refused by hidden tests": "wrong-",
    "refused as forged": "forged-",
}
_HEAD = re.compile(r"# (cell|grade|outcome|hint): (.+)\n")


class Answer(NamedTuple):
    """One learner's answer to one cell."""

    file: str
    cell: str
    grade: str
    outcome: str
    hint: str
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
    return Answer(name, head["cell"], head["grade"], outcome, head.get("hint", ""), rest.lstrip("\n"))


def collect(exercise: str) -> list[Answer]:
    """Return all answers to an exercise such as ``"05_documents"``, by file."""
    return [read(path) for path in sorted((FOLDER / exercise[:2]).glob("*/*.py"))]


def judge(exercise: str, answer: Answer, *, skip: Collection[str] = ()) -> None:
    """Assert that an answer gets what its head says."""
    graded = {cell.id for cell in cells(exercise) if cell.graded}
    assert answer.grade in graded, f"{answer.file}: no graded cell {answer.grade}"
    errors = run(exercise, {answer.cell: answer.source}, skip=skip)
    error = errors[answer.grade]
    if answer.outcome == "points":
        assert {grade: str(one) for grade, one in errors.items() if one} == {}
    elif answer.outcome == "refused":
        assert_caught(error, answer.hint)
    elif answer.outcome == "refused by hidden tests":
        visible = run(exercise, {answer.cell: answer.source}, of=release(exercise), skip=skip)[answer.grade]
        assert visible is None, f"the visible tests refuse it: {visible}"
        assert_clean(error)
    else:
        assert type(error).__name__ in ("CheckFailed", "AssertionError"), repr(error)
        assert len(message(error)) > 40 and max(map(len, str(error).splitlines())) <= 120
