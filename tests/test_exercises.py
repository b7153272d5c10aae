"""What holds for every exercise; the catalogues of wrong and right answers have a file each."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from release import CANARY

from course_lib import checks
from exercises import assert_clean, cells, problems, release, run, run_cells, solutions

NAMES = sorted(path.name for path in (Path(__file__).resolve().parent.parent / "solutions").iterdir() if path.is_dir())


@pytest.mark.parametrize("name", NAMES)
def test_the_build_is_sound(name: str) -> None:
    assert problems(name) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_full_solution_passes(name: str) -> None:
    """Every cell runs: the graded ones and the free checks."""
    results = run_cells(name)
    assert len([cell for cell, _ in results if cell.graded]) >= 3
    assert [cell.id for cell, error in results if error] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_untouched_release_fails_cleanly(name: str) -> None:
    results = run(name, of=release(name))
    assert set(results) == {cell.id for cell in cells(name) if cell.graded}
    for error in results.values():
        assert_clean(error)


@pytest.mark.parametrize("name", NAMES)
def test_the_release_passes_with_the_solutions_put_back(name: str) -> None:
    """The visible tests alone accept what the hidden ones accept."""
    assert set(run(name, solutions(name), of=release(name)).values()) == {None}


@pytest.mark.parametrize("name", NAMES)
def test_every_graded_cell_begins_with_the_canary_or_none_does(name: str) -> None:
    graded = [cell.source for cell in cells(name) if cell.graded]
    assert {source.startswith(f"{CANARY}\n") for source in graded} in ({True}, {False})
    assert not any(CANARY in cell.source for cell in cells(name) if not cell.graded)


@pytest.mark.parametrize("name", [name for name in NAMES if any(CANARY in cell.source for cell in cells(name))])
def test_a_reason_fits_one_mistake_and_no_right_answer(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a learner sees, free checks too: no value with two reasons, none that is the right one."""
    found: list[tuple[str, object, str, str]] = []
    within: list[str] = []

    def watched(check: Callable[..., None]) -> Callable[..., None]:
        def watch(call: str, got: object, want: object, **options: Any) -> None:
            within.append(call)
            try:
                check(call, got, want, **options)
            finally:
                within.pop()
            if within:  # a dictionary checks its parts by the other checks
                return
            told = [(value, why) for value, why in options.pop("wrong", ()) if not isinstance(value, type)]
            options.pop("keys", None)
            for i, (value, why) in enumerate(told):
                others = [(want, "it is right")] + [one for one in told[:i] if one[1] != why]
                for other, reason in others:
                    with contextlib.suppress(AssertionError, TypeError, ValueError, AttributeError):
                        check(call, value, other, **options)
                        found.append((call, value, why, reason))

        return watch

    for check in ("number", "array", "sequence", "equal", "dictionary"):
        monkeypatch.setitem(vars(checks), check, watched(getattr(checks, check)))
    plain = [cell._replace(source=cell.source.removeprefix(CANARY)) for cell in release(name)]
    results = run_cells(name, solutions(name), of=plain)
    assert [cell.id for cell, error in results if error] == []
    assert found == []
