"""From text to a vector of meaning: tokenise, transform, mean-pool, normalise.

Built in: Lesson 04
"""

import functools
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib import data, models, native, settings, validate
from course_lib.base.files import whole
from course_lib.errors import ArgumentError

if TYPE_CHECKING:
    import torch

TAUGHT = ("mean_pool", "embed_by_hand")
MAX_TOKENS = 254  # of a text that are read, beside the marks at its two ends


def mean_pool(token_vectors: "torch.Tensor", mask: "torch.Tensor") -> "torch.Tensor":
    """Average the token vectors of each text, padding left out.

    The classic mistake is ``token_vectors.mean(dim=1)``: (2, 0.667) here. Padding then counts as text, a text's
    vector depends on what stands beside it in the batch, and a test on one text at a time never shows it.

    Args:
        token_vectors: shape (texts, tokens, d).
        mask: shape (texts, tokens), 1 for a token and 0 for padding; at least one 1 a row.

    Returns:
        Shape (texts, d).

    >>> import torch
    >>> tokens = torch.tensor([[[2.0, 0.0], [0.0, 2.0], [4.0, 0.0]]])
    >>> mean_pool(tokens, torch.tensor([[1, 1, 0]])).tolist()
    [[1.0, 1.0]]
    """
    weights = mask.unsqueeze(-1).to(token_vectors.dtype)
    return (token_vectors * weights).sum(dim=1) / weights.sum(dim=1)


def embed_by_hand(texts: Sequence[str], tokenizer: Any, transformer: Any) -> "torch.Tensor":
    """Embed texts in four visible steps: tokenise, transform, mean-pool, normalise.

    Equals ``SentenceTransformer.encode`` to 1e-5, which is the call to use at scale. Normalise *after* the mean:
    tokens of length 1 would all count alike, and the mean would have another direction.
    Source: Reimers and Gurevych, "Sentence-BERT" (2019).

    Args:
        texts: a batch that fits in memory; only the first 256 tokens of each count.
        tokenizer: from :meth:`Embedder.parts`.
        transformer: from :meth:`Embedder.parts`.

    Returns:
        Unit rows of shape (texts, d).

    >>> tokenizer, transformer = Embedder().parts()
    >>> by_hand = embed_by_hand(["the hose leaks", "water drips from a tube"], tokenizer, transformer)
    >>> by_hand.shape, round(float(by_hand[0] @ by_hand[0]), 4)
    (torch.Size([2, 384]), 1.0)
    """
    import torch

    batch = tokenizer(list(texts), padding=True, truncation=True, max_length=256, return_tensors="pt")
    with torch.no_grad():
        token_vectors = transformer(**batch).last_hidden_state
    pooled = mean_pool(token_vectors, batch["attention_mask"])
    return torch.nn.functional.normalize(pooled, dim=1)


class Embedder:
    """The course's embedder: texts in, unit float32 rows out, batched by length, with a progress bar.

    Embeddings of a text are kept in the user's cache when ``cache`` is on, keyed by model and text, so
    that a corpus is embedded once a machine.
    """

    dim = 384
    label = models.EMBEDDER.label

    def __init__(self) -> None:
        self._model = models.load_embedder()

    def parts(self) -> tuple[Any, Any]:
        """Return the two parts that :func:`embed_by_hand` works with: the tokenizer and the transformer.

        The tokenizer cuts a text into numbered pieces; the transformer gives one vector of 384 numbers a piece.
        """
        module: Any = self._model[0]
        return module.tokenizer, module.model

    def encode(self, texts: Sequence[str], *, progress: bool = False, cache: bool = False) -> NDArray[np.float32]:
        """Embed texts.

        Args:
            texts: at least one; none may be empty. Only the first 256 tokens of each count.
            progress: show a bar (never in a graded cell).
            cache: look up and store the whole list in the user's cache.

        Returns:
            Unit rows of shape (len(texts), 384), in the order of the texts.

        Raises:
            ArgumentError: no list, no text in it, or one that is empty or no text.
        """
        if isinstance(texts, str) or not len(texts):
            raise ArgumentError("Embedder.encode: texts must be a list of at least one text, such as ['hose leaks']")
        for i, text in enumerate(texts):
            validate.text("Embedder.encode", f"texts[{i}]", text)
        stored = _cache_file(texts) if cache else None
        if stored is not None:
            known = _read(stored, len(texts))
            if known is not None:
                return known
        vectors = self._encode(texts, progress)
        if stored is not None:
            _write(stored, vectors)
        return vectors

    def _encode(self, texts: Sequence[str], progress: bool) -> NDArray[np.float32]:
        from tqdm.auto import tqdm

        order = np.argsort([-len(text) for text in texts], kind="stable")
        vectors = np.empty((len(texts), self.dim), dtype=np.float32)
        native.import_torch()
        with tqdm(total=len(texts), desc="embedding", unit="text", disable=not progress) as bar:
            for rows in _batches(order, 64):
                batch = [texts[i] for i in rows]
                vectors[rows] = self._model.encode(batch, normalize_embeddings=True, show_progress_bar=False)
                bar.update(len(rows))
        return vectors


def _batches(order: NDArray[np.intp], size: int) -> Iterator[NDArray[np.intp]]:
    for start in range(0, len(order), size):
        yield order[start : start + size]


def _cache_file(texts: Sequence[str]) -> Path:
    key = hashlib.sha256(models.EMBEDDER.digest.encode())
    for text in texts:
        key.update(len(text).to_bytes(8, "little") + text.encode())
    return settings.cache_dir() / "embeddings" / f"{key.hexdigest()[:32]}.npy"


def _read(path: Path, rows: int) -> NDArray[np.float32] | None:
    """Return the stored vectors, or None if there are none or the file is damaged."""
    try:
        with path.open("rb") as file:
            vectors: NDArray[np.float32] = np.lib.format.read_array(file, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    if vectors.shape != (rows, Embedder.dim) or vectors.dtype != np.float32:
        return None
    # A crash can leave a stretch of zeros in a file of the right size: then a row has not length 1.
    squares = np.einsum("ij,ij->i", vectors, vectors)  # np.linalg.norm would hold a second copy of the vectors
    return vectors if np.allclose(squares, 1, atol=2e-3) else None


def _write(path: Path, vectors: NDArray[np.float32]) -> None:
    settings.writable_cache_dir()
    with whole(path) as scratch:
        np.save(scratch, vectors, allow_pickle=False)


def docstring_vectors(count: int, *, progress: bool = False) -> NDArray[np.float32]:
    """Return unit vectors for ``count`` stretches of the docstrings on this machine, to study scale.

    Each is the average of the embedder's *input* vectors over 24 tokens in a row, taken every 8 tokens: a
    look-up, no transformer. Poorer than :class:`Embedder` (word order and context are lost) and some
    hundred times as fast. Kept in the user's cache: the first call takes about half a minute for 240,000.

    Args:
        count: at least 1.
        progress: show bars while reading and averaging.

    Returns:
        Shape (count, 384), in an order that mixes packages; a smaller count is the start of a larger one.

    Raises:
        ArgumentError: if the machine's docstrings are too few.
    """
    wanted = validate.count("docstring_vectors", "count", count)
    docstrings = data.load_docstrings(wanted // 12 + 500, progress=progress)  # they give about 16 each
    stored = _cache_file([f"{_VERSION}/{WINDOW}/{STRIDE}/{wanted}", *(d.text for d in docstrings)])
    known = _read(stored, wanted)
    if known is not None:
        return known
    vectors = _windows(docstrings, wanted, progress)
    if len(vectors) < wanted:
        raise ArgumentError(
            f"docstring_vectors: count={count}, but this machine's docstrings give {len(vectors)}; ask for fewer"
        )
    _write(stored, vectors)
    return vectors


STRIDE = 8
WINDOW = 3 * STRIDE
_VERSION = 3  # of the windows: raise it when they change, so that no old cache is read


@functools.cache
def _tokenizer() -> Any:
    """Return the embedder's tokenizer alone, which needs no torch; it neither cuts nor pads."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(models.fetch(models.EMBEDDER) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()  # its file asks for 128 tokens a text: windows of padding, all alike
    return tokenizer


def token_spans(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the embedder's tokens in a text, without the marks at its ends.

    >>> token_spans("the hose")
    [(0, 3), (4, 8)]
    """
    spans: list[tuple[int, int]] = _tokenizer().encode(text, add_special_tokens=False).offsets
    return spans


def _windows(docstrings: Sequence[data.Docstring], wanted: int, progress: bool) -> NDArray[np.float32]:
    """Average the input vectors over windows of tokens until there are enough.

    A look-up needs no transformer, so torch stays out of the memory of whoever calls this. Sums are float64, so
    that windows of the same tokens in another order give the same vector to the bit.
    """
    from safetensors import safe_open
    from tqdm.auto import tqdm

    folder = models.fetch(models.EMBEDDER)
    with safe_open(folder / "model.safetensors", framework="numpy") as weights:
        table = weights.get_tensor("embeddings.word_embeddings.weight")
    tokenizer = _tokenizer()
    found = np.empty((wanted, table.shape[1]), dtype=np.float32)
    total = 0
    with tqdm(total=wanted, desc="averaging token vectors", unit="vector", disable=not progress) as bar:
        for docstring in docstrings:
            ids = tokenizer.encode(docstring.text[:4000], add_special_tokens=False).ids
            if len(ids) >= WINDOW:
                whole = len(ids) // STRIDE
                sums = table[ids[: whole * STRIDE]].reshape(whole, STRIDE, -1).sum(axis=1, dtype=np.float64)
                rows = (sums[:-2] + sums[1:-1] + sums[2:])[: wanted - total]  # a window is three strides
                found[total : total + len(rows)] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
                total += len(rows)
                bar.update(len(rows))
            if total >= wanted:
                break
    return found[:total]
