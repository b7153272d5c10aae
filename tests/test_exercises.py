"""What holds for every exercise; the catalogues of wrong and right answers have a file each."""

import contextlib
import dis
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType
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


# Names that two cells bind and a third reads, and why that does no harm.
SHARED = {
    ("02_similarity_search", "checks"): "graded cells import the same module once more",
    (
        "07_measuring_answers",
        "new",
    ): "the cell that shows both suppliers comes after the graded one, and grades nothing",
    ("07_measuring_answers", "old"): "as new",
}


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_rebinds_a_name_that_another_one_reads(name: str) -> None:
    """Who goes back to an earlier task must find there what it was written with, whatever was run since."""
    sources = {cell.id: cell.source.removeprefix(CANARY) for cell in cells(name) if cell.kind == "code"}
    assert [one for one in collisions(sources) if (name, one[0]) not in SHARED] == []


def test_a_name_bound_in_two_cells_is_found_where_a_third_reads_it() -> None:
    given, shows = "why = 'a'\ndef f():\n    return why", "print(why)"
    assert collisions({"given": given, "shows": shows}) == []
    assert collisions({"given": given, "shows": shows, "later": "why = 'b'"}) == [
        ("why", ("given", "later"), ("shows",))
    ]
    own = "why = 'c'\nprint(why)"
    assert collisions({"given": given, "own": own}) == []
    assert collisions({"given": given, "calls": "f()", "own": own}) == [("why", ("given", "own"), ("given",))]
    assert collisions({"loop": "for why in 'ab':\n    print(why)", "own": own}) == []


def collisions(sources: dict[str, str]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Return each name that several cells bind and some cell reads from outside: the name, its binders, its readers.

    A cell also reads from outside what a function of its own looks up when another cell calls it.
    """
    found = {cell: _names_of(compile(source, cell, "exec")) for cell, source in sources.items()}
    binders, readers = defaultdict(list), defaultdict(list)
    for cell, (bound, outside, _) in found.items():
        for one in bound:
            binders[one].append(cell)
        for one in outside:
            readers[one].append(cell)
    for cell, (bound, _, functions) in found.items():
        for function, looked_up in functions.items():
            if set(readers[function]) - {cell}:
                for one in looked_up & bound:
                    readers[one].append(cell)
    many = [one for one in sorted(binders) if len(binders[one]) > 1 and readers[one]]
    return [(one, tuple(binders[one]), tuple(dict.fromkeys(readers[one]))) for one in many]


def _names_of(code: CodeType) -> tuple[set[str], set[str], dict[str, set[str]]]:
    """Return what a cell binds, what it reads before it binds it, and what each of its functions looks up."""
    bound: set[str] = set()
    outside: set[str] = set()
    functions: dict[str, set[str]] = {}
    made: set[str] = set()
    for step in dis.get_instructions(code):
        if isinstance(step.argval, CodeType):
            made |= set(_looked_up(step.argval))
        elif step.opname == "LOAD_NAME" and step.argval not in bound:
            outside.add(step.argval)
        elif step.opname == "STORE_NAME":
            bound.add(step.argval)
            functions[step.argval] = functions.get(step.argval, set()) | made
            made = set()
    outside |= {one for inner in code.co_consts if isinstance(inner, CodeType) for one in _looked_up(inner)} - bound
    return bound, outside, functions


def _looked_up(code: CodeType) -> Iterator[str]:
    """Yield the global names that a function looks up, those of its inner functions too."""
    yield from (step.argval for step in dis.get_instructions(code) if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"))
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _looked_up(inner)
