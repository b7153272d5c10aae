"""Recorded results: what was measured, by which rule, code and data, and how they lie on the disk.

`data/results/<id>.json` holds the numbers, `data/results/items/<id>.txt` one line a thing that was measured.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any, Literal

import pydantic
from pydantic import BaseModel, ConfigDict, Field

from course_lib import settings
from course_lib.base.files import write_text
from course_lib.data import files
from course_lib.errors import DataError
from course_lib.evidence import digests
from course_lib.evidence.finding import Finding, Item
from course_lib.stats import Estimate

State = Literal["current", "stale", "not checked"]
WIDTH = 118


class Stamp(BaseModel):
    """Code and data that gave a result: those that measured it, later those that gave the same in a replay.

    Attributes:
        by: ``measured`` or ``replayed`` (see :func:`course_lib.recording.replay`); nobody writes one by hand.
        code: a short digest of each module; empty for results older than such digests.
        data: a short digest of each data file that was read.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    on: dt.date
    by: Literal["measured", "replayed"]
    code: dict[str, str]
    data: dict[str, str]


class Result(BaseModel):
    """What one recorded run measured, with all it depends on."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    claim: str
    rule_sha256: str
    rule_commit: str
    measured_on: dt.date
    device: str
    versions: dict[str, str]
    minutes: float | None = None
    stamps: tuple[Stamp, ...] = Field(min_length=1)
    finding: Finding

    def estimate(self, *path: str) -> Estimate:
        """Return an effect: ``estimate("contrast", "ci99")``, ``estimate("by_moderator", LEVEL, "ci99")``."""
        value: Any = self.finding
        for part in path:
            value = value[part] if isinstance(value, dict) else getattr(value, part)
        if not isinstance(value, Estimate):
            raise TypeError(f"{'.'.join(path)} of {self.claim} is no estimate")
        return value

    def changes(self, experiment: str) -> list[str]:
        """Return the modules and data files that are not those of the last stamp; empty if the result is current."""
        last = self.stamps[-1]
        if not last.code:
            return ["it is older than the digests of code"]
        now = digests.code(experiment)
        modules = sorted(name for name in {*now, *last.code} if now.get(name) != last.code.get(name))
        data = [f"data/{name}" for name, digest in last.data.items() if digests.data_digest(name) != digest]
        return [*modules, *data]

    def state(self, experiment: str) -> State:
        """Tell whether the present code and data are those that gave the number."""
        if not digests.checked():
            return "not checked"
        return "stale" if self.changes(experiment) else "current"


def path_of(name: str) -> Path:
    """Return the file of a result: a claim's id, or ``withdrawn/R07-1``."""
    return settings.data_dir() / "results" / f"{name}.json"


def load(name: str) -> Result | None:
    """Return a result with its numbers, without its items; None if there is none."""
    path = path_of(name)
    if not path.exists():
        return None
    try:
        return Result.model_validate_json(files.read_text(path))
    except pydantic.ValidationError as error:
        field = ".".join(map(str, error.errors()[0]["loc"]))
        raise DataError(f"{path}: field {field!r} is wrong; run `course claims --rerun {name}`") from None


def load_items(name: str) -> list[Item]:
    """Return the things that a result measured; none if they were not kept."""
    path = _items_path(name)
    if not path.exists():
        return []
    pairs = (line.split(" ", 1) for line in files.read_text(path).splitlines())
    return [Item(what, digest) for digest, what in pairs]


def save(result: Result) -> None:
    """Write a result and its items, each file whole or not at all."""
    write_text(path_of(result.claim), written(plain(result)) + "\n")
    if result.finding.items:
        write_text(_items_path(result.claim), "".join(f"{i.digest} {i.name}\n" for i in result.finding.items))


def plain(model: BaseModel) -> dict[str, Any]:
    """Return what goes to the disk: numbers rounded to six places, so that files change only when it matters."""
    text = model.model_dump_json(exclude={"finding": {"items"}}, exclude_defaults=True)
    rounded: dict[str, Any] = json.loads(text, parse_float=lambda number: round(float(number), 6))
    return rounded


def repeatable(result: Result) -> dict[str, Any]:
    """Return the numbers of a result that a second run must repeat, by name: contrasts and tables, no seconds."""
    finding = plain(result)["finding"]
    tables = {
        table["title"]: [
            {name: cell for name, cell in row.items() if not (isinstance(cell, dict) and "seconds" in cell)}
            for row in table["rows"]
        ]
        for table in finding.get("tables", [])
    }
    return {name: finding.get(name) for name in ("contrast", "by_moderator", "interaction")} | tables


def written(value: Any, indent: int = 0) -> str:
    """Return JSON in which whatever fits stands on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    pad = "\n" + " " * (indent + 1)
    if isinstance(value, dict):
        parts = [f"{json.dumps(key, ensure_ascii=False)}: {written(part, indent + 1)}" for key, part in value.items()]
    else:
        parts = [written(part, indent + 1) for part in value]
    left, right = "{}" if isinstance(value, dict) else "[]"
    return left + pad + f",{pad}".join(parts) + "\n" + " " * indent + right


def _items_path(name: str) -> Path:
    return settings.data_dir() / "results" / "items" / f"{name}.txt"
