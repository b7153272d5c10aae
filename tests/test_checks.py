"""The checks of the exercises: right answers of any plain type pass, failures say call, got, want and why."""

import datetime as dt
import importlib
import logging
import math
import os
import re
import sys
import warnings
import zlib
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from course_lib import checks
from course_lib.checks import CheckFailed
from course_lib.search import top_k
from course_lib.vectors import normalize_rows


def said(check: Callable[..., object], *args: Any, **options: Any) -> str:
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
    [(None, "nothing came back"), ("3", "not a str"), (np.ones(2), "not an array of numbers"), (True, "a bool")],
)
def test_what_is_no_number_is_called_by_its_type(answer: object, hint: str) -> None:
    assert hint in said(checks.number, "f()", answer, 3)


@pytest.mark.parametrize(
    ("check", "answer", "want", "hint"),
    [
        (checks.sequence, [{1}, 2], [1, 2], "return a list, not a list of sets and ints"),
        (checks.sequence, {1}, [1], "return a list, not a set"),
        (checks.array, [["1"]], [[1]], "return an array of numbers, not a list of lists of texts"),
        (checks.equal, "2", 2, "return an int, not a str"),
        (checks.equal, 1, True, "return a bool, not an int"),
        (checks.number, [2], 2, "return one number, not a list of ints"),
        (checks.number, [np.float64(2)], 2, "return one number, not a list of numbers"),
        (checks.number, [np.ones(2), None], 2, "return one number, not a list of arrays of numbers and None"),
        (checks.number, np.array(["a"]), 2, "return one number, not an array of texts"),
        (checks.number, [], 2, "return one number, not a list"),
    ],
)
def test_what_is_of_another_kind_is_told_so(check: Any, answer: object, want: object, hint: str) -> None:
    assert said(check, "f()", answer, want).endswith(f"why   {hint}")


@pytest.mark.parametrize(
    ("guess", "high", "why"),
    [
        (13, 12, "that cannot come out: any number from 0 to 12 scores for being made"),
        (-0.1, 1, "that cannot come out: any number from 0 to 1 scores for being made"),
        (40, 1, "that cannot come out: any number from 0 to 1 scores for being made; 40 % is 0.4"),
        (math.nan, 1, "that cannot come out: any number from 0 to 1 scores for being made"),
        ("0.4", 1, "write a number without quotation marks"),
        (True, 1, "write your own guess: it scores for being made, not for being right"),
    ],
)
def test_a_prediction_out_of_its_range_is_told_the_range(guess: object, high: float, why: str) -> None:
    for possible in (0, high, high / 3, np.float32(high)):
        checks.prediction("guess", possible, 0, high)
    message = said(checks.prediction, "guess", guess, 0, high)
    assert f"want  a number from 0 to {high}" in message and f"why   {why}" in " ".join(message.split("\n        "))


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


def test_rows_of_different_lengths_are_no_array() -> None:
    assert "an array of numbers with rows of one length" in said(checks.array, "table", [[1, 2], [3]], [[1, 2], [3, 4]])


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


# ---------------------------------------------------------------- reasons


def test_a_reason_is_not_given_to_a_value_that_is_as_near_to_the_right_one() -> None:
    near = [(0.5003, "that is the mistake"), (0.7, "that is another")]
    assert "by hand" in said(checks.number, "f()", 0.50001, 0.5, wrong=near)
    assert "that is the mistake" in said(checks.number, "f()", 0.5003, 0.5, wrong=near)
    assert "that is another" in said(checks.number, "f()", 0.70004, 0.5, wrong=near)
    assert "by hand" in said(checks.array, "f()", [0.50001], [0.5], wrong=[([0.5003], "that is the mistake")])


def test_a_value_that_two_mistakes_give_names_both() -> None:
    two = [(1, "you forgot the last"), (1, "you took the first only"), (2, "something else")]
    assert "why   you forgot the last; or: you took the first only" in said(checks.number, "f()", 1, 3, wrong=two)


@pytest.mark.parametrize("answer", [math.inf, -math.inf, math.nan])
def test_what_is_not_finite_is_near_to_nothing_else(answer: float) -> None:
    assert "got" in said(checks.number, "f()", answer, 3)
    assert "got" in said(checks.array, "f()", [answer], [3])
    checks.number("f()", answer, answer)


def test_a_rounded_number_is_called_one() -> None:
    assert "not rounded" in said(checks.number, "f()", 0.571, 4 / 7)


@pytest.mark.parametrize("text", ["shape (2, 2)", "a list", "one of 1, 2", "uses nothing", "it is raised"])
def test_a_learners_text_is_shown_as_a_text(text: str) -> None:
    assert f"got   {text!r}" in said(checks.equal, "f()", text, "b")
    assert f"got   [{text!r}]" in said(checks.sequence, "f()", [text], ["b"])


def test_nothing_and_other_types_may_have_a_reason_of_their_own() -> None:
    usual = [(type(None), "some version holds"), ("cut", "it fits exactly"), (int, "no j fits")]
    assert "some version holds" in said(checks.equal, "f()", None, "a", wrong=usual)
    assert "it fits exactly" in said(checks.equal, "f()", "cut", 2, wrong=usual)
    assert "no j fits" in said(checks.equal, "f()", np.int64(2), "cut", wrong=usual)
    assert "return None, not a str" in said(checks.equal, "f()", "a", None)
    checks.equal("f()", None, None)


def test_a_sequence_may_hold_pairs_of_either_kind() -> None:
    for windows in ([(0, 2), (1, 3)], [[0, 2], [1, 3]], np.array([[0, 2], [1, 3]])):
        checks.sequence("f()", windows, [(0, 2), (1, 3)])
    assert "got" in said(checks.sequence, "f()", [(0, 2)], [(0, 3)])


WANT = {"ids": ["a"], "rows": np.array([[1.0, 2.0]]), "count": 1}


def test_a_dictionary_is_checked_part_by_part() -> None:
    checks.dictionary("f()", {"count": 1.0, "ids": ["a"], "rows": np.array([[1, 2]])}, WANT)
    wrong = [({**WANT, "ids": ["b"]}, "that is b"), ({**WANT, "ids": ["b"], "count": 2}, "that is b twice")]
    message = said(checks.dictionary, "f()", {**WANT, "ids": ["b"], "count": 2}, WANT, wrong=wrong)
    assert message.startswith("f()['ids']") and "why   that is b twice" in message  # what fits wholly comes first
    assert "that is b; or: that is b twice" in said(
        checks.dictionary, "f()", {**WANT, "ids": ["b"], "count": 3}, WANT, wrong=wrong
    )
    assert "an array with one row each" in said(checks.dictionary, "f()", {**WANT, "rows": [[1.0, 2.0]]}, WANT)
    assert "'count' is missing" in said(checks.dictionary, "f()", {"ids": [], "rows": []}, WANT)
    assert "'more' is one too many; no more" in said(
        checks.dictionary, "f()", {**WANT, "more": 1}, WANT, keys="no more"
    )
    assert "return a dictionary, not a list" in said(checks.dictionary, "f()", [], WANT)


class Long:
    def __repr__(self) -> str:
        return "x" * 300


VALUES: list[Any] = [
    True,
    None,
    np.float64(2.5),
    np.bool_(True),
    3,
    "a",
    [],
    ["a"],
    (1, 2),
    [[1], 2],
    np.ones(2),
    {},
    {1},
    Long,
]


@pytest.mark.parametrize("want", [False, np.float64(1.5), np.bool_(False), 2, 0.5, "b", ["b"], (1,), np.ones(3)])
@pytest.mark.parametrize("got", VALUES)
def test_any_part_of_a_dictionary_is_checked_whatever_it_is(got: object, want: object) -> None:
    checks.dictionary("f()", {"part": want}, {"part": want})
    wrong: list[tuple[Any, str]] = [({"part": value}, "a mistake") for value in VALUES]
    wrong += [({}, "the part is missing"), (None, "nothing"), (list, "a list")]
    message = said(checks.dictionary, "f()", {"part": got}, {"part": want}, wrong=wrong)
    assert message.startswith("f()['part']") and all(label in message for label in ("got", "want", "why"))
    if got is not None:
        assert "want  None" in said(checks.dictionary, "f()", {"part": got}, {"part": None}, wrong=wrong)


def test_a_key_that_a_mistake_lacks_has_its_reason() -> None:
    wrong = [({"ids": ["a"], "rows": WANT["rows"]}, "count too"), ({"ids": ["b"]}, "all three")]
    assert "'count' is missing; count too" in said(
        checks.dictionary, "f()", {"ids": ["a"], "rows": 0}, WANT, wrong=wrong, keys="three keys"
    )
    assert "'ids' is missing; three keys" in said(checks.dictionary, "f()", {}, WANT, wrong=wrong, keys="three keys")
    assert "by hand" in said(checks.dictionary, "f()", {**WANT, "ids": ["b"]}, WANT, wrong=wrong)


@pytest.mark.parametrize("got", [True, None, np.float64(2), [1], {1}, Long()])
def test_what_is_no_dictionary_is_called_by_its_type(got: object) -> None:
    assert "a dictionary" in said(checks.dictionary, "f()", got, WANT, wrong=[(WANT, "a mistake")])


def test_a_verdict_names_its_own_mistake() -> None:
    options = {"holds": "look at both ends", "unfair": "compare the words"}
    right = zlib.crc32(b"verdict: unfair")
    checks.verdict("verdict", "unfair", right, options)
    assert "look at both ends" in said(checks.verdict, "verdict", "holds", right, options)
    for odd in (None, "Holds", 3):
        assert "one of 'holds', 'unfair'" in said(checks.verdict, "verdict", odd, right, options)


# ---------------------------------------------------------------- how an answer is called


def loud(x: float) -> float:
    print("to stderr", file=sys.stderr)
    warnings.warn("a warning", stacklevel=1)
    logging.getLogger("answer").warning("a log line")
    os.write(2, b"from a C library\n")
    return 2 * x


def test_stderr_is_kept_and_noted_once(capfd: pytest.CaptureFixture[str]) -> None:
    handler = logging.StreamHandler()  # holds the stream of now
    logging.getLogger("answer").addHandler(handler)
    ask = checks.answer(loud)
    assert ask(2) == ("loud(2)", 4)
    ask(3)
    logging.getLogger("answer").removeHandler(handler)
    print("afterwards", file=sys.stderr)
    out, err = capfd.readouterr()
    assert err == "afterwards\n"
    for line in ("to stderr", "UserWarning: a warning", "from a C library"):
        assert out.count(line) == 1


def spoils(rows: list[int], table: Any) -> int:
    rows.append(1)
    return len(rows)


def divides(x: float) -> float:
    return 1 / x


def test_an_argument_that_was_changed_is_named() -> None:
    message = said(checks.answer(spoils), [0], np.ones(2))
    assert message.splitlines()[:3] == ["rows after spoils([0], [1.0, 1.0])", "  got   [0, 1]", "  want  [0]"]


def spoils_everything(index: dict[str, Any], pairs: Any) -> int:
    index["ids"].clear()
    index["rows"][0] = 9
    index["more"] = pairs[0].pop()
    pairs[1].add(3)
    raise ValueError


def test_an_argument_that_was_changed_is_put_back_in_its_place() -> None:
    ids, rows = ["a", "b"], np.ones((2, 2))
    index, pairs = {"ids": ids, "rows": rows}, ([1, 2], {1, 2})
    assert "got   {'ids': []" in said(checks.answer(spoils_everything), index, pairs)
    assert index == {"ids": ids, "rows": rows} and index["ids"] is ids and index["rows"] is rows
    assert ids == ["a", "b"] and rows.tolist() == [[1, 1], [1, 1]] and pairs == ([1, 2], {1, 2})


def grows(rows: Any) -> None:
    rows.resize((3, 1), refcheck=False)
    raise NotImplementedError


def test_an_argument_is_put_back_after_what_is_not_written_yet() -> None:
    rows = np.array([1.0, 2.0])
    with pytest.raises(NotImplementedError):
        checks.answer(grows)(rows)
    assert rows.tolist() == [1, 2]


def twice_the_first(rows: Any) -> Any:
    return 2 * rows[0]


@pytest.mark.parametrize("rows", [[1, math.nan], [1, np.float64("nan")], [1, [math.nan]], np.array([1, math.nan])])
def test_nan_in_an_argument_is_no_change(rows: Any) -> None:
    assert checks.answer(twice_the_first)(rows)[1] == 2


@pytest.mark.parametrize(
    ("argument", "shown"),
    [
        (list(range(50)), str(list(range(50)))),
        ([0] * 100, "a list of 100"),
        (np.zeros(100), "an array of 100"),
        (dict.fromkeys(range(100), 0), "a dictionary of 100"),
        (10**300, "an int"),
        (Long(), "a Long"),
    ],
)
def test_an_argument_is_shown_as_it_is_written_unless_that_is_long(argument: object, shown: str) -> None:
    def anything(x: object) -> int:
        return 0

    assert checks.answer(anything)(argument)[0] == f"anything({shown})"


def test_an_error_is_what_came_back() -> None:
    call, got = checks.answer(divides)(0)
    message = said(checks.number, call, got, 5, wrong=[(ZeroDivisionError, "no rows give 5")])
    assert "got   ZeroDivisionError: division by zero" in message and "why   no rows give 5" in message
    assert "follow this call" in said(checks.number, call, got, 5)


def test_of_an_error_with_several_causes_its_text_tells() -> None:
    wrong = [(re.error("look-behind"), "one width only"), (re.error, "escape the value")]
    for pattern, why in ((r"(?<!a|bc)d", "one width only"), ("(", "escape the value")):
        call, got = checks.answer(searching)(pattern)
        assert f"why   {why}" in said(checks.number, call, got, 5, wrong=wrong)


def test_a_date_in_a_call_is_written_in_short() -> None:
    call, _ = checks.answer(searching)([("a", dt.date(2026, 1, 5), None)])
    assert call == "searching([('a', 2026-01-05, None)])"
    assert checks.answer(searching)("datetime.date(2026, 1, 5)")[0] == "searching('datetime.date(2026, 1, 5)')"


def searching(pattern: str) -> object:
    return re.search(pattern, "abcd")


def uses_doubled(x: float) -> float:
    return doubled(x)


def doubled(x: float) -> float:
    raise NotImplementedError


def test_an_earlier_answer_may_be_stood_in_for() -> None:
    with pytest.raises(NotImplementedError):
        checks.answer(uses_doubled)(2)
    assert checks.answer(uses_doubled, doubled=lambda x: 2 * x)(2) == ("uses_doubled(2)", 4)
    with pytest.raises(NotImplementedError):
        uses_doubled(2)


def test_a_notebook_that_replaces_what_checks_stand_on_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    checks.whole({"rows": 1})
    assert "hides Python's own sum" in said(checks.whole, {"sum": 3})
    space: dict[str, Any] = {"__name__": "__main__"}
    exec("def allclose(*a, **k):\n    return True", space)  # noqa: S102
    monkeypatch.setattr(np, "allclose", space["allclose"])
    assert "numpy.allclose" in said(checks.whole, {})
