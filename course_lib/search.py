"""Nearest neighbours: exact search by hand, as one matrix product, and what FAISS does at scale.

Built in: Lesson 02
"""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib import native, validate
from course_lib.errors import ArgumentError

TAUGHT = ("top_k", "exact_search", "overlap_at_k")
Kind = Literal["flat", "ivf", "hnsw", "pq"]


def top_k(scores: NDArray[np.floating], k: int) -> NDArray[np.intp]:
    """Return the positions of the k largest scores of each row, best first.

    ``np.argpartition`` finds the right *set* without sorting everything; the sort of the k comes after.
    Leave it out and overlap is perfect while the first result is wrong.

    Args:
        scores: shape (queries, passages).
        k: at most the number of passages.

    Returns:
        Positions of shape (queries, k).

    >>> top_k(np.array([[0.1, 0.9, 0.5]]), 2).tolist()
    [[1, 2]]
    """
    best = np.argpartition(-scores, k - 1, axis=1)[:, :k]
    order = np.argsort(-np.take_along_axis(scores, best, axis=1), axis=1, kind="stable")
    return np.take_along_axis(best, order, axis=1)


def exact_search(queries: NDArray[np.floating], passages: NDArray[np.floating], k: int) -> NDArray[np.intp]:
    """Compare every query with every passage by inner product: the answer the fast indexes approximate.

    Args:
        queries: unit rows of shape (queries, d).
        passages: unit rows of shape (passages, d).
        k: at most the number of passages.

    Returns:
        Positions of shape (queries, k), best first.

    >>> exact_search(np.eye(2)[:1], np.array([[0.0, 1.0], [0.8, 0.6], [1.0, 0.0]]), 2).tolist()
    [[2, 1]]
    """
    return top_k(queries @ passages.T, k)


def overlap_at_k(found: NDArray[np.integer], exact: NDArray[np.integer]) -> float:
    """Return the mean share of the exact k neighbours that were found, order aside.

    This is agreement with exact search, not relevance: an index can agree perfectly on useless answers.

    >>> overlap_at_k(np.array([[1, 2]]), np.array([[2, 3]]))
    0.5
    """
    shared = [len(set(f) & set(e)) / len(e) for f, e in zip(found.tolist(), exact.tolist(), strict=True)]
    return float(np.mean(shared))


class VectorIndex:
    """A FAISS index over unit vectors with checked input: cosine similarity in, positions out.

    Args:
        vectors: shape (n, d); each row is scaled to length 1.
        kind: ``flat`` (exact), ``ivf`` (clusters), ``hnsw`` (graph) or ``pq`` (compressed).
        **options: ``nlist`` and ``nprobe`` (ivf), ``m`` and ``ef_search`` (hnsw), ``m`` and ``bits`` (pq).

    Raises:
        ArgumentError: NaN, a zero vector, no rows, an unknown kind or option.

    >>> index = VectorIndex([[1, 0], [0, 1]])
    >>> positions, scores = index.search([[0.6, 0.8]], k=1)
    >>> positions.tolist(), scores.round(2).astype(float).round(2).tolist()
    ([[1]], [[0.8]])
    """

    def __init__(self, vectors: ArrayLike, kind: Kind = "flat", **options: int) -> None:
        rows = validate.vectors("VectorIndex", "vectors", vectors, unit=True)
        if not len(rows):
            raise ArgumentError("VectorIndex: vectors has no rows; pass at least one")
        self.kind, self.dim = kind, rows.shape[1]
        self._index = _build(rows, kind, dict(options))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, queries: ArrayLike, k: int = 10) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the positions and cosines of the k nearest rows of each query, best first.

        Args:
            queries: shape (q, d), or one vector of shape (d,).
            k: how many; more than the index holds gives all it holds.

        Returns:
            Positions and cosines, each of shape (q, min(k, n)). An approximate index that finds fewer
            fills up with position -1 and a cosine of minus infinity: never use -1 to look up a passage.
        """
        wanted = min(validate.count("VectorIndex.search", "k", k), len(self))
        array = np.asarray(queries, dtype=np.float32)
        rows = array[None, :] if array.ndim == 1 else array
        checked = validate.vectors("VectorIndex.search", "queries", rows, dim=self.dim, unit=True)
        scores, positions = self._index.search(checked, wanted)
        return positions, np.where(positions < 0, -np.inf, scores).astype(np.float32)

    def size_bytes(self) -> int:
        """Return the size of the index as FAISS would write it to disk."""
        return int(native.import_faiss().serialize_index(self._index).nbytes)


def _build(rows: NDArray[np.float32], kind: str, options: dict[str, int]) -> Any:
    faiss = native.import_faiss()
    n, dim = rows.shape
    product = faiss.METRIC_INNER_PRODUCT
    if kind == "flat":
        index = faiss.IndexFlatIP(dim)
    elif kind == "ivf":
        nlist = options.pop("nlist", max(1, round(n**0.5)))
        index = faiss.IndexIVFFlat(faiss.IndexFlatIP(dim), dim, nlist, product)
        index.nprobe = options.pop("nprobe", 1)
    elif kind == "hnsw":
        index = faiss.IndexHNSWFlat(dim, options.pop("m", 32), product)
        index.hnsw.efSearch = options.pop("ef_search", 64)
    elif kind == "pq":
        index = faiss.IndexPQ(dim, options.pop("m", 48), options.pop("bits", 8), product)
    else:
        raise ArgumentError(f"VectorIndex: kind={kind!r}; use 'flat', 'ivf', 'hnsw' or 'pq'")
    if options:
        raise ArgumentError(f"VectorIndex: {kind} has no option {sorted(options)[0]!r}; see help(VectorIndex)")
    if not index.is_trained:
        # FAISS prints a warning when it has few rows a centroid; the lesson talks about it instead.
        for part in (index, getattr(index, "pq", None)):
            if part is not None and hasattr(part, "cp"):
                part.cp.min_points_per_centroid = 1
        index.train(rows)
    index.add(rows)
    return index
