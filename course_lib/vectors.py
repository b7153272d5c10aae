"""Texts as vectors, and four ways to say how close two of them are.

The functions on two vectors are plain Python, to be read; the functions on matrices are NumPy, to be used.

Built in: Lesson 01
"""

import math
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

TAUGHT = (
    "words",
    "count_vectors",
    "dot",
    "norm",
    "cosine",
    "euclidean",
    "normalize_rows",
    "cosine_matrix",
    "random_directions",
)


def words(text: str) -> list[str]:
    """Split a text into lower-case words; a code such as DW-651 and a number such as 3.5 stay whole.

    Take only runs of letters and digits, and 3.5 becomes 3 and 5: the same two words as 5.3.

    >>> words("The DW-651 hums at 53.5 dB.")
    ['the', 'dw-651', 'hums', 'at', '53.5', 'db']
    """
    return re.findall(r"\w+(?:-\w+|(?<=\d)[.,:]\d+)*", text.lower())


def count_vectors(texts: Sequence[str]) -> tuple[NDArray[np.float64], list[str]]:
    """Turn texts into rows of word counts over one shared vocabulary.

    The classic mistake is to count a question and the passages in two calls: column 7 is then another
    word in each. At scale: ``sklearn.feature_extraction.text.CountVectorizer(analyzer=words)``.

    Returns:
        Counts of shape (texts, vocabulary), and the vocabulary in alphabetical order.

    Raises:
        ValueError: one text instead of a list, or an empty list.

    >>> count_vectors(["red fox", "red red hen"])
    (array([[1., 0., 1.],
           [0., 1., 2.]]), ['fox', 'hen', 'red'])
    """
    if isinstance(texts, str) or len(texts) == 0:
        raise ValueError("count_vectors: texts must be a list of at least one text")
    tokens = [words(text) for text in texts]
    found: set[str] = set()
    for text_words in tokens:
        found.update(text_words)
    vocabulary = sorted(found)
    column = {word: place for place, word in enumerate(vocabulary)}
    counts = np.zeros((len(texts), len(vocabulary)))
    for row, text_words in enumerate(tokens):
        for word in text_words:
            counts[row, column[word]] += 1
    return counts, vocabulary


def dot(a: Sequence[float], b: Sequence[float]) -> float:
    """Multiply two vectors place by place and add up.

    Raises:
        ValueError: the vectors have different numbers of places.

    >>> dot([3, 4], [4, 3])
    24.0
    """
    if len(a) != len(b):
        raise ValueError(f"dot: a has {len(a)} numbers, b has {len(b)}; count both over one vocabulary")
    return float(sum(x * y for x, y in zip(a, b, strict=True)))


def norm(a: Sequence[float]) -> float:
    """Return the norm of a vector: how far it is from the origin.

    >>> norm([3, 4])
    5.0
    """
    return math.sqrt(dot(a, a))


def cosine(a: Sequence[float], b: Sequence[float]) -> float:
    """Return the cosine of the angle between two vectors; 0 if one of them is all zeros.

    The classic mistake is to divide by the squared norms (0.0384 here) or by one of them only (4.8).
    Rounding may give 1.0000000000000002: clip before ``math.acos``. For zeros scikit-learn gives 0, SciPy NaN.

    >>> cosine([3, 4], [4, 3])
    0.96
    """
    norms = norm(a) * norm(b)
    return dot(a, b) / norms if norms else 0.0


def euclidean(a: Sequence[float], b: Sequence[float]) -> float:
    """Return the straight-line distance between two points.

    Between unit vectors its square is ``2 - 2 * cosine``: both then rank neighbours alike.

    Raises:
        ValueError: the vectors have different numbers of places.

    >>> round(euclidean([0.6, 0.8], [0.8, 0.6]), 4)
    0.2828
    """
    if len(a) != len(b):
        raise ValueError(f"euclidean: a has {len(a)} numbers, b has {len(b)}; count both over one vocabulary")
    return norm([x - y for x, y in zip(a, b, strict=True)])


def normalize_rows(matrix: NDArray[np.floating]) -> NDArray[np.floating]:
    """Scale each row of shape (n, d) to norm 1; a row of zeros stays zero.

    The classic mistake is the norm of the whole matrix: leave out ``axis=1`` and self-similarity is not 1.

    >>> normalize_rows(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
    [[0.6, 0.8], [0.0, 0.0]]
    """
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    return matrix / np.where(norms == 0, 1, norms)


def cosine_matrix(a: NDArray[np.floating], b: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return the cosine of every row of ``a`` (n, d) with every row of ``b`` (m, d): shape (n, m).

    At scale: ``sklearn.metrics.pairwise.cosine_similarity``, which also takes sparse matrices.

    >>> cosine_matrix(np.array([[3.0, 4.0]]), np.array([[4.0, 3.0], [6.0, 8.0]])).round(2).tolist()
    [[0.96, 1.0]]
    """
    return normalize_rows(a) @ normalize_rows(b).T


def random_directions(n: int, d: int, rng: np.random.Generator) -> NDArray[np.floating]:
    """Return n unit rows, each pointing in a direction drawn evenly from all directions of d dimensions.

    The cosine of two of them has mean 0 and standard deviation ``1 / sqrt(d)``, exactly. The classic mistake
    is ``rng.random``: numbers from 0 to 1 all point into one corner, at cosines near 0.75.
    Source: Muller, "A note on a method for generating points uniformly on n-dimensional spheres" (1959).

    >>> a, b = (random_directions(5000, 16, np.random.default_rng(seed)) for seed in (0, 1))
    >>> round(float((a * b).sum(axis=1).std()), 2)
    0.25
    """
    return normalize_rows(rng.standard_normal((n, d)))
