"""What a lesson costs to run: measured, rounded, and written where the reader looks for it.

The rounded figure changes only when a measurement has clearly left its interval, so that noise does not
change files.
"""

import math
import re
from dataclasses import dataclass

from notebook_files import NotebookError

MINUTE_STEP, GIGABYTE_STEP = 0.5, 0.1
_LESSON = re.compile(r"(<!-- measured -->).*?(<!-- /measured -->)", re.DOTALL)
_SENTENCE = re.compile(r"Runs in about (half a|[\d.]+) minutes? on two cores; needs ([\d.]+) GB of memory\.")
_MAP = re.compile(r"(<!-- map -->)(.*?)(<!-- /map -->)", re.DOTALL)


def round_up(value: float, step: float, old: float | None = None) -> float:
    """Round up to a multiple of ``step``, but keep ``old`` while the value is near its interval.

    ``old`` stood for the interval (old - step, old]. It is kept while the value is outside by at most
    25 % of the boundary it crossed, and by at most one step.

    >>> round_up(0.93, 0.5), round_up(1.2, 0.5, old=1.0), round_up(1.3, 0.5, old=1.0)
    (1.0, 1.0, 1.5)
    """
    if old is not None:
        low = old - step
        if low - min(step, low / 4) < value <= old + min(step, old / 4):
            return old
    return round(max(1, math.ceil(round(value / step, 6))) * step, 6)


@dataclass(frozen=True)
class Cost:
    """Minutes and gigabytes, rounded up."""

    minutes: float
    gigabytes: float

    @property
    def sentence(self) -> str:
        """The cost as the lesson's first cell says it."""
        plural = "" if self.minutes == 1 else "s"
        time = "half a minute" if self.minutes == 0.5 else f"{self.minutes:g} minute{plural}"
        return f"Runs in about {time} on two cores; needs {self.gigabytes:.1f} GB of memory."

    @property
    def entry(self) -> str:
        """The cost as the map in the README says it."""
        return f"{self.minutes:g} min · {self.gigabytes:.1f} GB"


def cost(seconds: float, peak_bytes: int, old: Cost | None = None) -> Cost:
    """Round a measurement, keeping the old figures where it is near them."""
    return Cost(
        round_up(seconds / 60, MINUTE_STEP, old.minutes if old else None),
        round_up(peak_bytes / 1e9, GIGABYTE_STEP, old.gigabytes if old else None),
    )


def read_cost(first_cell: str) -> Cost | None:
    """Return the cost that a lesson's first cell states, or None."""
    found = _SENTENCE.search(first_cell)
    if found is None:
        return None
    return Cost(0.5 if found[1] == "half a" else float(found[1]), float(found[2]))


def write_cost(first_cell: str, new: Cost, name: str) -> str:
    """Return a lesson's first cell with the cost between its markers."""
    if not _LESSON.search(first_cell):
        raise NotebookError(
            f"{name}: the first Markdown cell has no place for the measured cost; "
            "write <!-- measured --><!-- /measured --> where it should stand"
        )
    return _LESSON.sub(lambda found: f"{found[1]}{new.sentence}{found[2]}", first_cell, count=1)


def write_map(readme: str, lesson: str, new: Cost) -> str | None:
    """Return the README with a lesson's cost in the "Run" column of its map, or None if it has no place for it.

    Args:
        readme: the text; its table stands between ``<!-- map -->`` and ``<!-- /map -->``.
        lesson: the file's name without its ending; its row starts with the number or names the file.
        new: the cost.
    """
    found = _MAP.search(readme)
    if found is None:
        return None
    lines = found[2].split("\n")
    header = next((line for line in lines if "Run" in _columns(line)), None)
    if header is None:
        return None
    column = _columns(header).index("Run")
    number = lesson.split("_", 1)[0]
    for place, line in enumerate(lines):
        cells = _columns(line)
        if len(cells) > column and (cells[0] == number or f"{lesson}.ipynb" in line):
            raw = line.split("|")  # what stands before the first bar is no column
            raw[column + 1] = f" {new.entry} "
            lines[place] = "|".join(raw)
            return readme[: found.start(2)] + "\n".join(lines) + readme[found.end(2) :]
    return None


def _columns(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")] if line.strip().startswith("|") else []
