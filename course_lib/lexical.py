"""Ranking by shared words: TF-IDF and BM25, from scratch and as the libraries do it.

Built in: Lesson 03
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib import validate
from course_lib.errors import ArgumentError
from course_lib.vectors import words

TAUGHT = ("document_frequency", "tfidf_vector", "bm25_idf", "bm25_score")


def document_frequency(passages: Sequence[Sequence[str]]) -> Counter[str]:
    """Count in how many tokenised passages each word occurs.

    A word said twice in one passage still counts once: forget ``set`` and you count mentions (3 here).

    >>> document_frequency([["hose", "leaks"], ["hose", "hose"]])["hose"]
    2
    """
    return Counter(word for passage in passages for word in set(passage))


def tfidf_vector(tokens: Sequence[str], df: Mapping[str, int], n: int) -> dict[str, float]:
    """Weigh each word by its count times ``ln((1 + n) / (1 + df)) + 1``, and scale to length 1.

    This is the smoothed form of scikit-learn's ``TfidfVectorizer``. Words outside ``df`` are dropped.

    Args:
        tokens: the words of one text.
        df: in how many passages each word occurs, from :func:`document_frequency`.
        n: number of passages.

    Returns:
        Weight by word. The dot product of two such vectors is their cosine.

    >>> tfidf_vector(["hose"], {"hose": 2}, n=3)
    {'hose': 1.0}
    """
    counts = Counter(token for token in tokens if token in df)
    weights = {w: c * (math.log((1 + n) / (1 + df[w])) + 1) for w, c in counts.items()}
    length = math.sqrt(sum(x * x for x in weights.values()))
    return {word: x / length for word, x in weights.items()} if length else {}


def bm25_idf(df: int, n: int) -> float:
    """Return ``ln(1 + (n - df + 0.5) / (df + 0.5))``: how much a word found in df of n passages tells.

    Without the ``1 +`` a word in more than half of the passages *lowers* the score (-0.5108 here), and a
    passage that shares no word with the query can come first.

    >>> round(bm25_idf(df=2, n=3), 4)
    0.47
    """
    return math.log(1 + (n - df + 0.5) / (df + 0.5))


def bm25_score(
    query: Sequence[str],
    passage: Sequence[str],
    df: Mapping[str, int],
    n: int,
    mean_length: float,
    k1: float = 1.5,
    b: float = 0.75,
) -> float:
    """Score one tokenised passage: rare query words count more, repeated ones less and less.

    Args:
        query: the words asked for; a word asked twice counts twice.
        passage: the words of the passage.
        df: in how many passages each word occurs.
        n: number of passages.
        mean_length: of the passages, in words.
        k1: how slowly repetitions saturate; at 0 only presence counts.
        b: how much a long passage is held back, from 0 (not at all) to 1 (in full).

    Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), in
    Lucene's form, which leaves out the constant factor ``k1 + 1`` (no ranking depends on it).

    >>> round(bm25_score(["hose"], ["hose", "leaks"], {"hose": 2}, n=3, mean_length=2.0), 4)
    0.188
    """
    counts = Counter(passage)
    damping = k1 * (1 - b + b * len(passage) / mean_length)
    score = 0.0
    for word in query:
        if word in df:
            score += bm25_idf(df[word], n) * counts[word] / (counts[word] + damping)
    return score


# Words that carry no content of an answer: grammar, and talk about answering. Number words and the like are content,
# which scikit-learn's ENGLISH_STOP_WORDS would drop ("three", "fire", "bill", "system").
FILLER = frozenset((
    "a", "an", "the", "this", "that", "these", "those", "it", "its", "he", "she", "they", "them", "their",
    "his", "her", "we", "our", "us", "you", "your", "i", "my", "me",
    "is", "are", "was", "were", "be", "been", "being", "am", "do", "does", "did", "done", "has", "have", "had",
    "having", "can", "could", "might", "must", "shall", "should", "will", "would",
    "of", "to", "in", "on", "at", "by", "for", "from", "with", "as", "into", "about", "than", "then", "so",
    "but", "and", "or", "if", "because", "also", "there", "here",
    "which", "who", "whom", "whose", "what", "when", "where", "why", "how", "all", "any", "some", "such", "s",
    "t", "ll", "re", "ve", "d", "m",
    "answer", "answers", "question", "text", "texts", "passage", "passages", "document", "page", "context",
    "information",
    "according", "based", "states", "stated", "says", "said", "mentions", "mentioned", "provided", "provides",
    "given", "gives", "following", "refers",
))  # fmt: skip


def own_words(answer: str, question: str = "") -> set[str]:
    """Return the words by which an answer tells something of its own: numbers and codes; without any, content words.

    Words of the question, filler, and the numbers of a list or of a source such as [1] do not count. A number decides
    alone: "5.3 bar" says nothing that "3.5 bar" says.

    >>> own_words("The answer is: three litres.") == {"three", "litres"}, own_words("The term is 24 months.")
    (True, {'24'})
    """
    own = set(words(_MARK.sub(" ", answer))) - set(words(question)) - FILLER
    return {word for word in own if any(sign.isdigit() for sign in word)} or own


_MARK = re.compile(r"\[\d+\]|(?m:^\s*\d+[.)]\s)")


class BM25Index:
    """BM25 over many passages through the ``bm25s`` library, equal to :func:`bm25_score`.

    Args:
        texts: one or more, each with a word in it.
        k1: see :func:`bm25_score`; not negative.
        b: see :func:`bm25_score`; from 0 to 1.

    Raises:
        ArgumentError: no texts, a text without words, ``k1`` or ``b`` out of range.

    >>> index = BM25Index(["the hose leaks", "the door squeaks"])
    >>> index.search("leaking hose", k=1)[0].tolist()
    [0]
    """

    def __init__(self, texts: Sequence[str], *, k1: float = 1.5, b: float = 0.75) -> None:
        _require_texts("BM25Index", texts)
        if not k1 >= 0:
            raise ArgumentError(f"BM25Index: k1={k1}; k1 must be at least 0, usually 1.2 to 2")
        if not 0 <= b <= 1:
            raise ArgumentError(f"BM25Index: b={b}; b must lie between 0 and 1, usually 0.75")
        import bm25s

        tokens = [words(text) for text in texts]
        self._vocabulary = {word: i for i, word in enumerate(sorted({w for t in tokens for w in t}))}
        self._size = len(texts)
        self._index: Any = bm25s.BM25(method="lucene", k1=k1, b=b)
        ids = [[self._vocabulary[word] for word in passage] for passage in tokens]
        self._index.index((ids, self._vocabulary), show_progress=False, leave_progress=False)

    def scores(self, query: str) -> NDArray[np.float32]:
        """Return the score of every passage for a query: shape (passages,); 0 where no word is shared."""
        tokens = words(validate.text("BM25Index.search", "query", query))
        ids = [self._vocabulary[word] for word in tokens if word in self._vocabulary]
        if not ids:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._index.get_scores_from_ids(ids), dtype=np.float32)

    def search(self, query: str, k: int = 10) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Return positions and scores of the k best passages, best first; k is capped at their number."""
        return _best("BM25Index.search", self.scores(query), k)


class TfidfIndex:
    """TF-IDF and cosine over many passages through scikit-learn, equal to :func:`tfidf_vector`.

    >>> TfidfIndex(["the hose leaks", "the door squeaks"]).search("leaking hose", k=1)[0].tolist()
    [0]
    """

    def __init__(self, texts: Sequence[str]) -> None:
        _require_texts("TfidfIndex", texts)
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._vectorizer = TfidfVectorizer(analyzer=words)
        self._matrix: Any = self._vectorizer.fit_transform(texts)

    def scores(self, query: str) -> NDArray[np.float32]:
        """Return the cosine of every passage with a query: shape (passages,); 0 where no word is shared."""
        vector = self._vectorizer.transform([validate.text("TfidfIndex.search", "query", query)])
        return np.asarray((self._matrix @ vector.T).todense(), dtype=np.float32).ravel()

    def search(self, query: str, k: int = 10) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Return positions and cosines of the k best passages, best first; k is capped at their number."""
        return _best("TfidfIndex.search", self.scores(query), k)


def _require_texts(where: str, texts: Sequence[str]) -> None:
    if isinstance(texts, str) or not len(texts):
        raise ArgumentError(f"{where}: texts must be a list of at least one text")
    for i, text in enumerate(texts):
        if not isinstance(text, str):
            raise ArgumentError(f"{where}: texts[{i}] is a {type(text).__name__}; pass texts (str)")
        if not words(text):
            raise ArgumentError(f"{where}: texts[{i}] has no word in it; leave it out")


def _best(where: str, scores: NDArray[np.float32], k: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Return the k best; equal scores, common with words, keep the order of the passages."""
    wanted = min(validate.count(where, "k", k), len(scores))
    positions = np.argsort(-scores, kind="stable")[:wanted]
    return positions, scores[positions]
