"""Checks of arguments that several rooms share; each error names the caller, the value and the mend."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.errors import ArgumentError


def text(where: str, name: str, value: object) -> str:
    """Return ``value`` if it is a text with something in it."""
    if not isinstance(value, str):
        raise ArgumentError(f"{where}: {name} is a {type(value).__name__}; pass one text (str)")
    if not value.strip():
        raise ArgumentError(f"{where}: {name} is empty; write a question or a few words")
    return value


def count(where: str, name: str, value: object) -> int:
    """Return ``value`` if it is a whole number of at least 1."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise ArgumentError(f"{where}: {name}={value!r}; {name} must be a whole number, at least 1")
    if value < 1:
        raise ArgumentError(f"{where}: {name}={value}; {name} must be at least 1")
    return int(value)


def vectors(
    where: str, name: str, value: ArrayLike, *, dim: int | None = None, unit: bool = False
) -> NDArray[np.float32]:
    """Return ``value`` as float32 of shape (n, d) after checking every row.

    Args:
        where: the caller, for the message.
        name: the argument, for the message.
        value: array-like of shape (n, d).
        dim: the wanted d, if there is one.
        unit: scale each row to length 1, and so refuse rows of zeros.

    Raises:
        ArgumentError: wrong shape or dimension, NaN or infinity, or a row of zeros where a direction is needed.
    """
    array = np.ascontiguousarray(value, dtype=np.float32)
    if array.ndim != 2:
        raise ArgumentError(
            f"{where}: {name} has shape {array.shape}; pass one row a text: (number of texts, dimension)"
        )
    if dim is not None and array.shape[1] != dim:
        raise ArgumentError(
            f"{where}: {name} has {array.shape[1]} dimensions, the index has {dim}; embed both with the same model"
        )
    bad = np.flatnonzero(~np.isfinite(array).all(axis=1))
    if bad.size:
        raise ArgumentError(f"{where}: {name} row {bad[0]} holds NaN or infinity; embed that text again")
    if unit:
        lengths = np.linalg.norm(array, axis=1, keepdims=True)
        zero = np.flatnonzero(lengths[:, 0] == 0)
        if zero.size:
            raise ArgumentError(
                f"{where}: {name} row {zero[0]} is all zeros, so it has no direction; leave that text out"
            )
        array = array / lengths
    return array
