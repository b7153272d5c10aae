"""An index of passages that can change: add, replace, delete, filter, save and load.

Built in: Lesson 05
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol, get_args

import numpy as np
import pydantic
from numpy.typing import NDArray

from course_lib import data, native, validate, versions
from course_lib.data.records import Tenant
from course_lib.errors import ArgumentError, CourseError
from course_lib.search import top_k

TAUGHT = ("allowed_top_k", "changed")
FORMAT = 2
VIEWS = 32  # askers whose visible passages are remembered
_MANIFEST, _VECTORS, _PASSAGES = "manifest.json", "vectors.faiss", "passages.json"


class Encoder(Protocol):
    """What turns texts into vectors: :class:`course_lib.embed.Embedder`, or another with the same three names."""

    label: str
    dim: int

    def encode(self, texts: Sequence[str], *, progress: bool = False, cache: bool = False) -> NDArray[np.float32]:
        """Return one unit row a text."""


class Hit(NamedTuple):
    """A retrieved passage with its score: the cosine with the query, unless a later stage says otherwise."""

    passage: data.Passage
    score: float


class Difference(NamedTuple):
    """What a new version of a document's passages changes in an index, as passage texts."""

    new: list[str]
    kept: list[str]
    gone: list[str]


def allowed_top_k(scores: NDArray[np.floating], allowed: NDArray[np.bool_], k: int) -> NDArray[np.intp]:
    """Return the positions of the k best scores among the allowed ones, best first.

    What is not allowed leaves *before* the choice of k. Filter the k best afterwards, and an asker whose passages
    are a fifth of the index gets one result of five, often none.

    Args:
        scores: shape (passages,).
        allowed: shape (passages,).
        k: at least 1; fewer come back where fewer are allowed.

    >>> scores = np.array([0.9, 0.8, 0.7, 0.6])
    >>> allowed_top_k(scores, np.array([False, False, True, True]), k=2).tolist()
    [2, 3]
    """
    positions = np.flatnonzero(allowed)
    if not len(positions):
        return positions
    best: NDArray[np.intp] = positions[top_k(scores[None, positions], min(k, len(positions)))[0]]
    return best


def changed(old: Sequence[str], new: Sequence[str]) -> Difference:
    """Compare two versions of a document, passage by passage: only what is new must be embedded.

    >>> changed(old=["a", "b"], new=["b", "c"])
    Difference(new=['c'], kept=['b'], gone=['a'])
    """
    before, after = set(old), set(new)
    return Difference(
        [text for text in new if text not in before],
        [text for text in new if text in before],
        [text for text in old if text not in after],
    )


def may_see(passage: data.Passage, tenant: str | None, on: dt.date | None) -> bool:
    """Tell whether a passage is for an asker of this tenant and in force on this day.

    Args:
        passage: of any document.
        tenant: the asker's brand; None asks for all.
        on: the day asked about; None leaves dates aside. A passage is in force from its ``effective`` day; whether
            another document has replaced it by then is the index's knowledge.
    """
    if tenant is not None and passage.tenant not in (tenant, "both"):
        return False
    return on is None or passage.effective <= on


class PassageIndex:
    """Passages with their vectors in FAISS, each under a number of its own that no deletion shifts.

    Args:
        encoder: embeds passages and queries; an index belongs to the encoder that filled it.

    Attributes:
        notes: what a caller wants saved with the index; anything that JSON can hold.

    >>> from course_lib.embed import Embedder
    >>> index = PassageIndex(Embedder())
    >>> index.add(data.cut(data.load_documents()[0]))
    >>> len(index) == len(index.passages())
    True
    """

    def __init__(self, encoder: Encoder) -> None:
        faiss = native.import_faiss()
        self.encoder = encoder
        self.notes: dict[str, Any] = {}
        self._vectors: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(encoder.dim))
        self._passages: dict[int, data.Passage] = {}
        self._number: dict[str, int] = {}
        self._numbers: dict[str, list[int]] = {}  # of each document
        self._next = 0
        self._gone: dict[str, dt.date] = {}  # successors that were deleted, with the day from which they held
        self._views: dict[tuple[str | None, dt.date | None], _View] = {}
        self.changes = 0  # how often the passages changed: whoever keeps a copy of them can tell that it is old

    def __len__(self) -> int:
        return len(self._passages)

    def __contains__(self, passage_id: object) -> bool:
        return passage_id in self._number

    def passages(self) -> list[data.Passage]:
        """Return every passage in the order in which it came."""
        return list(self._passages.values())

    def documents(self) -> list[str]:
        """Return the ids of the documents that have a passage here, in the order in which they came."""
        return list(self._numbers)

    def vectors(self, passage_ids: Sequence[str]) -> NDArray[np.float32]:
        """Return the unit vectors of passages by their ids: shape (ids, d).

        Raises:
            ArgumentError: an id that is not here.
        """
        for passage_id in passage_ids:
            if passage_id not in self._number:
                raise ArgumentError(f"PassageIndex.vectors: no passage {passage_id!r}; passages() lists what is here")
        return np.stack([self._vectors.reconstruct(self._number[passage_id]) for passage_id in passage_ids])

    # ---------------------------------------------------------------- change

    def add(self, passages: Sequence[data.Passage], *, progress: bool = False, cache: bool = False) -> None:
        """Embed and add passages.

        Args:
            passages: with ids that are new to the index.
            progress: show a bar.
            cache: keep the vectors of this list in the user's cache.

        Raises:
            ArgumentError: an id that is there already, or twice in the list, or a vector without direction;
                nothing has been added then.
        """
        seen = set(self._number)
        for passage in passages:
            if passage.id in seen:
                raise ArgumentError(
                    f"PassageIndex.add: passage id {passage.id!r} is there already; to change a document use replace()"
                )
            seen.add(passage.id)
        if passages:
            self._insert(passages, self._embed("PassageIndex.add", [p.searchable for p in passages], progress, cache))

    def replace(self, doc_id: str, passages: Sequence[data.Passage]) -> Difference:
        """Put new passages of a document in the place of its old ones; only texts that are new are embedded.

        Args:
            doc_id: the document; it may be new to the index.
            passages: all of its passages now; none removes the document.

        Returns:
            What changed, as texts.

        Raises:
            ArgumentError: a passage of another document, an id twice or of another document's passage, or a vector
                without direction; the index is unchanged then.
        """
        numbers = self._numbers.get(doc_id, [])
        old = [self._passages[n] for n in numbers]
        taken = set(self._number) - {p.id for p in old}
        for passage in passages:
            if passage.doc_id != doc_id or passage.id in taken:
                raise ArgumentError(
                    f"PassageIndex.replace: passage {passage.id!r} is not of {doc_id!r} or its id is taken; "
                    "cut that one document again and pass all of its passages"
                )
            taken.add(passage.id)
        difference = changed([p.searchable for p in old], [p.searchable for p in passages])
        if list(passages) == old:
            return difference
        new = list(dict.fromkeys(difference.new))
        rows = {p.searchable: self._vectors.reconstruct(n) for p, n in zip(old, numbers, strict=True)}
        if new:
            rows |= zip(new, self._embed("PassageIndex.replace", new), strict=True)
        self._remove(numbers)
        if passages:
            self._insert(passages, np.stack([rows[p.searchable] for p in passages]))
        self._tidy()
        return difference

    def delete(self, doc_id: str) -> int:
        """Remove every passage of a document, text and vector alike, and return how many there were.

        What it superseded stays out of force: only its id and its day are kept, as long as a passage names it.

        Raises:
            ArgumentError: no passage of that document is here.
        """
        numbers = self._numbers.get(doc_id)
        if not numbers:
            raise ArgumentError(
                f"PassageIndex.delete: no passage of document {doc_id!r}; documents() lists what is here"
            )
        count = len(numbers)
        self._remove(numbers)
        self._tidy()
        return count

    # ---------------------------------------------------------------- search

    def search(self, query: str, k: int = 5, *, tenant: str | None = None, on: dt.date | None = None) -> list[Hit]:
        """Return the k passages nearest to a query among those the asker may see, best first.

        Args:
            query: a question or a few words.
            k: at least 1; fewer come back where the filter leaves fewer.
            tenant: the asker's brand: passages of the other brand cannot be found.
            on: the day asked about: only passages in force on that day can be found, so of two versions the one
                that held then.
        """
        wanted = validate.count("PassageIndex.search", "k", k)
        vector = self.encoder.encode([validate.text("PassageIndex.search", "query", query)])[0]
        return self.search_vector(vector, wanted, tenant=tenant, on=on)

    def search_vector(
        self, vector: NDArray[np.floating], k: int = 5, *, tenant: str | None = None, on: dt.date | None = None
    ) -> list[Hit]:
        """Search as :meth:`search` does, with a query that is embedded already: shape (d,)."""
        wanted = validate.count("PassageIndex.search", "k", k)
        row = np.asarray(vector)
        if row.ndim != 1:
            raise ArgumentError(f"PassageIndex.search: the query has shape {row.shape}; pass one vector, shape (d,)")
        row = validate.vectors("PassageIndex.search", "query", row[None, :], dim=self.encoder.dim, unit=True)
        view = self._view(tenant, on)
        if not view.passages:
            return []
        scores, found = self._vectors.search(row, min(wanted, len(view.passages)), params=view.parameters)
        return [Hit(self._passages[n], s) for n, s in zip(found[0].tolist(), scores[0].tolist(), strict=True)]

    def visible(self, *, tenant: str | None = None, on: dt.date | None = None) -> list[data.Passage]:
        """Return the passages an asker may see: those of the tenant, in force on the day.

        A document stands in for the one it supersedes from its own effective day on. One that is not here yet stands
        in for nothing; one that was deleted leaves the older one out of force.
        """
        return list(self._view(tenant, on).passages)

    def _view(self, tenant: str | None, on: dt.date | None) -> "_View":
        """Return what an asker may see: found once, and remembered until the index changes."""
        _check_asker(tenant, on)
        if (tenant, on) not in self._views:
            if len(self._views) >= VIEWS:
                self._views.pop(next(iter(self._views)))  # the oldest; the passages are the same
            self._views[tenant, on] = self._look(tenant, on)
        return self._views[tenant, on]

    def _look(self, tenant: str | None, on: dt.date | None) -> "_View":
        began = {**self._gone, **{p.doc_id: p.effective for p in self._passages.values()}}
        replaced = {doc_id for doc_id, day in began.items() if on is not None and day <= on}
        numbers = [n for n, p in self._passages.items() if may_see(p, tenant, on) and p.superseded_by not in replaced]
        passages = [self._passages[n] for n in numbers]
        if len(passages) == len(self):
            return _View(passages, None)
        faiss = native.import_faiss()
        chosen = np.zeros(self._next, dtype=bool)
        chosen[numbers] = True
        selector = faiss.IDSelectorBitmap(np.packbits(chosen, bitorder="little"))
        return _View(passages, faiss.SearchParameters(sel=selector))

    # ---------------------------------------------------------------- keep

    def save(self, folder: Path | str) -> None:
        """Write the index so that a crash at any moment leaves the old one whole: see :mod:`course_lib.versions`.

        Raises:
            CourseError: the folder cannot be written to.
        """
        manifest = _Manifest(FORMAT, self.encoder.label, self.encoder.dim, self._next, self._gone, self.notes)
        files = {
            _VECTORS: native.import_faiss().serialize_index(self._vectors).tobytes(),
            _PASSAGES: _RECORDS.dump_json(list(self._passages.items())),
            _MANIFEST: _MANIFESTS.dump_json(manifest, indent=1),
        }
        try:
            versions.write(Path(folder), files)
        except OSError as error:
            raise CourseError(
                f"PassageIndex.save: {folder} cannot be written to ({error.strerror or error}); name a folder of "
                "yours with room. What was saved there before is whole"
            ) from error

    @classmethod
    def load(cls, folder: Path | str, encoder: Encoder) -> "PassageIndex":
        """Read a saved index back.

        Raises:
            CourseError: no index there, a damaged or foreign file, or an index that another encoder filled; the
                message says how to build it again.
        """
        root = Path(folder)
        try:
            files = versions.read(root)
            format_found = json.loads(files[_MANIFEST])["format"]
            manifest = _MANIFESTS.validate_json(files[_MANIFEST]) if format_found == FORMAT else None
        except (FileNotFoundError, NotADirectoryError) as error:
            raise CourseError(f"PassageIndex.load: no index in {root}; build one and save() it there") from error
        except (ValueError, KeyError, TypeError) as error:
            raise _damaged(root, str(error) if type(error) is ValueError else f"{_MANIFEST} is not one") from error
        except OSError as error:
            raise CourseError(
                f"PassageIndex.load: {root} cannot be read ({error.strerror or error}); make it readable for you"
            ) from error
        if manifest is None:
            raise CourseError(
                f"PassageIndex.load: the index in {root} has format {format_found!r}, this course reads {FORMAT}; "
                "update the course, or delete the folder and index the documents again"
            )
        if (manifest.encoder, manifest.dim) != (encoder.label, encoder.dim):
            raise CourseError(
                f"PassageIndex.load: {root} was filled by {manifest.encoder!r} ({manifest.dim} dimensions), you "
                f"search with {encoder.label!r} ({encoder.dim}): vectors of two models share no space; load it with "
                "the first, or embed the documents again"
            )
        index = cls(encoder)
        try:
            index._fill(files, manifest)
        except (ValueError, KeyError, TypeError, RuntimeError, AttributeError) as error:
            raise _damaged(root, "its files do not belong together") from error
        return index

    # ---------------------------------------------------------------- inside

    def _fill(self, files: Mapping[str, bytes], manifest: "_Manifest") -> None:
        """Take over what was saved after checking that every vector has its passage."""
        faiss = native.import_faiss()
        self._vectors = faiss.deserialize_index(np.frombuffer(files[_VECTORS], dtype=np.uint8))
        for number, passage in _RECORDS.validate_json(files[_PASSAGES]):
            self._note(number, passage)
        numbers = faiss.vector_to_array(self._vectors.id_map).tolist()
        if (
            numbers != list(self._passages)
            or self._vectors.d != manifest.dim
            or max(numbers, default=-1) >= manifest.next
        ):
            raise ValueError("numbers differ")
        self._next, self._gone, self.notes = manifest.next, manifest.gone, manifest.notes

    def _embed(
        self, where: str, texts: Sequence[str], progress: bool = False, cache: bool = False
    ) -> NDArray[np.float32]:
        """Return a unit row a text, or say which is wrong before anything has changed."""
        rows = validate.vectors(
            where,
            "vectors",
            self.encoder.encode(texts, progress=progress, cache=cache),
            dim=self.encoder.dim,
            unit=True,
        )
        if len(rows) != len(texts):
            raise ArgumentError(f"{where}: the encoder gave {len(rows)} vectors for {len(texts)} texts; one each")
        return rows

    def _insert(self, passages: Sequence[data.Passage], rows: NDArray[np.float32]) -> None:
        numbers = np.arange(self._next, self._next + len(passages), dtype=np.int64)
        self._vectors.add_with_ids(rows, numbers)
        self._next += len(passages)
        for number, passage in zip(numbers.tolist(), passages, strict=True):
            self._note(number, passage)
        self._changed()

    def _changed(self) -> None:
        self._views.clear()
        self.changes += 1

    def _note(self, number: int, passage: data.Passage) -> None:
        self._passages[number], self._number[passage.id] = passage, number
        self._numbers.setdefault(passage.doc_id, []).append(number)

    def _remove(self, numbers: Sequence[int]) -> None:
        """Remove the passages of one document."""
        if not numbers:
            return
        faiss = native.import_faiss()
        self._vectors.remove_ids(faiss.IDSelectorBatch(np.array(numbers, dtype=np.int64)))
        removed = [self._passages.pop(number) for number in numbers]
        for passage in removed:
            del self._number[passage.id]
        del self._numbers[removed[0].doc_id]
        self._gone[removed[0].doc_id] = removed[0].effective
        self._changed()

    def _tidy(self) -> None:
        """Remember a successor that is gone only while a passage names it."""
        named = {p.superseded_by for p in self._passages.values()} - set(self._numbers)
        self._gone = {doc_id: day for doc_id, day in self._gone.items() if doc_id in named}


@dataclass(frozen=True)
class _View:
    """What one asker may see, and how FAISS is told; None for everything."""

    passages: list[data.Passage]
    parameters: Any


@dataclass(frozen=True)
class _Manifest:
    format: int
    encoder: str
    dim: int
    next: int
    gone: dict[str, dt.date]
    notes: dict[str, Any]


def _check_asker(tenant: object, on: object) -> None:
    tenants = get_args(Tenant)
    if tenant is not None and tenant not in tenants:
        raise ArgumentError(f"PassageIndex: tenant={tenant!r}; use one of {', '.join(tenants)}, or None")
    if on is not None and (not isinstance(on, dt.date) or isinstance(on, dt.datetime)):
        raise ArgumentError(f"PassageIndex: on={on!r}; pass a day: datetime.date(2026, 3, 1), or None")


_RECORDS = pydantic.TypeAdapter(list[tuple[int, data.Passage]])
_MANIFESTS = pydantic.TypeAdapter(_Manifest)


def _damaged(root: Path, what: str) -> CourseError:
    return CourseError(
        f"PassageIndex.load: the index in {root} is damaged: {what}; delete the folder and index the documents again"
    )
