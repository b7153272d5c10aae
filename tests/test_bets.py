"""Bets are kept: none is lost, none is changed, and a mistake is told before anything is written."""

import datetime as dt
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course_lib import bets
from course_lib.errors import ArgumentError, CourseError, DataError

FIRST = {"R07": 70.0, "F16": 20.0}
SECOND = {"R07": 40.0, "F16": 20.0}


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the bets of this test lie; the folder is not there yet."""
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "bets.json"


def test_nobody_has_bet_yet(book: Path) -> None:
    assert bets.load_bets() == []
    assert not book.parent.exists()


def test_bets_come_back_as_they_were_made(book: Path) -> None:
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    rounds = bets.save_bets(FIRST)
    assert rounds == bets.load_bets()
    assert [r.sure for r in rounds] == [FIRST]
    assert before <= rounds[0].made <= dt.datetime.now(dt.UTC)
    assert json.loads(book.read_text(encoding="utf-8"))["rounds"][0]["sure"] == FIRST


def test_betting_again_keeps_the_former_bets(book: Path) -> None:
    (first,) = bets.save_bets(FIRST)
    rounds = bets.save_bets(SECOND)
    assert rounds[0] == first
    assert [r.sure for r in bets.load_bets()] == [FIRST, SECOND]


def test_running_the_cell_again_adds_nothing(book: Path) -> None:
    bets.save_bets(FIRST)
    kept = book.read_bytes()
    assert len(bets.save_bets(dict(reversed(FIRST.items())))) == 1
    assert book.read_bytes() == kept


def test_coming_back_to_an_earlier_bet_is_a_round_of_its_own(book: Path) -> None:
    for sure in (FIRST, SECOND, FIRST):
        bets.save_bets(sure)
    assert [r.sure for r in bets.load_bets()] == [FIRST, SECOND, FIRST]


def test_notebooks_that_bet_at_once_lose_nothing(book: Path) -> None:
    wanted = [{"R07": float(i)} for i in range(10)]
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(bets.save_bets, wanted))
    kept = [r.sure for r in bets.load_bets()]
    assert sorted(kept, key=lambda sure: sure["R07"]) == wanted


def test_none_is_no_bet_yet(book: Path) -> None:
    assert bets.save_bets({"R07": None, "F16": None}) == []
    assert not book.exists()
    (only,) = bets.save_bets({"R07": None, "F16": 20})
    assert only.sure == {"F16": 20.0}
    assert bets.save_bets({"R07": None}) == [only]


@pytest.mark.parametrize("value", [0, 100, 50, 33.3, np.float32(50), np.int64(7)])
def test_every_percentage_is_taken(book: Path, value: float) -> None:
    assert bets.save_bets({"R07": value})[0].sure["R07"] == pytest.approx(float(value))


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (101, r"R07=101; how sure you are is a number from 0 to 100"),
        (-1, r"R07=-1; .* from 0 to 100"),
        (float("nan"), r"R07=nan; .* from 0 to 100"),
        (float("inf"), r"R07=inf; .* from 0 to 100"),
        (0.7, r"R07=0\.7; write percent, such as 70"),
        (np.float64(0.25), r"R07=0\.25; write percent, such as 25"),
        ("70", r"R07='70'; .* a number from 0 to 100, or None"),
        (True, r"R07=True; .* a number from 0 to 100, or None"),
        ([70], r"R07=\[70\]; .* a number from 0 to 100, or None"),
    ],
)
def test_what_is_no_percentage_is_refused(book: Path, value: Any, says: str) -> None:
    with pytest.raises(ArgumentError, match=says):
        bets.save_bets({"F16": 20, "R07": value})
    assert not book.exists()


@pytest.mark.parametrize("claim_id", ["R99", "r07", "", 7, None])
def test_a_claim_that_the_ledger_does_not_have_is_refused(book: Path, claim_id: Any) -> None:
    with pytest.raises(ArgumentError, match=r"no claim .* in the ledger; `course claims` lists them"):
        bets.save_bets({claim_id: 70})
    with pytest.raises(ArgumentError, match="no claim"):
        bets.save_bets({claim_id: None})
    assert not book.exists()


def test_what_is_no_dict_is_refused(book: Path) -> None:
    with pytest.raises(ArgumentError, match="came a list; pass a dict"):
        bets.save_bets([("R07", 70)])  # type: ignore[arg-type]


GOOD = '{"rounds": [{"made": "2026-01-01T00:00:00Z", "sure": {"R07": 70}}]}'
DAMAGED = {
    "cut short": (GOOD[:30].encode(), "file: Invalid JSON"),
    "empty": (b"", "file: Invalid JSON"),
    "not UTF-8": (b'{"rounds": [\xff]}', "file: Invalid JSON"),
    "a list": (b"[]", "file: Input should be an object"),
    "another shape": (b'{"bets": {}}', "rounds: Field required"),
    "out of range": (GOOD.replace("70", "170").encode(), "rounds.0.sure.R07: Input should be less than"),
    "no number": (GOOD.replace("70", '"high"').encode(), "rounds.0.sure.R07: Input should be a valid number"),
    "no date": (GOOD.replace("2026-01-01T00:00:00Z", "monday").encode(), "rounds.0.made: Input should be"),
}


@pytest.mark.parametrize(("content", "says"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_told_and_left_as_it_is(book: Path, content: bytes, says: str) -> None:
    book.parent.mkdir()
    book.write_bytes(content)
    for call in (bets.load_bets, lambda: bets.save_bets(FIRST)):
        with pytest.raises(DataError) as caught:
            call()
        assert says in str(caught.value)
        assert str(book) in str(caught.value)
        assert "rename the file to keep it and bet again" in str(caught.value)
    assert book.read_bytes() == content


def test_a_write_that_fails_loses_nothing(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bets.save_bets(FIRST)
    kept = book.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(CourseError, match=r"No space left on device\); free some disk .* former bets are as they were"):
        bets.save_bets(SECOND)
    assert book.read_bytes() == kept
    assert not list(book.parent.glob(".bets.json-*"))


def test_a_cache_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(CourseError, match="COURSE_CACHE"):
        bets.save_bets(FIRST)


def test_a_bets_file_that_is_a_folder_is_told(book: Path) -> None:
    book.mkdir(parents=True)
    with pytest.raises(CourseError, match="cannot be read"):
        bets.load_bets()
