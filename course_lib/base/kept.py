"""Answers that the language model gave, in the user's cache, so that an interrupted run goes on where it stopped."""

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from course_lib import settings
from course_lib.errors import CourseError


class Kept:
    """What is kept by key; without a store it is always empty, and keeps nothing."""

    def __init__(self, store: sqlite3.Connection | None) -> None:
        self._store = store

    def get(self, key: str) -> Any:
        """Return what is kept under a key, None if nothing is."""
        if self._store is None:
            return None
        row = self._store.execute("select answer from answers where key = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else None

    def put(self, values: Mapping[str, Any]) -> None:
        """Keep values under their keys, all or none."""
        if self._store is not None:
            with self._store:
                rows = [(key, json.dumps(value)) for key, value in values.items()]
                self._store.executemany("insert or replace into answers values (?, ?)", rows)


@contextlib.contextmanager
def kept(wanted: bool) -> Iterator[Kept]:
    """Open the user's store of answers; if it is not wanted, an empty one that keeps nothing.

    Raises:
        CourseError: the store is damaged, or another run holds it too long.
    """
    if not wanted:
        yield Kept(None)
        return
    path = settings.writable_cache_dir() / "answers.sqlite"
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=60)) as store:
            store.execute("create table if not exists answers (key text primary key, answer text)")
            yield Kept(store)
    except sqlite3.Error as error:
        raise CourseError(
            f"{path}: {error}; wait for other runs to end, or delete the file: its answers are then made anew"
        ) from error
