"""Embeddings: by hand equal to sentence-transformers, rows in the order of the texts, a cache that heals."""

import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from course_lib import data, embed, models
from course_lib.embed import Embedder, embed_by_hand, mean_pool
from course_lib.errors import ArgumentError, CourseError

MIXED = [
    "the pump hose leaks",
    "?",
    "How loud is the DW-651?",
    "Größe und Gewicht: 12,5 kg – naïve café 日本語",
    "The deposit is released after the inspection of the hired machine. " * 12,
    "P86-a",
    "a\n\nb\tc",
    "word " * 400,  # longer than the 256 tokens that count
]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder()


@pytest.fixture
def cache(embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache; the embedder has been loaded from the real one before."""
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    return tmp_path / "embeddings"


# ---------------------------------------------------------------- the mean


def test_the_mean_of_the_tiny_example() -> None:
    tokens = torch.tensor([[[2.0, 0.0], [0.0, 2.0], [4.0, 0.0]], [[1.0, 1.0], [3.0, 1.0], [2.0, 1.0]]])
    assert mean_pool(tokens, torch.tensor([[1, 1, 0], [1, 1, 1]])).tolist() == [[1.0, 1.0], [2.0, 1.0]]
    with_padding = tokens[0].mean(dim=0)
    assert with_padding.tolist() == pytest.approx([2, 2 / 3])
    assert float(with_padding @ torch.ones(2) / (with_padding.norm() * 2**0.5)) == pytest.approx(0.894, abs=5e-4)


def test_the_mask_may_be_whole_numbers_truth_values_or_floats() -> None:
    tokens = torch.tensor([[[6.0, 0.0], [0.0, 2.0], [9.0, 9.0]]])
    for mask in ([[1, 1, 0]], [[True, True, False]], [[1.0, 1.0, 0.0]]):
        assert mean_pool(tokens, torch.tensor(mask)).tolist() == [[3.0, 1.0]]


NUMBERS = st.floats(-100, 100, width=32)
BATCHES = arrays.arrays(
    np.float32, st.tuples(st.integers(1, 4), st.integers(1, 6), st.integers(1, 5)), elements=NUMBERS
)


@settings(deadline=None)
@given(tokens=BATCHES, rest=st.data())
def test_the_mean_is_that_of_the_real_tokens_whatever_the_padding_holds(
    tokens: NDArray[np.float32], rest: st.DataObject
) -> None:
    texts, places, d = tokens.shape
    lengths = rest.draw(st.lists(st.integers(1, places), min_size=texts, max_size=texts))
    mask = np.array([[place < length for place in range(places)] for length in lengths])
    by_loop = [
        np.sum(row[:length], axis=0, dtype=np.float64) / length for row, length in zip(tokens, lengths, strict=True)
    ]
    got = mean_pool(torch.tensor(tokens), torch.tensor(mask)).numpy()
    np.testing.assert_allclose(got, np.array(by_loop), rtol=1e-4, atol=1e-3)
    extra = rest.draw(arrays.arrays(np.float32, (texts, 2, d), elements=NUMBERS))
    wider = mean_pool(
        torch.tensor(np.concatenate([tokens, extra], axis=1)),
        torch.tensor(np.concatenate([mask, np.zeros((texts, 2), dtype=bool)], axis=1)),
    )
    np.testing.assert_allclose(wider.numpy(), got, rtol=1e-4, atol=1e-3)


# ---------------------------------------------------------------- by hand


def test_by_hand_equals_sentence_transformers(embedder: Embedder) -> None:
    tokenizer, transformer = embedder.parts()
    theirs = models.load_embedder().encode(MIXED, normalize_embeddings=True, show_progress_bar=False)
    ours = embed_by_hand(MIXED, tokenizer, transformer).numpy()
    assert ours.shape == (len(MIXED), 384)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-5)
    np.testing.assert_allclose(embedder.encode(MIXED), theirs, rtol=0, atol=1e-5)


def test_a_text_has_one_vector_whatever_stands_beside_it(embedder: Embedder) -> None:
    tokenizer, transformer = embedder.parts()
    together = embed_by_hand(MIXED, tokenizer, transformer)
    alone = torch.cat([embed_by_hand([text], tokenizer, transformer) for text in MIXED])
    np.testing.assert_allclose(together.numpy(), alone.numpy(), rtol=0, atol=1e-5)
    assert not together.requires_grad


def test_what_stands_after_256_tokens_does_not_count(embedder: Embedder) -> None:
    long = "word " * 254  # with [CLS] and [SEP] 256
    cut, more, shorter = embedder.encode([long, long + "the pump hose leaks", "word " * 253 + "leaks"])
    np.testing.assert_allclose(cut, more, rtol=0, atol=1e-6)
    assert float(cut @ shorter) < 0.9999


def test_other_words_are_close_and_other_things_are_far(embedder: Embedder) -> None:
    leak, cycle, door, asked = embedder.encode(
        ["the pump hose leaks", "the pump starts the pump stops", "doors squeak", "water drips from a tube"]
    )
    assert asked @ leak > asked @ cycle > asked @ door


# ---------------------------------------------------------------- the embedder


def test_rows_come_in_the_order_of_the_texts(embedder: Embedder) -> None:
    texts = [f"{'word ' * (7 * i % 23)}number {i}" for i in range(130)]  # more than two batches
    rows = embedder.encode(texts)
    assert rows.shape == (130, 384) and rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    for i in (0, 1, 63, 64, 65, 127, 128, 129):
        np.testing.assert_allclose(rows[i], embedder.encode([texts[i]])[0], rtol=0, atol=1e-5)
    order = np.random.default_rng(0).permutation(130)
    np.testing.assert_allclose(embedder.encode([texts[i] for i in order]), rows[order], rtol=0, atol=1e-5)


def test_a_text_may_stand_twice_and_the_list_may_be_a_tuple(embedder: Embedder) -> None:
    rows = embedder.encode(("a hose", "a door", "a hose"))
    assert np.array_equal(rows[0], rows[2]) and not np.array_equal(rows[0], rows[1])


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ([], "texts must be a list of at least one text"),
        ("the hose leaks", "texts must be a list of at least one text"),
        (["a hose", ""], r"texts\[1\] is empty"),
        ([" \n"], r"texts\[0\] is empty"),
        (["a hose", None], r"texts\[1\] is a NoneType; pass one text"),
        ([3], r"texts\[0\] is a int; pass one text"),
        ([["a hose"]], r"texts\[0\] is a list; pass one text"),
    ],
)
def test_what_is_no_list_of_texts_is_refused(embedder: Embedder, texts: list[str], says: str) -> None:
    with pytest.raises(ArgumentError, match=rf"Embedder\.encode: {says}"):
        embedder.encode(texts)


def test_nothing_is_printed_without_a_bar(embedder: Embedder, capfd: pytest.CaptureFixture[str]) -> None:
    embedder.encode(["a hose"])
    assert capfd.readouterr() == ("", "")


# ---------------------------------------------------------------- the cache


TEXTS = ["the pump hose leaks", "doors squeak"]


def forbid_encoding(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("embedded again")

    monkeypatch.setattr(embedder, "_encode", refuse)


def test_a_list_is_embedded_once(embedder: Embedder, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = embedder.encode(TEXTS, cache=True)
    assert [file.suffix for file in cache.iterdir()] == [".npy"]  # and no scratch file beside it
    forbid_encoding(embedder, monkeypatch)
    assert np.array_equal(embedder.encode(TEXTS, cache=True), first)
    with pytest.raises(AssertionError, match="embedded again"):
        embedder.encode(TEXTS)


def test_another_list_has_another_file(embedder: Embedder, cache: Path) -> None:
    for texts in (["ab", "c"], ["a", "bc"], ["c", "ab"], ["ab"], ["abc"]):
        rows = embedder.encode(texts, cache=True)
        np.testing.assert_allclose(rows, embedder.encode(texts), rtol=0, atol=1e-6)
    assert len(list(cache.iterdir())) == 5


def test_without_the_wish_nothing_is_stored(embedder: Embedder, cache: Path) -> None:
    embedder.encode(TEXTS)
    assert not cache.exists()


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def store(make: Callable[[NDArray[np.float32]], NDArray[np.generic]]) -> Callable[[Path], None]:
    return lambda path: np.save(path, make(np.load(path)))


def with_a_hole(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    rows[1] = 0
    return rows


def with_nan(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    rows[0, 7] = np.nan
    return rows


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut short": cut_short,
    "no array": lambda path: path.write_bytes(b"vectors"),
    "a zip file": lambda path: path.write_bytes(b"PK\x03\x04 nothing follows"),
    "a pickle": lambda path: path.write_bytes(pickle.dumps([1.0])),
    "an array of objects": lambda path: np.save(path, np.array([None, "x"], dtype=object)),
    "too few rows": store(lambda rows: rows[:1]),
    "doubles": store(lambda rows: rows.astype(np.float64)),
    "a row of zeros": store(with_a_hole),
    "a row with NaN": store(with_nan),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_replaced(embedder: Embedder, cache: Path, damage: Callable[[Path], object]) -> None:
    right = embedder.encode(TEXTS, cache=True)
    (file,) = cache.iterdir()
    damage(file)
    np.testing.assert_allclose(embedder.encode(TEXTS, cache=True), right, rtol=0, atol=1e-6)
    np.testing.assert_allclose(np.load(file), right, rtol=0, atol=1e-6)
    assert list(cache.iterdir()) == [file]


def test_a_cache_that_cannot_be_written_to_is_named(
    embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "taken"))
    with pytest.raises(CourseError, match="COURSE_CACHE"):
        embedder.encode(TEXTS, cache=True)


# ---------------------------------------------------------------- vectors to study scale


@pytest.fixture
def few_docstrings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[data.Docstring]:
    found = [data.Docstring(f"numpy.f{i}", f"Return element {i} of the list of sums. " * 8) for i in range(6)]
    folder = models.fetch(models.EMBEDDER)  # from the real cache
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    monkeypatch.setattr(models, "fetch", lambda *_, **__: folder)
    monkeypatch.setattr(data, "load_docstrings", lambda *_, **__: found)
    return found


def test_a_smaller_count_of_docstring_vectors_starts_a_larger_one(few_docstrings: list[data.Docstring]) -> None:
    five, nine = embed.docstring_vectors(5), embed.docstring_vectors(9)
    assert five.shape == (5, 384) and nine.shape == (9, 384)
    np.testing.assert_array_equal(nine[:5], five)
    np.testing.assert_allclose(np.linalg.norm(nine, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(embed.docstring_vectors(9), nine)  # from the cache


def test_a_docstring_vector_is_the_mean_of_24_rows_of_the_table(
    embedder: Embedder, few_docstrings: list[data.Docstring]
) -> None:
    tokenizer, transformer = embedder.parts()
    numbers = tokenizer(few_docstrings[0].text, add_special_tokens=False)["input_ids"]
    table = transformer.get_input_embeddings().weight.detach().numpy()
    for row, start in zip(embed.docstring_vectors(2), (0, 8), strict=True):
        mean = table[numbers[start : start + 24]].mean(axis=0)
        np.testing.assert_allclose(row, mean / np.linalg.norm(mean), rtol=0, atol=1e-5)


def test_windows_of_the_same_tokens_in_another_order_are_equal_to_the_bit(
    few_docstrings: list[data.Docstring], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = (
        "water leaks from the old hose under my sink when rain falls on a cold house "
        "and they close every red door right now"
    )
    turned = " ".join(reversed(words.split()))
    monkeypatch.setattr(
        data, "load_docstrings", lambda *_, **__: [data.Docstring("a", words), data.Docstring("b", turned)]
    )
    first, second = embed.docstring_vectors(2)
    assert len(words.split()) == 24 and first.tobytes() == second.tobytes()


def test_a_short_docstring_gives_no_window_of_padding(
    few_docstrings: list[data.Docstring], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tokenizer's file asks for padding to 128 tokens, which once made 14 windows of every short text."""
    short = data.Docstring("numpy.short", "Return the sum of all elements along the last axis of an array.")
    monkeypatch.setattr(data, "load_docstrings", lambda *_, **__: [short] * 9)
    with pytest.raises(ArgumentError, match="give 0; ask for fewer"):
        embed.docstring_vectors(1)


def test_too_few_docstrings_are_told(few_docstrings: list[data.Docstring]) -> None:
    with pytest.raises(ArgumentError, match=r"docstring_vectors: count=5000, .* ask for fewer"):
        embed.docstring_vectors(5000)


@pytest.mark.parametrize("count", [0, -3, True, 2.5, "10", None])
def test_a_count_must_be_a_whole_number(count: int) -> None:
    with pytest.raises(ArgumentError, match=r"docstring_vectors: count=.*at least 1"):
        embed.docstring_vectors(count)
