"""Checks for exercises whose failures teach: the call, what you got, what was wanted, and why.

Every function returns None when the answer is right and raises :class:`CheckFailed` when it is not::

    cosine([3, 4], [4, 3])
      got   24.0
      want  0.96
      why   that is the dot product: divide it by both lengths

They accept every right answer (a NumPy float is a float, a tuple is a list) and only plain types: an
object that merely claims to be equal is refused. Lines stay under 76 characters, because nbgrader
cuts longer ones.
"""

import inspect
import math
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from types import CodeType, FunctionType, ModuleType
from typing import Any, NoReturn

import numpy as np

WIDTH = 76
Wrong = Sequence[tuple[Any, str]]


class CheckFailed(AssertionError):
    """An answer is not right yet; the message says what to look at."""


def number(call: str, got: object, want: float, *, tol: float = 1e-6, wrong: Wrong = ()) -> None:
    """Check one number.

    Args:
        call: what was called, as the learner would write it.
        got: what came back: an int, a float or a NumPy number.
        want: the right value.
        tol: largest difference that still counts as right, absolute and relative to ``want``.
        wrong: values that usual mistakes give, each with the sentence that names the mistake.

    >>> number("cosine(a, b)", 24.0, 0.96, wrong=[(24, "that is the dot product")])
    Traceback (most recent call last):
    course_lib.checks.CheckFailed: cosine(a, b)
      got   24.0
      want  0.96
      why   that is the dot product
    """
    value = _plain_number(got)
    if value is None:
        _fail(call, got, want, _type_hint(got, "one number"))
    elif not _close(value, want, tol):
        shown = int(value) if isinstance(got, int | np.integer) else value
        _fail(call, shown, want, _why(value, wrong, lambda v, w: _close(v, w, max(tol, 5e-4))))


def array(call: str, got: object, want: Any, *, tol: float = 1e-6, wrong: Wrong = ()) -> None:
    """Check an array of numbers: first its shape, then its values.

    Args:
        call: as in :func:`number`.
        got: an array, or nested lists of numbers.
        want: array-like.
        tol: largest absolute difference.
        wrong: arrays that usual mistakes give, each with its sentence.

    Of a large array, or one that would be printed like the right one, the first differing place is shown.
    """
    target = np.asarray(want, dtype=float)
    value = _plain_array(got)
    if value is None:
        _fail(call, got, target, _type_hint(got, "an array of numbers"))
    elif value.shape != target.shape:
        _fail(call, f"shape {value.shape}", f"shape {target.shape}", _why(value, wrong, _same_array))
    elif not np.allclose(value, target, rtol=0, atol=tol, equal_nan=True):
        why, shown, wanted = _why(value, wrong, _same_array), _whole(value), _whole(target)
        if target.size <= 40 and _show(shown) != _show(wanted):
            _fail(call, shown, wanted, why)
        differ = ~np.isclose(value, target, rtol=0, atol=tol, equal_nan=True)
        place = tuple(np.argwhere(differ)[0].tolist())
        _fail(f"{call}, first difference at {list(place)}", shown[place].item(), wanted[place].item(), why)


def sequence(call: str, got: object, want: Sequence[Any], *, wrong: Wrong = ()) -> None:
    """Check a list of texts or whole numbers, order included.

    >>> sequence("search(q, 2)", ["C", "A"], ["A", "C"], wrong=[(["C", "A"], "that is worst first")])
    Traceback (most recent call last):
    course_lib.checks.CheckFailed: search(q, 2)
      got   ['C', 'A']
      want  ['A', 'C']
      why   that is worst first
    """
    value = _plain_list(got)
    if value is None:
        _fail(call, got, list(want), _type_hint(got, "a list"))
    elif value != list(want):
        _fail(call, value, list(want), _why(value, wrong, lambda v, w: v == list(w)))


def equal(call: str, got: object, want: str | bool | int, *, wrong: Wrong = ()) -> None:
    """Check one text, truth value or whole number."""
    value = got.item() if type(got).__module__ == "numpy" and isinstance(got, np.generic) else got
    if type(value) is not type(want):
        _fail(call, got, want, _type_hint(got, f"a {type(want).__name__}"))
    elif value != want:
        _fail(call, value, want, _why(value, wrong, lambda v, w: bool(v == w)))


def raises(call: str, function: Callable[[], object], error: type[Exception], *, why: str) -> None:
    """Check that calling ``function`` raises ``error``.

    Args:
        call: what is called, for the message.
        function: takes nothing and makes the call.
        error: the exception wanted.
        why: what goes wrong for a user when it is not raised.
    """
    try:
        came = f"the value {function()!r:.40}"
    except error:
        return
    except Exception as other:  # noqa: BLE001 - whatever the learner's code raises is the finding
        came = f"{type(other).__name__}: {other}"
    _fail(call, came, f"{error.__name__} raised", why)


def prediction(name: str, value: object, low: float, high: float) -> None:
    """Check that a prediction was made: any number in the possible range scores.

    >>> prediction("my_guess", None, 0, 1)
    Traceback (most recent call last):
    course_lib.checks.CheckFailed: my_guess
      got   None
      want  a number from 0 to 1
      why   write your own guess: it scores for being made, not for being right
    """
    guess = _plain_number(value)
    if guess is None or not low <= guess <= high:
        why = "write your own guess: it scores for being made, not for being right"
        why = "write a number without quotation marks" if type(value) is str else why
        _fail(name, value, f"a number from {low:g} to {high:g}", why)


def choice(name: str, value: object, options: Sequence[str]) -> None:
    """Check that one of the options was chosen as a prediction: any of them scores."""
    if type(value) is not str or value not in options:
        _fail(name, value, "one of " + ", ".join(map(repr, options)), "write your own choice; any of these scores")


def written_here(function: object, *, allowed: Sequence[str] = ()) -> None:
    """Refuse an answer that is imported from ``course_lib``, or calls it, itself or by a helper in the notebook.

    Importing the answer is a fine habit at work and teaches nothing here.

    Args:
        function: the learner's.
        allowed: modules that may be used all the same, such as ``course_lib.vectors``.
    """
    name = getattr(function, "__name__", "answer")
    if not isinstance(function, FunctionType):
        _fail(name, type(function).__name__, "a function defined in this notebook with def", "write it with def")
    taken = [function.__module__] if _from_course(function.__module__) else []
    seen = [function]
    for one in seen:
        for used in _names(inspect.unwrap(one).__code__):
            value = one.__globals__.get(used)
            module = value.__name__ if inspect.ismodule(value) else getattr(value, "__module__", None)
            if _from_course(module) and module not in allowed:
                taken.append(f"{used} of {module}")
            elif _from_course(used) and used not in allowed:  # imported inside the function
                taken.append(used)
            elif isinstance(value, FunctionType) and module == function.__module__ and value not in seen:
                seen.append(value)
    if taken:
        _fail(name, f"uses {taken[0]}", "your own lines", "import it after you have written it once yourself")


def _names(code: CodeType) -> Iterator[str]:
    """Yield the names a function looks up, those of its comprehensions and inner functions too."""
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)


def _from_course(module: object) -> bool:
    rooms = isinstance(module, str) and module.split(".")[0] == "course_lib"
    return rooms and module not in ("course_lib.checks", "course_lib.data")


def _plain_number(value: object) -> float | None:
    if isinstance(value, np.ndarray) and type(value) is np.ndarray and value.ndim == 0:
        value = value[()]
    if type(value) in (int, float) or (
        isinstance(value, np.integer | np.floating) and type(value).__module__ == "numpy"
    ):
        return float(value)  # type: ignore[arg-type]
    return None


def _plain_array(value: object) -> np.ndarray[Any, np.dtype[np.float64]] | None:
    if type(value) not in (np.ndarray, list, tuple):
        return None
    try:
        found = np.asarray(value)
    except ValueError:
        return None
    return found.astype(float) if found.dtype.kind in "iuf" else None


def _plain_list(value: object) -> list[Any] | None:
    if type(value) is np.ndarray:
        value = value.tolist()
    if type(value) not in (list, tuple):
        return None
    items = [item.item() if isinstance(item, np.generic) else item for item in value]  # type: ignore[attr-defined]
    return items if all(type(item) in (str, int, float, bool, type(None), tuple, list) for item in items) else None


def _close(a: float, b: float, tol: float) -> bool:
    return math.isclose(a, b, rel_tol=tol, abs_tol=tol) or (math.isnan(a) and math.isnan(b))


def _whole(array: Any) -> Any:
    """Return whole numbers as integers, so that positions are shown as positions."""
    return array.astype(int) if np.isfinite(array).all() and (array == np.round(array)).all() else array


def _same_array(a: Any, b: Any) -> bool:
    target = np.asarray(b, dtype=float)
    return bool(a.shape == target.shape and np.allclose(a, target, rtol=0, atol=5e-4, equal_nan=True))


def _why(value: Any, wrong: Wrong, same: Callable[[Any, Any], bool]) -> str:
    for mistake, reason in wrong:
        if same(value, mistake):
            return reason
    return "work the tiny example of the task by hand and compare step by step"


def _type_hint(got: object, wanted: str) -> str:
    if got is None:
        return f"nothing came back: write your answer and `return` {wanted}"
    name = type(got).__name__
    return f"return {wanted}, not {'an' if name[0] in 'aeiou' or name == 'ndarray' else 'a'} {name}"


def _show(value: object) -> str:
    if isinstance(value, np.ndarray | np.generic):
        value = np.round(value, 6).tolist() if value.dtype.kind == "f" else value.tolist()
    text = value if isinstance(value, str) and value.startswith(("shape ", "a ", "one of ", "uses ")) else None
    if text is None:
        text = f"{value:.6g}" if type(value) is float and value != round(value, 6) else _repr(value)
    return text if len(text) <= 3 * WIDTH else text[: 3 * WIDTH - 1] + "…"


def _repr(value: object) -> str:
    try:
        return value if type(value) is str and " " in value and value.endswith("raised") else repr(value)
    except Exception:  # noqa: BLE001 - a learner's object may fail to print itself
        return f"a {type(value).__name__} that cannot be printed"


def _fail(call: str, got: object, want: object, why: str) -> NoReturn:
    lines = textwrap.wrap(call, WIDTH) or [""]
    came, wanted = _show(got), _show(want)
    if came == wanted:  # they differ further on than is shown: let it be seen
        came, wanted = _repr(got), _repr(want)
    for label, text in (("got", came), ("want", wanted), ("why", why)):
        lines += textwrap.wrap(text, WIDTH, initial_indent=f"  {label:<5} ", subsequent_indent=" " * 8)
    raise CheckFailed("\n".join(lines))


class _Locked(ModuleType):
    """A module whose functions stay as they are: a notebook that replaces a check would grade nothing."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"checks.{name} cannot be replaced; change your answer instead")


sys.modules[__name__].__class__ = _Locked
