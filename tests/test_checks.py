"""The checks of the exercises: right answers of any plain type pass, failures say call, got, want and why."""

import importlib
import math
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from course_lib import checks
from course_lib.checks import CheckFailed
from course_lib.search import top_k
from course_lib.vectors import normalize_rows


def said(check: Callable[..., None], *args: Any, **options: Any) -> str:
    """Return the message of a check that fails."""
    with pytest.raises(CheckFailed) as caught:
        check(*args, **options)
    return str(caught.value)


@pytest.mark.parametrize("answer", [3, 3.0, np.int64(3), np.float32(3), np.array(3)])
def test_a_number_may_have_any_plain_type(answer: object) -> None:
    checks.number("f()", answer, 3)


@pytest.mark.parametrize(("answer", "shown"), [(4, "4"), (np.int64(4), "4"), (4.0, "4.0"), (math.nan, "nan")])
def test_a_whole_number_is_shown_as_one(answer: object, shown: str) -> None:
    assert said(checks.number, "f()", answer, 3, wrong=[(4, "one too many")]).splitlines()[:3] == [
        "f()",
        f"  got   {shown}",
        "  want  3",
    ]


@pytest.mark.parametrize(
    ("answer", "hint"),
    [(None, "nothing came back"), ("3", "not a str"), (np.ones(2), "not an ndarray"), (True, "a bool")],
)
def test_what_is_no_number_is_called_by_its_type(answer: object, hint: str) -> None:
    assert hint in said(checks.number, "f()", answer, 3)


def test_numbers_that_would_look_alike_are_shown_in_full() -> None:
    message = said(checks.number, "f()", 1234567.25, 1234567.5, tol=1e-9)
    assert "got   1234567.25" in message and "want  1234567.5" in message


def test_positions_are_shown_as_whole_numbers_and_decimals_in_short() -> None:
    message = said(checks.array, "p", np.array([[2.0, 0.0]]), [[1, 0]], wrong=[([[2, 0]], "turned round")])
    assert message.splitlines() == ["p", "  got   [[2, 0]]", "  want  [[1, 0]]", "  why   turned round"]
    assert "got   [1.414214, 2.0]" in said(checks.array, "d", [math.sqrt(2), 2], [1.5, 2])


def test_of_a_large_array_the_first_differing_place_is_shown() -> None:
    want = np.arange(600.0).reshape(2, 300)
    answer = want.copy()
    answer[1, 7] = answer[1, 9] = -1
    message = said(checks.array, "table", answer, want)
    assert message.splitlines()[:3] == ["table, first difference at [1, 7]", "  got   -1", "  want  307"]
    answer[0, 4] = math.nan
    assert "first difference at [0, 4]" in said(checks.array, "table", answer, want)


def test_an_array_that_would_look_like_the_right_one_is_shown_by_a_place() -> None:
    message = said(checks.array, "d", [1.0, 0.12345671], [1.0, 0.12345674], tol=1e-9)
    assert message.splitlines()[:3] == ["d, first difference at [1]", "  got   0.12345671", "  want  0.12345674"]


@pytest.mark.parametrize("answer", [[[1, 0.5]], ((1, 0.5),), np.array([[1, 0.5]], dtype=np.float32)])
def test_an_array_may_be_nested_lists(answer: object) -> None:
    checks.array("table", answer, [[1, 0.5]])


def test_the_shape_comes_first() -> None:
    message = said(checks.array, "table", [1, 2], [[1, 2]], wrong=[([1, 2], "that is flat")])
    assert "got   shape (2,)" in message and "want  shape (1, 2)" in message and "that is flat" in message


def uses_nothing(x: float) -> float:
    return x


def uses_top_k(scores: Any) -> Any:
    return top_k(scores, 1)


def calls_a_helper(scores: Any) -> Any:
    return uses_top_k(scores)


def calls_itself(n: int) -> int:
    return calls_itself(n - 1) if n else 0


def scales(rows: Any) -> Any:
    return normalize_rows(rows)


def imports_inside(rows: Any) -> Any:
    from course_lib.vectors import cosine_matrix

    return cosine_matrix(rows, rows)


@pytest.mark.parametrize("function", [uses_nothing, calls_itself])
def test_own_lines_are_accepted(function: object) -> None:
    checks.written_here(function)


@pytest.mark.parametrize("function", [uses_top_k, calls_a_helper, scales, imports_inside, top_k, print])
def test_an_answer_of_the_course_is_refused_through_a_helper_too(function: object) -> None:
    assert "got" in said(checks.written_here, function)


@pytest.mark.parametrize("function", [scales, imports_inside])
def test_a_room_may_be_allowed(function: object) -> None:
    checks.written_here(function, allowed=["course_lib.vectors"])
    assert "uses" in said(checks.written_here, function, allowed=["course_lib.search"])


def test_a_check_cannot_be_replaced() -> None:
    with pytest.raises(AttributeError, match="cannot be replaced"):
        checks.number = print  # type: ignore[assignment]
    assert "want" in said(checks.number, "f()", 1, 2)
    assert isinstance(importlib.import_module("course_lib.checks"), ModuleType)
