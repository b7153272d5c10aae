"""What holds for every exercise; the catalogues of wrong and right answers have a file each."""

from pathlib import Path

import pytest
from release import CANARY

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
