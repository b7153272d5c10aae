"""Nearest neighbours: exact search by hand, as one matrix product, and what FAISS does at scale.

Built in: Lesson 02
"""

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib import native, validate
from course_lib.errors import ArgumentError

TAUGHT = ("top_k", "exact_search", "overlap_at_k")
Kind = Literal["flat", "ivf", "hnsw", "pq"]
BLOCK = 8192  # rows that are checked and scaled at a time, so that no second copy of all rows is made
POINTS = 64  # rows a centroid to train on; FAISS takes up to 256, for about the same overlap


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

    The table of scores has queries times passages numbers. At scale: ``VectorIndex(passages).search``, which
    keeps the k best while it reads.

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
        progress: show a bar while the rows are added (a graph of 200,000 takes minutes).
        **options: ``nlist`` and ``nprobe`` (ivf), ``m`` and ``ef_search`` (hnsw), ``m`` and ``bits`` (pq).

    Raises:
        ArgumentError: NaN, a zero vector, no rows, an unknown kind or option, or one that does not fit the rows.

    >>> index = VectorIndex([[1, 0], [0, 1]])
    >>> positions, scores = index.search([[0.6, 0.8]], k=1)
    >>> positions.tolist(), scores.round(2).astype(float).round(2).tolist()
    ([[1]], [[0.8]])
    """

    def __init__(self, vectors: ArrayLike, kind: Kind = "flat", *, progress: bool = False, **options: int) -> None:
        from tqdm.auto import tqdm

        rows = np.asarray(vectors, dtype=np.float32)
        if rows.ndim == 2 and not len(rows):
            raise ArgumentError("VectorIndex: vectors has no rows; pass at least one")
        if rows.ndim != 2:
            validate.vectors("VectorIndex", "vectors", rows)
        self.kind, self.dim = kind, rows.shape[1]
        self._index = _empty(kind, len(rows), self.dim, dict(options))
        if not self._index.is_trained:
            _train(self._index, kind, rows)
        with tqdm(total=len(rows), desc=f"building {kind}", unit="row", disable=not progress, leave=False) as bar:
            for block in _unit_blocks(rows):
                self._index.add(block)
                bar.update(len(block))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def effort(self) -> int:
        """How much an approximate index looks at: ``nprobe`` of ivf, ``ef_search`` of hnsw. It can be set anew.

        >>> index = VectorIndex([[1, 0], [0, 1], [1, 1]], "ivf", nlist=3)
        >>> index.effort = 3
        >>> index.search([1, 2], k=3)[0].tolist()
        [[2, 1, 0]]
        """
        owner, name = self._knob()
        return int(getattr(owner, name))

    @effort.setter
    def effort(self, value: int) -> None:
        owner, name = self._knob()
        setattr(owner, name, validate.count("VectorIndex", "effort", value))

    def _knob(self) -> tuple[Any, str]:
        if self.kind == "ivf":
            return self._index, "nprobe"
        if self.kind == "hnsw":
            return self._index.hnsw, "efSearch"
        raise ArgumentError(
            f"VectorIndex: {self.kind} has no effort to set; only ivf (nprobe) and hnsw (ef_search) have"
        )

    def search(self, queries: ArrayLike, k: int = 10) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the positions and cosines of the k nearest rows of each query, best first.

        Args:
            queries: shape (q, d), or one vector of shape (d,).
            k: how many; more than the index holds gives all it holds.

        Returns:
            Positions and cosines, each of shape (q, min(k, n)); the cosines of pq are estimates. An approximate
            index that finds fewer fills up with position -1 and a cosine of minus infinity: never use -1 to
            look up a passage.
        """
        wanted = min(validate.count("VectorIndex.search", "k", k), len(self))
        array = np.asarray(queries, dtype=np.float32)
        rows = array[None, :] if array.ndim == 1 else array
        checked = validate.vectors("VectorIndex.search", "queries", rows, dim=self.dim, unit=True)
        scores, positions = self._index.search(checked, wanted)
        return positions, np.where(positions < 0, -np.inf, scores).astype(np.float32)

    def size_bytes(self) -> int:
        """Return the size of the index as FAISS would write it to disk."""
        faiss = native.import_faiss()
        sizes: list[int] = []
        faiss.write_index(self._index, faiss.PyCallbackIOWriter(lambda part: sizes.append(len(part))))
        return sum(sizes)


def _unit_blocks(rows: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
    """Yield the rows in blocks, checked and scaled to length 1."""
    for start in range(0, len(rows), BLOCK):
        try:
            yield validate.vectors("VectorIndex", "vectors", rows[start : start + BLOCK], unit=True)
        except ArgumentError:
            validate.vectors("VectorIndex", "vectors", rows, unit=True)  # the same, with the row's number in the whole
            raise


def _train(index: Any, kind: str, rows: NDArray[np.float32]) -> None:
    """Find the centroids from all rows, or from a fixed random sample of them in their order."""
    faiss = native.import_faiss()
    size = POINTS * int(index.nlist if kind == "ivf" else index.pq.ksub)
    if len(rows) > size:
        rows = rows[np.sort(np.random.default_rng(0).choice(len(rows), size, replace=False))]
    threads = faiss.omp_get_max_threads()
    if kind == "pq":  # its many small k-means lose more to threads that wait for each other than they gain
        faiss.omp_set_num_threads(1)
    try:
        index.train(np.concatenate(list(_unit_blocks(rows))))
    finally:
        faiss.omp_set_num_threads(threads)


def _empty(kind: str, n: int, dim: int, options: dict[str, int]) -> Any:
    """Return a FAISS index without rows, its options checked against n rows of dim numbers."""
    faiss = native.import_faiss()
    product = faiss.METRIC_INNER_PRODUCT

    def option(name: str, default: int) -> int:
        return validate.count(f"VectorIndex: {kind}", name, options.pop(name, default))

    if kind == "flat":
        index = faiss.IndexFlatIP(dim)
    elif kind == "ivf":
        nlist, nprobe = option("nlist", max(1, round(n**0.5))), option("nprobe", 1)
        if nlist > n:
            raise ArgumentError(
                f"VectorIndex: ivf with nlist={nlist} needs at least {nlist} rows, not {n}; lower nlist"
            )
        index = faiss.IndexIVFFlat(faiss.IndexFlatIP(dim), dim, nlist, product)
        index.nprobe = nprobe
        index.cp.min_points_per_centroid = 1  # FAISS would print a warning; lesson 02 talks about it instead
    elif kind == "hnsw":
        index = faiss.IndexHNSWFlat(dim, option("m", 32), product)
        index.hnsw.efSearch = option("ef_search", 64)
    elif kind == "pq":
        m, bits = option("m", 48), option("bits", 8)
        if dim % m or bits > 8 or n < 2**bits:
            raise ArgumentError(
                f"VectorIndex: pq with m={m}, bits={bits} does not fit {n} rows of {dim} dimensions; "
                "m must divide the dimensions, bits be at most 8, and the rows at least 2**bits"
            )
        index = faiss.IndexPQ(dim, m, bits, product)
        index.pq.cp.min_points_per_centroid = 1
        index.pq.cp.niter = 10  # FAISS takes 25, for about the same overlap
    else:
        raise ArgumentError(f"VectorIndex: kind={kind!r}; use 'flat', 'ivf', 'hnsw' or 'pq'")
    if options:
        raise ArgumentError(f"VectorIndex: {kind} has no option {min(options)!r}; see help(VectorIndex)")
    return index
