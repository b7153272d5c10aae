"""Checks for exercises whose failures teach: the call, what you got, what was wanted, and why.

Every function returns None when the answer is right and raises :class:`CheckFailed` when it is not::

    cosine([3, 4], [4, 3])
      got   24.0
      want  0.96
      why   that is the dot product: divide it by both lengths

They accept every right answer (a NumPy float is a float, a tuple is a list) and only plain types: an
object that merely claims to be equal is refused. Lines stay under 76 characters, because nbgrader
cuts longer ones.

:func:`answer` is how a graded cell calls a learner's function, :func:`whole` how it makes sure of what it stands on.
"""

import builtins
import contextlib
import copy
import functools
import inspect
import io
import math
import os
import re
import sys
import tempfile
import textwrap
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import CellType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any, NoReturn

import numpy as np

WIDTH = 76
LONG = 3 * WIDTH  # a value that takes more is shown in part
Wrong = Sequence[tuple[Any, str]]
BY_HAND = "work the tiny example of the task by hand and compare step by step"

# What looks at the code that calls it, or reaches things by a name made up on the way, is no answer to a task.
_LOOKS = re.compile(
    "_getframe|_current_frames|currentframe|getsource|getsourcelines|getouterframes|getinnerframes|walk_stack|modules|"
    "extract_stack|format_stack|print_stack|f_back|f_locals|f_globals|f_code|tb_frame|gi_frame|cr_frame|settrace|"
    "setprofile|get_objects|get_referrers|get_ipython|In|_ih|linecache|inspect|gc|ctypes|eval|exec|getattr|setattr|"
    "attrgetter|methodcaller|globals|vars|__import__|import_module|importlib|__globals__|__closure__|__code__|"
    "__defaults__|__dict__|__builtins__|__getattribute__|__subclasses__"
)


class CheckFailed(AssertionError):
    """An answer is not right yet; the message says what to look at."""


class _Said(str):
    """A message of the checks, shown as it is; a learner's text is shown with its quotation marks."""

    __slots__ = ()


class Raised:
    """What a call gave instead of a value: an error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __repr__(self) -> str:
        return f"{type(self.error).__name__}: {self.error}"


def number(call: str, got: object, want: float, *, tol: float = 1e-6, wrong: Wrong = ()) -> None:
    """Check one number.

    Args:
        call: what was called, as the learner would write it.
        got: what came back: an int, a float or a NumPy number.
        want: the right value.
        tol: largest difference that still counts as right, absolute and relative to ``want``.
        wrong: values that usual mistakes give, each with the sentence that names the mistake. A type stands for
            every value or error of it, an error for those of its type whose text holds its own.

    >>> number("cosine(a, b)", 24.0, 0.96, wrong=[(24, "that is the dot product")])
    Traceback (most recent call last):
    course_lib.checks.CheckFailed: cosine(a, b)
      got   24.0
      want  0.96
      why   that is the dot product
    """
    value = _plain_number(got)
    if value is None:
        _fail(call, got, want, _type_hint(got, "one number", wrong))
    elif not _close(value, want, tol):
        shown = int(value) if isinstance(got, int | np.integer) else value
        why = _why(value, wrong, lambda v, w: _near(v, w, want, tol))
        if why == BY_HAND and any(value == round(want, places) for places in range(2, 7)):
            why = "return the number as it is, not rounded"
        _fail(call, shown, want, why)


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
        ragged = type(got) is list and len({len(row) for row in got if type(row) in (list, tuple)}) > 1
        rows = " with rows of one length" if ragged else ""
        _fail(call, got, target, _type_hint(got, f"an array of numbers{rows}", wrong))
    elif value.shape != target.shape:
        shapes = _Said(f"shape {value.shape}"), _Said(f"shape {target.shape}")
        _fail(call, *shapes, _why(value, wrong, functools.partial(_same_array, target, tol)))
    elif differ := _differing(value, target, tol):
        why, shown, wanted = (
            _why(value, wrong, functools.partial(_same_array, target, tol)),
            _ints(value),
            _ints(target),
        )
        if target.size <= 40 and _show(shown) != _show(wanted):
            _fail(call, shown, wanted, why)
        place = np.unravel_index(differ[0], target.shape)
        where = [int(i) for i in place]
        _fail(f"{call}, first difference at {where}", shown[place].item(), wanted[place].item(), why)


def sequence(call: str, got: object, want: Sequence[Any], *, wrong: Wrong = ()) -> None:
    """Check a list of texts, whole numbers or tuples of these, order included.

    >>> sequence("search(q, 2)", ["C", "A"], ["A", "C"], wrong=[(["C", "A"], "that is worst first")])
    Traceback (most recent call last):
    course_lib.checks.CheckFailed: search(q, 2)
      got   ['C', 'A']
      want  ['A', 'C']
      why   that is worst first
    """
    value = _plain_list(got)
    if value is None:
        _fail(call, got, list(want), _type_hint(got, "a list", wrong))
    elif _tuples(value) != _tuples(want):
        _fail(call, value, list(want), _why(value, wrong, lambda v, w: _tuples(v) == _tuples(w)))


def equal(call: str, got: object, want: str | bool | int | None, *, wrong: Wrong = ()) -> None:
    """Check one text, truth value or whole number, or that nothing came back."""
    value = got.item() if type(got).__module__ == "numpy" and isinstance(got, np.generic) else got
    told = type(value) in (str, bool, int, type(want))
    known = [one for one in wrong if told and type(one[0]) is type(value)]
    why = _why(value, known, lambda v, w: bool(v == w))
    if type(value) is not type(want):
        wanted = "None" if want is None else _a(type(want).__name__)
        _fail(call, value, want, _type_hint(value, wanted, wrong) if why == BY_HAND else why)
    elif value != want:
        _fail(call, value, want, why)


def dictionary(call: str, got: object, want: Mapping[Any, Any], *, wrong: Wrong = (), keys: str = "") -> None:
    """Check a dictionary: its keys, then part by part lists, arrays and numbers.

    Args:
        call: as in :func:`number`.
        got: a dictionary; a ``Counter`` is one.
        want: what it should hold.
        wrong: dictionaries that usual mistakes give. One that is wholly like ``got`` is named, else those whose part
            is like the first part that differs.
        keys: what to say of keys that are missing or too many.
    """
    if not (isinstance(got, dict) and type(got).__module__ in ("builtins", "collections")):
        _fail(call, got, _Said(f"a dictionary with the keys {[*want]}"), _type_hint(got, "a dictionary", wrong))
    want = {part: bool(one) if isinstance(one, np.bool_) else one for part, one in want.items()}
    usual = [(mistake, why) for mistake, why in wrong if isinstance(mistake, dict)]
    odd = [f"{key!r} is missing" for key in want if key not in got]
    odd += [f"{key!r} is one too many" for key in got if key not in want]
    if odd:
        known = [why for mistake, why in usual if mistake.keys() == got.keys()] or [keys] * bool(keys)
        _fail(f"the keys of {call}", [*got], [*want], "; ".join([odd[0], *known]))
    usual = [(mistake, why) for mistake, why in usual if mistake.keys() == want.keys()]
    for part, wanted in want.items():
        if isinstance(wanted, list | np.ndarray) and type(got[part]) is not type(wanted):
            kind = "an array with one row each" if isinstance(wanted, np.ndarray) else "a list"
            _fail(f"{call}[{part!r}]", got[part], wanted, _type_hint(got[part], kind, wrong))
        wholly = [m for m in usual if all(_fits(got[key], m[0][key], want[key]) for key in want)]
        partly = [m for m in usual if not _fits(m[0][part], wanted, wanted)]
        told = [(mistake[part], why) for mistake, why in wholly or partly]
        _part_check(wanted)(f"{call}[{part!r}]", got[part], wanted, wrong=told)


def _part_check(want: object) -> Callable[..., None]:
    """Return the check for what a part of a dictionary should be."""
    if want is None or isinstance(want, str | bool):
        return equal
    if isinstance(want, np.ndarray):
        return array
    return number if isinstance(want, int | float | np.number) else sequence


def _fits(got: object, mistake: object, want: object) -> bool:
    """Tell whether a part is that of a mistake, as the check of the right one would see it."""
    try:
        _part_check(want)("", got, mistake)
    except (CheckFailed, TypeError, ValueError):  # a mistake may be of another kind than the right one
        return False
    return True


def raises(call: str, function: Callable[[], object], error: type[Exception], *, why: str) -> None:
    """Check that calling ``function`` raises ``error``.

    Args:
        call: what is called, for the message.
        function: takes nothing and makes the call.
        error: the exception wanted.
        why: what goes wrong for a user when it is not raised.
    """
    try:
        came = _Said(f"the value {function()!r:.40}")
    except error:
        return
    except Exception as other:  # noqa: BLE001 - whatever the learner's code raises is the finding
        came = _Said(f"{type(other).__name__}: {other}")
    _fail(call, came, _Said(f"{error.__name__} raised"), why)


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
        if guess is not None:
            why = f"that cannot come out: any number from {low:g} to {high:g} scores for being made"
            why += f"; {guess:g} % is {guess / 100:g}" if high == 1 < guess <= 100 else ""
        why = "write a number without quotation marks" if type(value) is str else why
        _fail(name, value, _Said(f"a number from {low:g} to {high:g}"), why)


def choice(name: str, value: object, options: Sequence[str]) -> None:
    """Check that one of the options was chosen as a prediction: any of them scores."""
    if type(value) is not str or value not in options:
        wanted = _Said("one of " + ", ".join(map(repr, options)))
        _fail(name, value, wanted, "write your own choice; any of these scores")


def verdict(name: str, value: object, number: int, options: Mapping[str, str]) -> None:
    """Check a chosen verdict by its checksum, so that the cell does not give it away.

    Args:
        name: the learner's variable.
        value: what it holds.
        number: the CRC-32 of ``"name: right option"``.
        options: every option, each with what to say to who chose it wrongly.
    """
    if type(value) is not str or value not in options:
        _fail(name, value, _Said("one of " + ", ".join(map(repr, options))), "copy one of the options as it stands")
    if zlib.crc32(f"{name}: {value}".encode()) != number:
        _fail(name, value, _Said("another of the options"), options[value])


def answer(function: object, *, allowed: Sequence[str] = (), **stand_ins: object) -> Callable[..., tuple[str, Any]]:
    """Return a learner's function as a graded cell calls it: its result comes with the text of the call.

    What it writes to stderr, warnings included, costs nothing and is noted; an error is shown as what came back;
    arguments that it changes are refused, and put back, so that one mistake fails one check.

    Args:
        function: the learner's; it must pass :func:`written_here`.
        allowed: as there.
        stand_ins: values for names of the notebook while it runs, such as a right version of an earlier task's
            function, so that a mistake there costs nothing here.

    >>> def double(x):
    ...     return 2 * x
    >>> ask = answer(double)
    >>> number(*ask(4), 8)
    """
    written_here(function, allowed=allowed)
    assert isinstance(function, FunctionType)
    noted: set[str] = set()

    def ask(*arguments: Any, **options: Any) -> tuple[str, Any]:
        given = (*arguments, *options.values())
        named = (*function.__code__.co_varnames[: len(arguments)], *options)
        before = [copy.deepcopy(one) for one in given]
        call = _call(function.__name__, arguments, options)
        with _put_back(given):
            with quiet() as heard, _standing_in(function.__globals__, stand_ins):
                got = _result(function, arguments, options)
            for line in heard:
                if line not in noted:
                    print(f"note: {function.__name__} says on stderr, which costs nothing: {line:.200}")
                    noted.add(line)
            for name, now, then in zip(named, given, before, strict=False):
                if changed := _changed(name, now, then):
                    place, found, kept = changed
                    why = "your function changed what it was given: work on a copy"
                    _fail(f"{place} after {call}", found, kept, why)
        return call, got

    return ask


def _result(function: FunctionType, arguments: Sequence[Any], options: Mapping[str, Any]) -> Any:
    try:
        return function(*arguments, **options)
    except (NameError, NotImplementedError):  # not written yet
        raise
    except Exception as error:  # noqa: BLE001 - whatever the learner's code raises is the finding
        return Raised(error)


@contextlib.contextmanager
def quiet() -> Iterator[list[str]]:
    """Keep what is written to stderr, by Python, a warning or a C library; the list holds its lines afterwards."""
    heard: list[str] = []
    text, before = io.StringIO(), sys.stderr
    with tempfile.TemporaryFile() as file, contextlib.ExitStack() as after:
        kept = os.dup(2)
        after.callback(os.close, kept)
        os.dup2(file.fileno(), 2)
        after.callback(os.dup2, kept, 2)
        with contextlib.suppress(AttributeError):  # a log handler may hold the old stream
            before.write = text.write  # type: ignore[method-assign]
            after.callback(before.__dict__.pop, "write")
        after.enter_context(contextlib.redirect_stderr(text))
        said = after.enter_context(warnings.catch_warnings(record=True))
        try:
            yield heard
        finally:
            file.seek(0)
            loud = text.getvalue() + file.read().decode(errors="replace")
            heard += [f"{one.category.__name__}: {one.message}" for one in said or []]
            heard += [line.strip() for line in loud.splitlines() if line.strip()]


@contextlib.contextmanager
def _standing_in(names: dict[str, Any], stand_ins: Mapping[str, object]) -> Iterator[None]:
    before = {name: names[name] for name in stand_ins if name in names}
    names.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del names[name]
        names.update(before)


@contextlib.contextmanager
def _put_back(given: object) -> Iterator[None]:
    """Put back afterwards what the containers within a value held before, each in its place."""
    kept = [(one, copy.copy(one)) for one in _containers(given)]
    try:
        yield
    finally:
        for one, held in kept:
            if isinstance(one, list):
                one[:] = held
            elif isinstance(one, dict | set):
                one.clear()
                one.update(held)
            elif _changed("", one, held):
                one.resize(held.shape, refcheck=False)
                one[...] = held


def _containers(value: Any) -> Iterator[Any]:
    """Yield the lists, dictionaries, sets and arrays within a value."""
    if isinstance(value, list | dict | set | np.ndarray):
        yield value
    if isinstance(value, list | tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _containers(item)


def _call(name: str, arguments: Sequence[Any], options: Mapping[str, Any]) -> str:
    shown = [_short(one) for one in arguments] + [f"{key}={_short(one)}" for key, one in options.items()]
    return f"{name}({', '.join(shown)})"


def _short(value: Any) -> str:
    """Return a value as it is written in a call, or what it is if that would be long."""
    if isinstance(value, FunctionType):
        return value.__name__ if value.__name__.isidentifier() else "a function"
    text = _repr(_listed(value))
    if type(value) is not str:  # a date takes half the room, and is as clear
        text = re.sub(r"\bdatetime\.date\((\d+), (\d+), (\d+)\)", _day, text)
    if len(text) <= LONG or type(value) is str:
        return text
    size = f" of {len(value)}" if hasattr(value, "__len__") else ""
    return _a({"dict": "dictionary", "ndarray": "array"}.get(type(value).__name__, type(value).__name__)) + size


def _day(found: re.Match[str]) -> str:
    """Return a date as it is written by itself: 2026-01-05."""
    year, month, day = map(int, found.groups())
    return f"{year:04}-{month:02}-{day:02}"


def _a(noun: str) -> str:
    """Return a noun, or the name of a type, with its article."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _listed(value: Any) -> Any:
    """Return arrays as lists, those within lists and dictionaries too."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if type(value) is dict:
        return {key: _listed(item) for key, item in value.items()}
    return type(value)(map(_listed, value)) if type(value) in (list, tuple) else value


def _changed(name: str, now: Any, then: Any) -> tuple[str, object, object] | None:
    """Return where an argument differs from what it was, and both values; what cannot be compared is not looked at."""
    if type(now) is not type(then):
        return name, now, then
    if isinstance(now, np.ndarray):
        same = now.shape == then.shape and now.dtype == then.dtype and now.tobytes() == then.tobytes()
        return None if same else (name, now.tolist(), then.tolist())
    if isinstance(now, dict) and list(now) == list(then):
        inner = (_changed(f"{name}[{key!r}]", now[key], then[key]) for key in now)
        return next((found for found in inner if found), None)
    if isinstance(now, list | tuple) and len(now) == len(then):
        inner = (_changed(f"{name}[{i}]", a, b) for i, (a, b) in enumerate(zip(now, then, strict=True)))
        return next((found for found in inner if found), None)
    comparable = isinstance(now, str | int | float | set | dict | list | tuple)
    same = not comparable or now == then or (now != now and then != then)  # NaN differs from itself
    return None if same else (name, _listed(now), _listed(then))


def whole(names: Mapping[str, Any]) -> None:
    """Refuse a notebook that replaces functions of Python or NumPy, on which every check stands.

    Args:
        names: the notebook's ``globals()``.
    """
    for module in (builtins, math, np, np.linalg, np.random, re, zlib, copy, functools, inspect):
        for name, value in vars(module).items():
            if isinstance(value, FunctionType | type) and _of_a_notebook(value) and not name.startswith("_"):
                why = "the checks stand on it: take out what replaces it, and restart the kernel"
                _fail(f"{module.__name__}.{name}", _Said("one of this notebook"), _Said("the original"), why)
    for name, own in _BUILTINS.items():
        if names.get(name, own) is not own:
            why = f"it hides Python's own {name}, which the checks use: give yours another name"
            _fail(name, names[name], _Said(f"no name of yours that is called {name}"), why)


# What checks are written with, and what a learner may call a variable of the notebook without a thought.
_BUILTINS = {
    name: vars(builtins)[name]
    for name in re.findall(
        r"\w+",
        "abs all any bool dict enumerate float int isinstance len list map max min print range repr round set sorted "
        "str sum tuple type zip",
    )
}


def _of_a_notebook(value: FunctionType | type) -> bool:
    """Tell whether something was defined in a notebook rather than in a module that was imported."""
    if isinstance(value, type):
        return value.__module__ == "__main__"
    home = sys.modules.get(str(value.__globals__.get("__name__")))
    return home is None or home.__name__ == "__main__" or vars(home) is not value.__globals__


def written_here(function: object, *, allowed: Sequence[str] = ()) -> None:
    """Refuse an answer that is imported from ``course_lib``, or calls it, itself or by a helper in the notebook.

    Importing the answer is a fine habit at work and teaches nothing here.

    Args:
        function: the learner's.
        allowed: modules that may be used all the same, such as ``course_lib.vectors``.
    """
    name = getattr(function, "__name__", "answer")
    if not isinstance(function, FunctionType):
        kind = _Said(_a(type(function).__name__))
        _fail(name, kind, _Said("a function defined in this notebook with def"), "write it with def")
    seen: list[object] = [function]
    for one in seen:
        if course := _course(one, allowed):
            _fail(
                name,
                _Said(f"uses {course}"),
                _Said("your own lines"),
                "import it after you have written it once yourself",
            )
        if looks := _looks(one):
            why = "compute the answer from the arguments alone, without looking at the code that checks it"
            _fail(name, _Said(f"uses {looks}"), _Said("your own lines"), why)
        seen += [used for used in _parts(one, function.__globals__) if not any(used is known for known in seen)]


def _course(value: object, allowed: Sequence[str]) -> str | None:
    """Return how something belongs to the course, if it does."""
    if inspect.ismodule(value):
        module, name = value.__name__, value.__name__
    elif isinstance(value, FunctionType):
        home, name = value.__globals__.get("__name__"), value.__name__
        inside = Path(value.__code__.co_filename).parent == Path(__file__).parent
        module = f"course_lib.{Path(value.__code__.co_filename).stem}" if inside else str(home)
        for used in _names(value.__code__):
            if _from_course(used) and used not in allowed:  # imported inside the function
                return used
    else:
        module, name = str(getattr(value, "__module__", None)), str(getattr(value, "__name__", "a value"))
    if not _from_course(module) or module in allowed:
        return None
    return name if name == module else f"{name} of {module}"


def _looks(value: object) -> str | None:
    """Return the first name by which something looks at the code around it."""
    if isinstance(value, FunctionType):
        return next((name for name in _names(value.__code__) if _LOOKS.fullmatch(name)), None)
    name = getattr(value, "__name__", None)
    return name if isinstance(name, str) and _LOOKS.fullmatch(name) else None


def _parts(value: object, names: Mapping[str, Any]) -> list[object]:
    """Return what something of the notebook is made of: names it looks up, closures, defaults, methods, items."""
    if isinstance(value, FunctionType) and (value.__globals__ is names or _of_a_notebook(value)):
        inner = inspect.unwrap(value)
        found = [value.__globals__[used] for used in _names(value.__code__) if used in value.__globals__]
        cells = [cell.cell_contents for cell in value.__closure__ or () if cell != CellType()]
        defaults = [*(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values()]
        return [*found, *cells, *defaults, *vars(value).values(), *([inner] if inner is not value else [])]
    if isinstance(value, MethodType):
        return [value.__func__, value.__self__]
    if isinstance(value, functools.partial):
        return [value.func, *value.args, *value.keywords.values()]
    if type(value) in (list, tuple, set):
        return [item for item in [*value][:100] if callable(item)]  # type: ignore[misc]
    if type(value) is dict:
        return [item for item in [*value.values()][:100] if callable(item)]
    if isinstance(value, type) and value.__module__ == "__main__":
        return [item for item in vars(value).values() if callable(item) or isinstance(item, staticmethod | classmethod)]
    if isinstance(value, staticmethod | classmethod):
        return [value.__func__]
    if type(value).__module__ == "__main__":
        return [type(value), *getattr(value, "__dict__", {}).values()]
    return []


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
    plain = (str, int, float, bool, type(None))
    inner = [_plain_list(item) if type(item) in (list, tuple) else item for item in items]
    return items if all(type(item) in (*plain, list) for item in inner) else None


def _tuples(value: Any) -> Any:
    """Return lists as tuples, inner ones and arrays too: windows may be pairs of any kind."""
    value = value.tolist() if isinstance(value, np.ndarray) else value
    return tuple(_tuples(one) for one in value) if type(value) in (list, tuple) else value


def _close(a: float, b: float, tol: float) -> bool:
    return bool(a == b or abs(a - b) <= tol * max(1, abs(a), abs(b)) < math.inf or (a != a and b != b))


def _near(value: float, mistake: Any, want: float, tol: float) -> bool:
    """Tell whether a value is that of a mistake: to four decimals, and never when the right one lies as near."""
    mistake = _plain_number(mistake)
    if mistake is None:
        return False
    return _close(value, mistake, tol) or (
        abs(value - mistake) <= 5e-4 * max(1, abs(mistake)) and 10 * abs(value - mistake) < abs(want - mistake)
    )


def _ints(array: Any) -> Any:
    """Return whole numbers as integers, so that positions are shown as positions."""
    return array.astype(int) if np.isfinite(array).all() and (array == np.round(array)).all() else array


def _differing(value: Any, target: Any, tol: float) -> list[int]:
    """Return the places, counted row by row, at which two arrays of one shape differ."""
    pairs = zip(value.ravel().tolist(), target.ravel().tolist(), strict=True)
    return [n for n, (a, b) in enumerate(pairs) if not (a == b or abs(a - b) <= tol or (a != a and b != b))]


def _same_array(want: Any, tol: float, value: Any, mistake: Any) -> bool:
    """Tell whether an array is that of a mistake: as :func:`_near`, by the largest difference."""
    wrong = _plain_array(mistake)
    if wrong is None or value.shape != wrong.shape:
        return False
    if not _differing(value, wrong, tol):
        return True
    with np.errstate(invalid="ignore"):
        off = np.max(np.abs(value - wrong))
        apart = np.max(np.abs(want - wrong)) if want.shape == wrong.shape else np.inf
    return bool(off <= 5e-4 and 10 * off < apart)


def _why(value: Any, wrong: Wrong, same: Callable[[Any, Any], bool]) -> str:
    """Return the reason that fits; where mistakes give one value, all of theirs, since it may be any of them."""
    values = [(mistake, why) for mistake, why in wrong if not isinstance(mistake, type | Exception)]
    reasons = dict.fromkeys(why for mistake, why in values if same(value, mistake))
    return "; or: ".join(reasons) or BY_HAND


def _type_hint(got: object, wanted: str, wrong: Wrong = ()) -> str:
    value = got.error if isinstance(got, Raised) else got
    for kind, why in wrong:
        if isinstance(kind, Exception):  # of one sentence, where errors of its type have several causes
            told = type(value) is type(kind) and str(kind) in str(value)
        else:
            told = isinstance(kind, type) and isinstance(value, kind)
        if told:
            return why
    if isinstance(got, Raised):
        return "your function stops with this error: follow this call through it by hand"
    if got is None:
        return f"nothing came back: write your answer and `return` {wanted}"
    return f"return {wanted}, not {_held(got)}"


def _held(got: object, *, each: bool = False) -> str:
    """Return what something is; of a list, what it holds too, since that may be what is wrong with it.

    Args:
        got: a value.
        each: there are several of its kind.
    """
    name = type(got).__name__.replace("ndarray", "array")
    kind = f"{'text' if name == 'str' else 'number' if isinstance(got, np.number) else name}s" if each else _a(name)
    if type(got) not in (list, tuple, np.ndarray):
        return "None" if got is None else kind
    if isinstance(got, np.ndarray) and got.dtype.kind in "iuf":
        return f"{kind} of numbers"
    items = got.ravel().tolist() if isinstance(got, np.ndarray) else got
    inner = [*dict.fromkeys(_held(one, each=True) for one in items)][:3]  # type: ignore[attr-defined]
    return f"{kind} of {' and '.join(inner)}" if inner else kind


def _show(value: object) -> str:
    if isinstance(value, np.ndarray | np.generic):
        value = np.round(value, 6).tolist() if value.dtype.kind == "f" else value.tolist()
    text = f"{value:.6g}" if type(value) is float and value != round(value, 6) else _repr(value)
    return text if len(text) <= LONG else text[: LONG - 1] + "…"


def _repr(value: object) -> str:
    try:
        return str(value) if type(value) is _Said else repr(value)
    except Exception:  # noqa: BLE001 - a learner's object may fail to print itself
        return f"{_a(type(value).__name__)} that cannot be printed"


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
