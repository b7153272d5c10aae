"""Read data files so that a mistake in one is named by file, line and field."""

import contextlib
import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from course_lib.errors import DataError


class HasId(Protocol):
    """A record that can be told apart."""

    @property
    def id(self) -> str:
        """Return its name, unique in its file."""


Record = TypeVar("Record", bound=HasId)
_watchers: list[set[Path]] = []


@contextlib.contextmanager
def reading() -> Iterator[set[Path]]:
    """Note which files are read within: a result of the ledger stores their digests.

    Whatever keeps records in memory must still :func:`note` their file each time it hands them out.
    """
    paths: set[Path] = set()
    _watchers.append(paths)
    try:
        yield paths
    finally:
        _watchers.pop()


def note(path: Path) -> None:
    """Tell whoever watches that a file was read."""
    for paths in _watchers:
        paths.add(path)


def read_text(path: Path) -> str:
    """Return a UTF-8 file's text, line ends as ``\\n``.

    Raises:
        DataError: no such file, or bytes that are not UTF-8 (the line is named).
    """
    note(path)
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        raise DataError(f"{path}: no such file; set COURSE_DATA to the course's data folder") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DataError(
            f"{path}:{line}: byte 0x{error.object[error.start]:02x} is not UTF-8; save the file as UTF-8"
        ) from None


def read_jsonl(path: Path, record: type[Record]) -> list[Record]:
    """Return one record a line of a JSON Lines file."""
    return _records(path, record, _json_rows(path))


def read_csv(path: Path, record: type[Record], *, lists: Iterable[str] = ()) -> list[Record]:
    """Return one record a row of a CSV file; empty cells are None, ``lists`` are split at ``|``."""
    return _records(path, record, _csv_rows(path, frozenset(lists)))


def read_front_matter(path: Path) -> tuple[dict[str, Any], str]:
    """Split a Markdown file into its front matter and its body."""
    text = read_text(path)
    if not text.startswith("---\n"):
        raise DataError(f"{path}:1: front matter is missing; start the file with a line '---' and its fields")
    head, mark, body = text[4:].partition("\n---\n")
    if not mark:
        raise DataError(f"{path}:1: front matter has no end; close it with a line '---'")
    try:
        fields = yaml.safe_load(head)
    except yaml.YAMLError as error:
        line = error.problem_mark.line + 2 if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark else 1
        raise DataError(f"{path}:{line}: front matter is not YAML; put quotes round texts with a colon") from None
    if not isinstance(fields, dict):
        raise DataError(f"{path}:2: front matter holds no fields; write 'key: value' lines")
    return fields, body.lstrip("\n")


def build(path: Path, line: int, record: type[Record], fields: object) -> Record:
    """Return the record made of ``fields``, or say which field of which line is wrong."""
    try:
        return TypeAdapter(record).validate_python(fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "line"
        came = "" if first["type"] == "missing" else f" (came: {first['input']!r:.60})"
        raise DataError(f"{path}:{line}: field {where!r}: {first['msg']}{came}; mend that line") from None


def unique(path: Path, records: Iterable[tuple[int, Record]]) -> list[Record]:
    """Return the records after making sure that no id stands twice."""
    seen: dict[str, int] = {}
    kept = []
    for line, record in records:
        if record.id in seen:
            raise DataError(
                f"{path}:{line}: field 'id': {record.id!r} stands on line {seen[record.id]} already; rename one"
            )
        seen[record.id] = line
        kept.append(record)
    return kept


def _records(path: Path, record: type[Record], rows: Iterator[tuple[int, object]]) -> list[Record]:
    return unique(path, ((line, build(path, line, record, fields)) for line, fields in rows))


def _json_rows(path: Path) -> Iterator[tuple[int, object]]:
    for line, text in enumerate(read_text(path).split("\n"), start=1):
        if text.strip():
            try:
                yield line, json.loads(text)
            except json.JSONDecodeError as error:
                raise DataError(
                    f"{path}:{line}: not JSON at column {error.colno} ({error.msg}); mend that line"
                ) from None


def _csv_rows(path: Path, lists: frozenset[str]) -> Iterator[tuple[int, object]]:
    reader = csv.DictReader(read_text(path).splitlines(keepends=True))
    for row in reader:
        fields: dict[str, object] = {}
        for name, cell in row.items():
            fields[name] = tuple(part for part in (cell or "").split("|") if part) if name in lists else cell or None
        yield reader.line_num, fields
