"""The index: filter before top k, numbers that never shift, brute force as the oracle, files that survive a kill."""

import datetime as dt
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from numpy.typing import NDArray

from course_lib import data, versions
from course_lib.embed import Embedder
from course_lib.errors import ArgumentError, CourseError
from course_lib.index import VIEWS, Difference, Hit, PassageIndex, allowed_top_k, changed
from course_lib.passages import cut_all

DAY = dt.date(2025, 1, 1)
LATER = dt.date(2025, 6, 1)
Tenant = Literal["quernby", "fennick", "both"]
SPLITS: tuple[data.Split, ...] = ("train", "dev", "test")


class Hashed:
    """An encoder without a model: a text's vector is drawn from its checksum. It takes note of what it embeds."""

    def __init__(self, dim: int = 8, label: str = "hashed") -> None:
        self.dim, self.label = dim, label
        self.embedded: list[str] = []
        self.wrong: Callable[[NDArray[np.float32]], NDArray[np.float32]] = lambda rows: rows

    def encode(self, texts: Sequence[str], *, progress: bool = False, cache: bool = False) -> NDArray[np.float32]:
        self.embedded += texts
        return self.wrong(np.array([vector(text, self.dim) for text in texts], dtype=np.float32))


def vector(text: str, dim: int = 8) -> NDArray[np.float32]:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
    row = np.random.default_rng(seed).standard_normal(dim)
    return (row / np.linalg.norm(row)).astype(np.float32)


def passage(
    doc: str,
    number: int = 0,
    text: str = "",
    *,
    tenant: Tenant = "both",
    effective: dt.date = DAY,
    superseded_by: str | None = None,
) -> data.Passage:
    text = text or f"{doc} says {number}"
    return data.Passage(f"{doc}#{number}", doc, doc, "", text, 0, len(text), tenant, effective, superseded_by)


def filled(*passages: data.Passage) -> PassageIndex:
    index = PassageIndex(Hashed())
    index.add(passages)
    return index


def ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage.id for hit in hits]


def state(index: PassageIndex) -> Any:
    """Everything that a search can see."""
    numbers = list(index._passages)
    rows = [index._vectors.reconstruct(number).tolist() for number in numbers]
    return index._passages, rows, index._next, index._gone, index.notes


# ---------------------------------------------------------------- what the lesson builds


def test_the_filter_comes_before_the_choice_of_k() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    allowed = np.array([False, False, True, False, True])
    assert allowed_top_k(scores, allowed, 2).tolist() == [2, 4]
    filtered_afterwards = [i for i in np.argsort(-scores)[:2] if allowed[i]]
    assert filtered_afterwards == [], "the wrong way finds nothing here"
    assert allowed_top_k(scores, allowed, 9).tolist() == [2, 4]
    assert allowed_top_k(scores, np.zeros(5, dtype=bool), 2).tolist() == []


@given(rest=st.data(), k=st.integers(1, 12), n=st.integers(1, 10))
def test_the_best_of_the_allowed(rest: st.DataObject, k: int, n: int) -> None:
    scores = np.array(rest.draw(st.lists(st.integers(0, 5), min_size=n, max_size=n)), dtype=float)
    allowed = np.array(rest.draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    found = allowed_top_k(scores, allowed, k)
    assert allowed[found].all() and len(set(found.tolist())) == len(found)
    assert scores[found].tolist() == sorted(scores[allowed], reverse=True)[:k]


def test_what_changed() -> None:
    assert changed(["a", "b"], ["b", "c"]) == Difference(["c"], ["b"], ["a"])
    assert changed([], ["a", "a"]) == Difference(["a", "a"], [], [])
    assert changed(["a", "a"], []) == Difference([], [], ["a", "a"])
    assert changed(["a", "b"], ["b", "a"]) == Difference([], ["b", "a"], [])


# ---------------------------------------------------------------- add, replace, delete


def test_numbers_never_shift() -> None:
    index = filled(*(passage(doc, n) for doc in "abc" for n in range(3)))
    before = {p.id: n for n, p in index._passages.items()}
    assert index.delete("a") == 3
    assert {p.id: n for n, p in index._passages.items()} == {i: n for i, n in before.items() if i[0] != "a"}
    for p in index.passages():
        (hit,) = index.search(p.searchable, 1)
        assert hit.passage == p and hit.score == pytest.approx(1)
    index.add([passage("a", 7)])
    assert index._number["a#7"] == 9, "a number is never used again"


def test_delete_removes_text_and_vector(tmp_path: Path) -> None:
    secret = "the vault opens with 8817"
    index = filled(passage("a"), passage("vault", 0, secret), passage("b"))
    row = index._vectors.reconstruct(1)
    index.delete("vault")
    assert len(index) == index._vectors.ntotal == 2
    assert "vault#0" not in index and index.documents() == ["a", "b"]
    assert secret not in str(vars(index))
    index.save(tmp_path)
    assert len(files(tmp_path)) == 5
    for path in files(tmp_path):
        assert b"8817" not in path.read_bytes() and row.tobytes() not in path.read_bytes()
    with pytest.raises(ArgumentError, match=r"no passage of document 'vault'; documents\(\) lists"):
        index.delete("vault")


def test_replace_embeds_only_what_is_new() -> None:
    index = filled(passage("a"), *(passage("b", n, text) for n, text in enumerate(["one", "two", "two", "three"])))
    encoder = index.encoder
    assert isinstance(encoder, Hashed)
    encoder.embedded.clear()
    new = [passage("b", n, text) for n, text in enumerate(["zero", "two", "four", "four", "one"])]
    got = index.replace("b", new)
    assert encoder.embedded == ["b\nzero", "b\nfour"], "a text that stands twice is embedded once"
    assert got == Difference(["b\nzero", "b\nfour", "b\nfour"], ["b\ntwo", "b\none"], ["b\nthree"])
    assert index.passages() == [passage("a"), *new]
    for p in new:
        assert index.search(p.searchable, 1)[0].score == pytest.approx(1)


def test_replace_takes_new_dates_without_embedding() -> None:
    index = filled(passage("a", 0, "one"))
    encoder = index.encoder
    assert isinstance(encoder, Hashed)
    encoder.embedded.clear()
    index.replace("a", [passage("a", 0, "one", effective=LATER, tenant="quernby")])
    assert encoder.embedded == []
    assert index.visible(on=DAY) == [] and index.visible(tenant="fennick") == []
    assert len(index.visible(on=LATER, tenant="quernby")) == 1


def test_replace_by_the_same_changes_nothing_and_by_none_removes() -> None:
    index = filled(passage("a", 0), passage("a", 1), passage("b"))
    before = state(index)
    assert index.replace("a", [passage("a", 0), passage("a", 1)]).new == []
    assert state(index) == before
    assert len(index.replace("a", []).gone) == 2
    assert index.documents() == ["b"] and index._vectors.ntotal == 1
    assert index.replace("c", []) == Difference([], [], [])
    index.replace("c", [passage("c")])
    assert index.documents() == ["b", "c"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda i: i.add([passage("c"), passage("a")]), "PassageIndex.add: passage id 'a#0' is there already"),
        (lambda i: i.add([passage("c"), passage("c")]), "PassageIndex.add: passage id 'c#0' is there already"),
        (lambda i: i.replace("a", [passage("b", 3)]), "PassageIndex.replace: passage 'b#3' is not of 'a'"),
        (lambda i: i.replace("a", [passage("a", 3), passage("a", 3)]), "'a#3' is not of 'a' or its id is taken"),
        (lambda i: i.replace("a", [replace(passage("a"), id="b#0")]), "'b#0' is not of 'a' or its id is taken"),
        (lambda i: i.delete("z"), "PassageIndex.delete: no passage of document 'z'"),
    ],
)
def test_a_refused_change_changes_nothing(change: Callable[[PassageIndex], None], says: str) -> None:
    index = filled(passage("a"), passage("b"))
    before = state(index)
    with pytest.raises(ArgumentError, match=re.escape(says)):
        change(index)
    assert state(index) == before and index._vectors.ntotal == 2
    assert ids(index.search("a\na says 0", 1)) == ["a#0"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda rows: rows * np.nan, "vectors row 0 holds NaN"),
        (lambda rows: rows * 0, "vectors row 0 is all zeros"),
        (lambda rows: rows[:, :5], "vectors has 5 dimensions, the index has 8"),
        (lambda rows: rows[:0], "the encoder gave 0 vectors for 1 texts"),
        (lambda rows: np.vstack([rows, rows]), "the encoder gave 2 vectors for 1 texts"),
    ],
    ids=["NaN", "zero", "dimensions", "too few", "too many"],
)
def test_bad_vectors_are_refused_before_anything_changes(wrong: Callable[[Any], Any], says: str) -> None:
    index = filled(passage("a"), passage("b"))
    before = state(index)
    assert isinstance(index.encoder, Hashed)
    index.encoder.wrong = wrong
    with pytest.raises(ArgumentError, match=re.escape(f"PassageIndex.add: {says}")):
        index.add([passage("c")])
    with pytest.raises(ArgumentError, match=re.escape(f"PassageIndex.replace: {says}")):
        index.replace("a", [passage("a", 0, "new")])
    assert state(index) == before and index._vectors.ntotal == 2, "replace took the old ones out too soon"


# ---------------------------------------------------------------- search


def test_more_than_there_is_and_nothing_at_all() -> None:
    index = filled(passage("a"), passage("b", tenant="fennick"))
    assert len(index.search("hose", 99)) == 2
    assert ids(index.search("hose", 99, tenant="quernby")) == ["a#0"]
    assert index.search("hose", on=dt.date(1999, 1, 1)) == []
    assert PassageIndex(Hashed()).search("hose") == [] == PassageIndex(Hashed()).visible()
    index.delete("a")
    index.delete("b")
    assert index.search("hose") == [] and len(index) == 0


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda i: i.search("hose", 0), "PassageIndex.search: k=0; k must be at least 1"),
        (lambda i: i.search("hose", 2.0), "PassageIndex.search: k=2.0; k must be a whole number"),
        (lambda i: i.search(" "), "PassageIndex.search: query is empty"),
        (lambda i: i.search_vector(np.zeros(8)), "query row 0 is all zeros"),
        (lambda i: i.search_vector(np.full(8, np.nan)), "query row 0 holds NaN"),
        (lambda i: i.search_vector(np.ones(5)), "query has 5 dimensions, the index has 8"),
        (lambda i: i.search_vector(np.ones((1, 8))), "the query has shape (1, 8); pass one vector, shape (d,)"),
        (lambda i: i.search_vector(np.float32(1)), "the query has shape (); pass one vector"),
        (lambda i: i.search("hose", tenant="Quernby"), "tenant='Quernby'; use one of quernby, fennick, both, or None"),
        (lambda i: i.search("hose", on="2025-01-01"), "on='2025-01-01'; pass a day"),
        (lambda i: i.visible(on=dt.datetime(2025, 1, 1)), "pass a day: datetime.date(2026, 3, 1), or None"),
    ],
)
@pytest.mark.parametrize("index", [filled(passage("a")), PassageIndex(Hashed())], ids=["one passage", "empty"])
def test_a_bad_question_is_refused_by_a_full_and_an_empty_index(
    index: PassageIndex, call: Callable[[PassageIndex], object], says: str
) -> None:
    with pytest.raises(ArgumentError, match=re.escape(says)):
        call(index)


def test_a_score_is_the_cosine() -> None:
    index = filled(passage("a"), passage("b"))
    asked = vector("q")
    loud = index.search_vector(asked * 40, 2)
    assert loud == index.search_vector(asked, 2) or ids(loud) == ids(index.search_vector(asked, 2))
    for hit in loud:
        assert hit.score == pytest.approx(float(asked @ vector(hit.passage.searchable)), abs=1e-6)


# ---------------------------------------------------------------- dates


OLD = passage("old", superseded_by="new", effective=dt.date(2023, 1, 1))
NEW = passage("new", superseded_by="newest", effective=dt.date(2024, 1, 1))
NEWEST = passage("newest", effective=dt.date(2025, 1, 1))


@pytest.mark.parametrize(
    ("on", "wanted"),
    [
        (None, ["old#0", "new#0", "newest#0"]),
        (dt.date(2022, 12, 31), []),
        (dt.date(2023, 1, 1), ["old#0"]),
        (dt.date(2023, 12, 31), ["old#0"]),
        (dt.date(2024, 1, 1), ["new#0"]),
        (dt.date(2024, 12, 31), ["new#0"]),
        (dt.date(2025, 1, 1), ["newest#0"]),
        (dt.date(2099, 1, 1), ["newest#0"]),
    ],
)
def test_of_three_versions_the_one_in_force(on: dt.date | None, wanted: list[str]) -> None:
    index = filled(OLD, NEW, NEWEST)
    assert [p.id for p in index.visible(on=on)] == wanted
    assert sorted(ids(index.search("what holds", 9, on=on))) == sorted(wanted)


def test_what_is_not_here_yet_replaces_nothing_and_what_was_deleted_still_does(tmp_path: Path) -> None:
    index = filled(OLD)
    on = dt.date(2024, 6, 1)
    assert [p.id for p in index.visible(on=on)] == ["old#0"]
    index.add([NEW])
    assert [p.id for p in index.visible(on=on)] == ["new#0"], "a remembered view outlived a change"
    index.delete("new")
    assert index.visible(on=on) == [], "what was replaced came back into force"
    assert [p.id for p in index.visible(on=dt.date(2023, 6, 1))] == ["old#0"]
    index.save(tmp_path)
    assert PassageIndex.load(tmp_path, Hashed()).visible(on=on) == []
    index.add([replace(NEW, effective=dt.date(2025, 1, 1))])
    assert [p.id for p in index.visible(on=on)] == ["old#0"], "its own day counts again"
    index.delete("new")
    assert list(index._gone) == ["new"]
    index.replace("old", [replace(OLD, superseded_by=None)])
    assert index._gone == {}, "nobody names it any more"
    assert [p.id for p in index.visible(on=LATER)] == ["old#0"]


def test_every_change_is_seen_at_once() -> None:
    index = filled(passage("a", tenant="quernby"), passage("b", tenant="fennick"))
    assert ids(index.search("hose", 9, tenant="quernby")) == ["a#0"]
    index.add([passage("c")])
    assert sorted(ids(index.search("hose", 9, tenant="quernby"))) == ["a#0", "c#0"]
    index.replace("b", [passage("b", tenant="quernby")])
    assert sorted(ids(index.search("hose", 9, tenant="quernby"))) == ["a#0", "b#0", "c#0"]
    index.delete("a")
    assert sorted(ids(index.search("hose", 9, tenant="quernby"))) == ["b#0", "c#0"]
    index.visible(tenant="quernby").clear()
    assert len(index.visible(tenant="quernby")) == 2, "a caller's list is its own"


def test_the_second_filtered_query_looks_at_no_passage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking at 60,000 passages takes some 30 ms in Python; remembered, a filtered query costs what FAISS does."""
    index = filled(passage("a", tenant="quernby"), passage("b", tenant="fennick"), passage("c"))
    first = index.search("hose", 9, tenant="quernby", on=LATER)
    monkeypatch.setattr("course_lib.index.may_see", lambda *_: pytest.fail("the passages were looked at again"))
    assert index.search("hose", 9, tenant="quernby", on=LATER) == first != []


def test_few_views_are_remembered() -> None:
    index = filled(passage("a"))
    for day in range(3 * VIEWS):
        index.visible(on=DAY + dt.timedelta(day))
    assert len(index._views) <= VIEWS


# ---------------------------------------------------------------- against brute force

DOCS = st.sampled_from(["a", "b", "c", "d"])
DAYS = st.integers(0, 5).map(lambda days: DAY + dt.timedelta(days))


class AgainstBruteForce(RuleBasedStateMachine):
    """Change the index and a plain dictionary alike; every search is compared with all cosines, sorted."""

    def __init__(self) -> None:
        super().__init__()
        self.index = PassageIndex(Hashed())
        self.plain: dict[str, list[data.Passage]] = {}
        self.deleted: dict[str, dt.date] = {}

    @rule(
        doc=DOCS,
        texts=st.lists(st.sampled_from(["one", "two", "three", "four"]), max_size=4),
        tenant=st.sampled_from(["quernby", "fennick", "both"]),
        effective=DAYS,
        superseded_by=st.one_of(st.none(), DOCS),
    )
    def put(self, doc: str, texts: list[str], tenant: Tenant, effective: dt.date, superseded_by: str | None) -> None:
        new = [
            passage(doc, n, text, tenant=tenant, effective=effective, superseded_by=superseded_by)
            for n, text in enumerate(texts)
        ]
        if doc in self.plain:
            if not new:
                self._forget(doc)
            self.index.replace(doc, new)
        else:
            self.index.add(new)
        if new:
            self.plain[doc] = new
        self._tidy()

    @rule(doc=DOCS)
    def delete(self, doc: str) -> None:
        if doc in self.plain:
            assert self.index.delete(doc) == len(self.plain[doc])
            self._forget(doc)
            self._tidy()
        else:
            with pytest.raises(ArgumentError):
                self.index.delete(doc)

    def _forget(self, doc: str) -> None:
        self.deleted[doc] = self.plain.pop(doc)[0].effective

    def _tidy(self) -> None:
        named = {p.superseded_by for parts in self.plain.values() for p in parts}
        self.deleted = {doc: day for doc, day in self.deleted.items() if doc in named and doc not in self.plain}

    @rule()
    def save_and_load(self) -> None:
        before = state(self.index)
        with tempfile.TemporaryDirectory() as folder:
            self.index.save(folder)
            self.index = PassageIndex.load(folder, Hashed())
        assert state(self.index) == before

    @rule(
        query=st.text("xyz", min_size=1, max_size=3),
        k=st.integers(1, 9),
        tenant=st.sampled_from([None, "quernby", "fennick", "both"]),
        on=st.one_of(st.none(), DAYS),
    )
    def search(self, query: str, k: int, tenant: str | None, on: dt.date | None) -> None:
        allowed = [p for parts in self.plain.values() for p in parts if self._visible(p, tenant, on)]
        assert {p.id for p in self.index.visible(tenant=tenant, on=on)} == {p.id for p in allowed}
        cosines = {p.id: float(vector(query) @ vector(p.searchable)) for p in allowed}
        hits = self.index.search(query, k, tenant=tenant, on=on)
        assert [hit.score for hit in hits] == pytest.approx(sorted(cosines.values(), reverse=True)[:k], abs=1e-5)
        assert [hit.score for hit in hits] == pytest.approx([cosines[hit.passage.id] for hit in hits], abs=1e-5)
        assert len(set(ids(hits))) == len(hits)

    def _visible(self, p: data.Passage, tenant: str | None, on: dt.date | None) -> bool:
        if tenant is not None and p.tenant != "both" and p.tenant != tenant:
            return False
        if on is None:
            return True
        days = {**self.deleted, **{doc: parts[0].effective for doc, parts in self.plain.items()}}
        return p.effective <= on and not days.get(p.superseded_by or "", dt.date.max) <= on

    @invariant()
    def one_vector_a_passage(self) -> None:
        assert len(self.index) == self.index._vectors.ntotal == sum(map(len, self.plain.values()))
        assert {p.id: p for p in self.index.passages()} == {p.id: p for parts in self.plain.values() for p in parts}
        assert set(self.index.documents()) == set(self.plain)
        assert all(p.id in self.index for parts in self.plain.values() for p in parts)


TestAgainstBruteForce = AgainstBruteForce.TestCase
TestAgainstBruteForce.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)


# ---------------------------------------------------------------- the course's tenants


def test_no_question_finds_the_other_brands_passages() -> None:
    """Every question that a brand's customer asks, put as the other brand's: nothing leaks, whatever k is."""
    index = PassageIndex(Embedder())
    index.add(cut_all(data.load_documents()), cache=True)
    asked = [q for split in SPLITS for q in data.load_questions(split) if q.tenant is not None]
    assert {q.tenant for q in asked} == {"quernby", "fennick"} and {q.kind for q in asked} >= {"tenant"}
    vectors = index.encoder.encode([q.question for q in asked], cache=True)
    leaks = 0
    for question, row in zip(asked, vectors, strict=True):
        other = "fennick" if question.tenant == "quernby" else "quernby"
        for k in (5, len(index)):
            leaks += sum(hit.passage.tenant == question.tenant for hit in index.search_vector(row, k, tenant=other))
    assert leaks == 0


# ---------------------------------------------------------------- files


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def current(folder: Path) -> Path:
    return folder / str(json.loads((folder / versions.CURRENT).read_text())["folder"])


def test_a_saved_index_is_the_same_again(tmp_path: Path) -> None:
    index = filled(passage("a", 0, "Größe\u2028\x85\r\n\t日本語 🚲"), passage("b"), OLD, passage("b", 1))
    index.delete("a")
    index.replace("b", [passage("b", 5), passage("b")])
    index.add([passage("a", 0, 'Größe\u2028\x85\r\n\t"日本語" 🚲', tenant="fennick")])
    index.notes["mine"] = {"a": [1, None, "é"]}
    index.save(tmp_path / "new" / "place")
    again = PassageIndex.load(tmp_path / "new" / "place", Hashed())
    assert state(again) == state(index) and again.documents() == index.documents()
    assert again.search("hose", 9) == index.search("hose", 9)
    again.add([passage("z")])
    assert again._number["z#0"] == index._next


def test_an_empty_index_can_be_kept(tmp_path: Path) -> None:
    PassageIndex(Hashed()).save(tmp_path)
    assert len(PassageIndex.load(tmp_path, Hashed())) == 0


def test_saving_leaves_one_version_and_touches_nothing_else(tmp_path: Path) -> None:
    """A folder of the user's whose name begins with v, or with version-, stays."""
    mine = [tmp_path / "videos" / "a.mp4", tmp_path / "version-2" / "b.txt", tmp_path / "notes.txt"]
    for path in mine:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    for number in range(3):
        filled(passage("a", number)).save(tmp_path)
    assert all(path.read_text() == "mine" for path in mine)
    assert set(files(tmp_path)) == {
        *mine,
        tmp_path / ".lock",
        tmp_path / versions.CURRENT,
        *(current(tmp_path) / name for name in ("vectors.faiss", "passages.json", "manifest.json")),
    }


def test_no_file_is_a_pickle() -> None:
    for name in ("index", "versions", "folder", "readers"):
        source = Path(sys.modules["course_lib"].__file__ or "").with_name(f"{name}.py").read_text()
        assert not re.search(r"import (pickle|shelve|joblib|dill)|allow_pickle=True|np\.load", source)


NAMES = ["vectors.faiss", "passages.json", "manifest.json"]


@pytest.mark.parametrize("how", ["cut", "flipped", "longer", "empty", "gone"])
@pytest.mark.parametrize("name", [*NAMES, versions.CURRENT])
def test_a_damaged_file_is_found(tmp_path: Path, name: str, how: str) -> None:
    filled(passage("a"), passage("b")).save(tmp_path)
    path = tmp_path / name if name == versions.CURRENT else current(tmp_path) / name
    content = path.read_bytes()
    middle = len(content) // 2
    damaged = {
        "cut": content[:middle],
        "flipped": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
        "longer": content + b"x",
        "empty": b"",
    }
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(damaged[how])
    with pytest.raises(CourseError) as caught:
        PassageIndex.load(tmp_path, Hashed())
    message = str(caught.value)
    assert message.startswith("PassageIndex.load: ") and str(tmp_path) in message and "\n" not in message
    if (name, how) == (versions.CURRENT, "gone"):
        assert "no index in" in message and "build one and save() it there" in message
    elif name != versions.CURRENT:
        assert f"{name} is missing" in message or f"{name} is not the file that was saved" in message
    assert "index the documents again" in message or "build one" in message


def test_every_single_byte_counts(tmp_path: Path) -> None:
    filled(passage("a")).save(tmp_path)
    for path in [tmp_path / versions.CURRENT, *files(current(tmp_path))]:
        content = path.read_bytes()
        for place in range(0, len(content), 7):
            path.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
            try:
                again = PassageIndex.load(tmp_path, Hashed())
            except CourseError:
                continue
            finally:
                path.write_bytes(content)
            assert path.name == versions.CURRENT and again.passages() == [passage("a")], "white space, if anything"


def rewrite(folder: Path, name: str, content: bytes) -> None:
    """Put another file in the place of one, checksum and all: a foreign file, not a damaged one."""
    pointer = json.loads((folder / versions.CURRENT).read_text())
    pointer["sha256"][name] = hashlib.sha256(content).hexdigest()
    (current(folder) / name).write_bytes(content)
    (folder / versions.CURRENT).write_text(json.dumps(pointer))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vectors.faiss", b"not faiss"),
        ("vectors.faiss", b""),
        ("vectors.faiss", b"another dimension"),
        ("vectors.faiss", b"a flat index"),
        ("passages.json", b""),
        ("passages.json", b"[]"),
        ("passages.json", b"[1, 2]"),
        ("passages.json", b'[[0, {"id": "a#0"}]]'),
        ("passages.json", b"\xff"),
        ("manifest.json", b"[]"),
        ("manifest.json", b'{"format": 2}'),
        ("manifest.json", b'{"format": 2, "encoder": "hashed", "dim": 8, "next": 1, "gone": {}, "notes": {}}'),
    ],
)
def test_foreign_files_are_refused(tmp_path: Path, name: str, content: bytes) -> None:
    import faiss

    filled(passage("a"), passage("b")).save(tmp_path)
    if content == b"another dimension":
        other = faiss.IndexIDMap2(faiss.IndexFlatIP(5))
        other.add_with_ids(np.ones((2, 5), dtype=np.float32), np.arange(2))
        content = faiss.serialize_index(other).tobytes()
    if content == b"a flat index":
        content = faiss.serialize_index(faiss.IndexFlatIP(8)).tobytes()
    rewrite(tmp_path, name, content)
    with pytest.raises(CourseError, match=r"is damaged: .*; delete the folder and index the documents again"):
        PassageIndex.load(tmp_path, Hashed())


@pytest.mark.parametrize(
    "pointer",
    ["{}", "[]", "null", "version-1", '{"folder": "../../etc", "sha256": {}}', '{"folder": 3, "sha256": {"a": 1}}'],
)
def test_a_foreign_pointer_is_refused(tmp_path: Path, pointer: str) -> None:
    (tmp_path / versions.CURRENT).write_text(pointer)
    with pytest.raises(CourseError, match=r"is damaged: current\.json cannot be read"):
        PassageIndex.load(tmp_path, Hashed())


def test_a_pointer_may_not_leave_its_folder(tmp_path: Path) -> None:
    filled(passage("a")).save(tmp_path)
    pointer = json.loads((tmp_path / versions.CURRENT).read_text())
    pointer["sha256"]["../../secret"] = "0"
    (tmp_path / versions.CURRENT).write_text(json.dumps(pointer))
    with pytest.raises(CourseError, match=r"is damaged: current\.json cannot be read"):
        PassageIndex.load(tmp_path, Hashed())


def test_another_encoder_is_refused(tmp_path: Path) -> None:
    filled(passage("a")).save(tmp_path)
    for other in (Hashed(label="another"), Hashed(dim=9)):
        with pytest.raises(CourseError, match=r"was filled by 'hashed' \(8 dimensions\).*share no space.*load it with"):
            PassageIndex.load(tmp_path, other)


def test_a_later_format_is_refused(tmp_path: Path) -> None:
    filled(passage("a")).save(tmp_path)
    rewrite(tmp_path, "manifest.json", b'{"format": 3, "all": "new"}')
    with pytest.raises(CourseError, match=r"has format 3, this course reads 2; update the course, or delete"):
        PassageIndex.load(tmp_path, Hashed())


@pytest.mark.parametrize("place", ["nowhere", "a_file", "a_file/below"])
def test_no_index_there(tmp_path: Path, place: str) -> None:
    (tmp_path / "a_file").write_text("x")
    with pytest.raises(CourseError, match=r"PassageIndex\.load: no index in .*; build one and save\(\) it there"):
        PassageIndex.load(tmp_path / place, Hashed())


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Take the right to write away, from root too: as nobody, then."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    root = os.name == "posix" and os.geteuid() == 0
    for above in folder.parents if root else ():
        if not above.stat().st_mode & 0o001:
            above.chmod(above.stat().st_mode | 0o011)
    try:
        if root:
            os.seteuid(65534)
        yield
    finally:
        if root:
            os.seteuid(0)
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.skipif(os.name != "posix", reason="rights to write are another matter there")
def test_a_read_only_folder_can_be_loaded_but_not_saved_to(tmp_path: Path) -> None:
    index = filled(passage("a"))
    index.save(tmp_path)
    index.add([passage("b")])
    with read_only(tmp_path):
        assert PassageIndex.load(tmp_path, Hashed()).passages() == [passage("a")]
        with pytest.raises(
            CourseError, match=r"PassageIndex\.save: .* cannot be written to \(Permission denied\); name"
        ):
            index.save(tmp_path)
        with pytest.raises(CourseError, match=r"cannot be written to \(Permission denied\)"):
            index.save(tmp_path / "below")
    (tmp_path / versions.CURRENT).chmod(0)
    with read_only_file(tmp_path / versions.CURRENT), pytest.raises(CourseError, match=r"cannot be read \(Permission"):
        PassageIndex.load(tmp_path, Hashed())


@contextmanager
def read_only_file(path: Path) -> Iterator[None]:
    """Nobody may read it."""
    root = os.geteuid() == 0
    try:
        if root:
            os.seteuid(65534)
        yield
    finally:
        if root:
            os.seteuid(0)
        path.chmod(0o644)


def test_a_full_disk_leaves_the_old_index_and_no_rubbish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = filled(passage("a"))
    index.save(tmp_path)
    before = files(tmp_path)
    index.add([passage("b")])
    for step in ("fsync", "replace"):

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, step, full)
            with pytest.raises(CourseError, match=r"\(No space left on device\).*What was saved there before is whole"):
                index.save(tmp_path)
        assert set(files(tmp_path)) - {tmp_path / f"{versions.CURRENT}.new"} == set(before)
        assert PassageIndex.load(tmp_path, Hashed()).passages() == [passage("a")]
    index.save(tmp_path)
    assert len(PassageIndex.load(tmp_path, Hashed())) == 2 and len(files(tmp_path)) == len(before)


def test_a_reader_follows_a_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The version that a reader has begun with may be gone before it has read it all."""
    index = filled(passage("a"))
    index.save(tmp_path)
    whole = versions._read
    times = 0

    def overtaken(root: Path, pointer: bytes) -> dict[str, bytes]:
        nonlocal times
        times += 1
        if times <= 3:
            index.add([passage("b", times)])
            index.save(tmp_path)
        return whole(root, pointer)

    monkeypatch.setattr(versions, "_read", overtaken)
    assert len(PassageIndex.load(tmp_path, Hashed())) == 4 and times == 4
    times = -1000
    with pytest.raises(CourseError, match="replaced faster than it can be read"):
        PassageIndex.load(tmp_path, Hashed())


# ---------------------------------------------------------------- other processes


def script(source: str, folder: Path) -> str:
    """Run code in a fresh process with one thread, which may fork; return what it prints."""
    begin = f"""
import os, pathlib, random, signal, sys, time
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_index import Hashed, PassageIndex, passage, filled
folder = {str(folder)!r}
few, many = (filled(*(passage("a", n) for n in range(count))) for count in (3, 2000))
def count():
    index = PassageIndex.load(folder, Hashed())
    assert len(index) == index._vectors.ntotal
    return len(index)
def forked(work):
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return child
"""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "COURSE_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", begin + source], capture_output=True, text=True, env=environment, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


needs_fork = pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL")


@needs_fork
def test_a_kill_at_any_step_leaves_the_old_index_or_the_new_one(tmp_path: Path) -> None:
    source = """
def killed_at(step):
    left = step
    def counted(function):
        def call(*arguments, **options):
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **options)
        return call
    for owner, name in ((os, "fsync"), (os, "replace"), (os, "open"), (os, "close"), (pathlib.Path, "mkdir"),
                        (pathlib.Path, "open"), (pathlib.Path, "unlink"), (pathlib.Path, "rmdir")):
        setattr(owner, name, counted(getattr(owner, name)))
    many.save(folder)

for step in range(1, 200):
    few.save(folder)
    status = os.waitpid(forked(lambda: killed_at(step)), 0)[1]
    print(count())
    assert sum(path.name.startswith("version-") for path in pathlib.Path(folder).iterdir()) <= 2
    if status == 0:
        break
"""
    found = [int(line) for line in script(source, tmp_path).split()]
    change = found.index(2000)
    assert found == [3] * change + [2000] * (len(found) - change), "one step makes the new index the current one"
    assert change > 10 and len(found) - change > 5, "too few steps were seen"


@needs_fork
def test_a_kill_at_a_random_moment_leaves_a_whole_index(tmp_path: Path) -> None:
    source = """
def alternate():
    while True:
        many.save(folder)
        few.save(folder)

few.save(folder)
for attempt in range(25):
    child = forked(alternate)
    time.sleep(random.Random(attempt).uniform(0, 0.15))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print(count())
"""
    assert set(script(source, tmp_path).split()) == {"3", "2000"}


@needs_fork
def test_two_writers_and_a_reader_do_each_other_no_harm(tmp_path: Path) -> None:
    source = """
few.save(folder)
writers = [forked(lambda index=index: [index.save(folder) for _ in range(30)]) for index in (few, many)]
seen = set()
while writers:
    writers = [writer for writer in writers if os.waitpid(writer, os.WNOHANG) == (0, 0)]
    seen.add(count())
print(sorted(seen))
"""
    assert script(source, tmp_path).strip() == "[3, 2000]"
    assert len(files(tmp_path)) == 5, "a version was left behind"
