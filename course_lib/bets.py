"""The learner's bets on claims of the ledger: made in lesson 00, settled in lesson 16.

They live in the user's cache folder, in `bets.json`. Every round of bets is kept: betting again adds a
round, so that nobody can turn a wrong bet into a right one by accident.
"""

import datetime as dt
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import numpy as np
import pydantic
from filelock import FileLock
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from course_lib import claims, settings
from course_lib.base.files import write_text
from course_lib.errors import ArgumentError, CourseError, DataError

Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class Round(BaseModel):
    """Bets that were made together.

    Attributes:
        made: when.
        sure: for each claim id, how sure the learner is that it is true, from 0 to 100.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    made: AwareDatetime
    sure: dict[str, Percent]


class _Book(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    rounds: list[Round]


def load_bets() -> list[Round]:
    """Return every round of bets, the oldest first; an empty list if there is none.

    Raises:
        DataError: the file is damaged; the message says what to do with it.
    """
    path = _path()
    try:
        return _Book.model_validate_json(path.read_bytes()).rounds
    except FileNotFoundError:
        return []
    except pydantic.ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "file"
        raise DataError(
            f"{path}: {where}: {first['msg']}; mend that place, or rename the file to keep it and bet again"
        ) from None
    except OSError as error:
        raise CourseError(f"{path}: cannot be read ({error.strerror}); make it readable, then run again") from error


def save_bets(sure: Mapping[str, float | None]) -> list[Round]:
    """Add a round of bets to those made before, and return them all, the oldest first.

    The same bets a second time add nothing, so a cell may be run again.

    Args:
        sure: for each claim id, how sure you are that it is true, from 0 (certainly false) to 100
            (certainly true); None is no bet yet and is left out.

    Raises:
        ArgumentError: a claim that the ledger does not have, or a number that is no percentage.
        DataError: the file of former bets is damaged; it is left as it is.
        CourseError: the cache folder cannot be written to.
    """
    bets = _checked(sure)
    if not bets:
        return load_bets()
    settings.writable_cache_dir()
    path = _path()
    with FileLock(path.with_suffix(".lock")):
        rounds = load_bets()
        if rounds and rounds[-1].sure == bets:
            return rounds
        rounds.append(Round(made=dt.datetime.now(dt.UTC).replace(microsecond=0), sure=bets))
        _write(path, _Book(rounds=rounds).model_dump_json(indent=1) + "\n")
    return rounds


def _checked(sure: Mapping[str, float | None]) -> dict[str, float]:
    """Return the bets that were made, each on a claim of the ledger and between 0 and 100."""
    if not isinstance(sure, Mapping):
        raise ArgumentError(f"save_bets: came a {type(sure).__name__}; pass a dict such as {{'R07': 70}}")
    known = {claim.id for claim in claims.load_claims()}
    for claim_id in sure:
        if claim_id not in known:
            raise ArgumentError(f"save_bets: no claim {claim_id!r} in the ledger; `course claims` lists them")
    return {claim_id: _percent(claim_id, value) for claim_id, value in sure.items() if value is not None}


def _percent(claim_id: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        raise ArgumentError(f"save_bets: {claim_id}={value!r}; how sure you are is a number from 0 to 100, or None")
    number = float(value)
    if not math.isfinite(number) or not 0 <= number <= 100:
        raise ArgumentError(f"save_bets: {claim_id}={value}; how sure you are is a number from 0 to 100")
    if 0 < number < 1:
        raise ArgumentError(f"save_bets: {claim_id}={value}; write percent, such as {100 * number:.3g}")
    return number


def _path() -> Path:
    return settings.cache_dir() / "bets.json"


def _write(path: Path, text: str) -> None:
    """Write the file whole or not at all."""
    try:
        write_text(path, text)
    except OSError as error:
        raise CourseError(
            f"{path}: your bets cannot be written ({error.strerror}); free some disk and run again; "
            "former bets are as they were"
        ) from error
