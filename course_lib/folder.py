"""A folder of the learner's own files as documents, and an index that follows it: only what changed is read again.

Built in: Lesson 05
"""

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from course_lib import data, passages, settings, versions
from course_lib.errors import ArgumentError, CourseError, DataError
from course_lib.index import Encoder, PassageIndex
from course_lib.readers import MAX_BYTES, SUFFIXES, read_file

READER = 2  # raise it when files are read or cut in another way, so that every folder is read anew
BATCH = 256  # passages that are embedded together
KEEP_EVERY = 60.0  # seconds


class Skipped(NamedTuple):
    """A file that was not read, or not whole; ``reason`` names it and says what to do."""

    path: str
    reason: str


@dataclass
class Report:
    """What became of the files of a folder, each by its path within it.

    Attributes:
        removed: no longer there, or no longer readable: out of the index.
        skipped: of a kind that is read, but not read, or only in part.
        other: files of other kinds.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Opened:
    """An index that is up to date with its folder; ``warning`` is empty if all went well."""

    index: PassageIndex
    report: Report
    warning: str


def read_folder(folder: Path | str, *, skipped: list[Skipped] | None = None) -> list[data.Document]:
    """Return the documents of a folder's .md, .txt, .html and .pdf files, subfolders included, ordered by path.

    A document's id is its path within the folder, such as ``notes/rent.md``. Hidden files and folders are left alone.

    Args:
        folder: on this machine.
        skipped: takes note of what cannot be read, and reading goes on; without it, that is an error.

    Raises:
        DataError: no such folder, or, without ``skipped``, a file that cannot be read whole.
    """
    report = Report()
    documents = []
    for name, path in _files(existing(folder), report):
        try:
            document, left_out = read_file(path, name)
        except DataError as error:
            report.skipped.append(Skipped(name, str(error)))
        else:
            documents.append(document)
            report.skipped += _parts(name, path, left_out)
    if skipped is None and report.skipped:
        raise DataError(min(report.skipped).reason)
    if skipped is not None:
        skipped += sorted(report.skipped)
    return documents


def sync(
    index: PassageIndex, folder: Path | str, *, progress: bool = False, keep: Callable[[], object] | None = None
) -> Report:
    """Bring an index up to date with a folder: read and embed what is new or changed, remove what is gone.

    A file has changed if its bytes have; of a changed one, only passages with a new text are embedded. What the index
    holds from elsewhere stays. The notes of the index say which bytes were read.

    Args:
        index: empty, or filled from this folder before.
        folder: as for :func:`read_folder`.
        progress: show a bar.
        keep: called about once a minute in a long run, to save the index.

    Raises:
        DataError: no such folder.
        ArgumentError: the index follows another folder.
    """
    from tqdm.auto import tqdm

    root = existing(folder)
    report = Report()
    found = dict(_files(root, report))
    work = _Work(index, _notes(index, root), report, keep)
    for name in [name for name in work.notes if name not in found]:
        work.drop(name)
    for name, path in tqdm(found.items(), desc="indexing", unit="file", disable=not progress):
        work.take(name, path)
    work.embed()
    report.skipped.sort()
    return report


def open_index(folder: Path | str, encoder: Encoder, *, rebuild: bool = False, progress: bool = False) -> Opened:
    """Return a folder's index from the user's cache, brought up to date and kept there again.

    Args:
        folder: as for :func:`read_folder`.
        encoder: embeds what is new.
        rebuild: forget what is kept and read everything.
        progress: show a bar.

    Raises:
        CourseError: no such folder, or no cache folder.
    """
    root = existing(folder)
    place = index_place(root)
    index, warning = PassageIndex(encoder), ""
    if not rebuild and (place / versions.CURRENT).exists():
        try:
            index = PassageIndex.load(place, encoder)
        except CourseError as error:
            warning = f"everything is read anew ({error})"
    before = json.dumps(index.notes)

    def keep() -> None:
        with contextlib.suppress(CourseError):  # the last save tells
            index.save(place)

    report = sync(index, root, progress=progress, keep=keep)
    if json.dumps(index.notes) != before:
        try:
            index.save(place)
        except CourseError as error:
            warning = f"the index is not kept ({error})"
    return Opened(index, report, warning)


def index_place(folder: Path | str) -> Path:
    """Return where the index of a folder is kept; nobody else on this machine can read it."""
    kept = settings.writable_cache_dir() / "folders"
    kept.mkdir(mode=0o700, exist_ok=True)
    root = Path(folder).expanduser().resolve()
    return kept / f"{hashlib.sha256(os.fsencode(root)).hexdigest()[:16]}"


# ---------------------------------------------------------------- inside


class _Work:
    """One run of :func:`sync`: new files wait until there are enough passages to embed together."""

    def __init__(
        self, index: PassageIndex, notes: dict[str, Any], report: Report, keep: Callable[[], object] | None
    ) -> None:
        self.index, self.notes, self.report, self.keep = index, notes, report, keep
        self.known = set(index.documents())
        self._waiting: list[tuple[str, dict[str, Any], list[data.Passage]]] = []
        self._kept = time.monotonic()

    def take(self, name: str, path: Path) -> None:
        """Look at one file: unchanged, changed, new, or not to be read."""
        try:
            digest = _digest(path)
        except OSError as error:
            self.drop(name)
            self.report.skipped.append(Skipped(name, f"{path}: cannot be read ({error.strerror or error})"))
            return
        note = self.notes.get(name, {})
        if note.get("sha256") == digest:
            if name in self.known:
                self.report.unchanged.append(name)
            self.report.skipped += [Skipped(name, reason) for reason in note["reasons"]]
            return
        try:
            document, left_out = read_file(path, name)
        except DataError as error:
            self.drop(name)
            self.notes[name] = {"sha256": digest, "reasons": [str(error)]}
            self.report.skipped.append(Skipped(name, str(error)))
            return
        parts = _parts(name, path, left_out)
        self.report.skipped += parts
        fresh = {"sha256": digest, "reasons": [part.reason for part in parts]}
        cut = passages.cut(document)
        if name in self.known:
            self.index.replace(name, cut)
            self.notes[name] = fresh
            self.report.changed.append(name)
        else:
            self._waiting.append((name, fresh, cut))
            self.report.added.append(name)
        if sum(len(waiting) for *_, waiting in self._waiting) >= BATCH:
            self.embed()

    def drop(self, name: str) -> None:
        """Forget a file, its text and vectors included."""
        self.notes.pop(name, None)
        if name in self.known:
            self.index.delete(name)
            self.report.removed.append(name)

    def embed(self) -> None:
        """Add what waits, and let the caller keep the index now and then."""
        self.index.add([passage for *_, cut in self._waiting for passage in cut])
        self.notes |= {name: fresh for name, fresh, _ in self._waiting}
        self._waiting.clear()
        if self.keep is not None and time.monotonic() - self._kept > KEEP_EVERY:
            self.keep()
            self._kept = time.monotonic()


def _notes(index: PassageIndex, root: Path) -> dict[str, Any]:
    """Return the notes on each file of the folder that an index follows."""
    of_folder = index.notes.setdefault("folder", {"path": str(root), "reader": READER, "files": {}})
    if of_folder["path"] != str(root):
        raise ArgumentError(f"folder.sync: this index follows {of_folder['path']}, not {root}; take an index a folder")
    if of_folder["reader"] != READER:
        of_folder |= {"reader": READER, "files": {name: {} for name in of_folder["files"]}}
    files: dict[str, Any] = of_folder["files"]
    return files


def _digest(path: Path) -> str:
    """Return what tells the bytes of a file apart; of one that is too large to read, its size."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        return f"{size} bytes"
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def existing(folder: Path | str) -> Path:
    """Return the whole path of a folder, or raise DataError."""
    root = Path(folder).expanduser().resolve()
    if not root.is_dir():
        what = "is a file; pass the folder it lies in" if root.exists() else "no such folder"
        raise DataError(f"{root}: {what}")
    return root


def _files(root: Path, report: Report) -> Iterator[tuple[str, Path]]:
    """Yield (path within the folder, path) of every file that is to be read; the report takes note of the others."""

    def unreadable(error: OSError) -> None:
        path = Path(error.filename)
        report.skipped.append(
            Skipped(path.relative_to(root).as_posix(), f"{path}: cannot be looked into ({error.strerror})")
        )

    found = []
    for place, folders, names in os.walk(root, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in [*names, *links]:
            if not name.startswith("."):
                path = Path(place, name)
                found.append((path.relative_to(root).as_posix(), path))
    for name, path in sorted(found):
        if path.is_dir():
            report.skipped.append(Skipped(name, f"{path}: a link to a folder, not followed; index that folder itself"))
        elif path.suffix.lower() not in SUFFIXES:
            report.other.append(name)
        elif not path.is_file():
            report.skipped.append(Skipped(name, f"{path}: a broken link, or no ordinary file; check it"))
        elif name.encode("utf-8", "replace").decode() != name:
            report.skipped.append(Skipped(name, f"{str(path)!a}: its name is not UTF-8; rename it"))
        else:
            yield name, path


def _parts(name: str, path: Path, left_out: Sequence[str]) -> list[Skipped]:
    return [Skipped(name, f"{path}: left out: {what}") for what in left_out]
