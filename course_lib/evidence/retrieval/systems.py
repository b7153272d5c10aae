"""Which system finds the gold passage: TF-IDF, BM25, dense or fused?

Every answerable question is put to every system over all current and superseded passages of the corpus, as the
questions' authors cut it. A question's tenant or date is *not* used as a filter: that is Lesson 05's subject.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from course_lib import data, lexical, metrics
from course_lib.evidence.finding import Contrast, Finding, Row, Table
from course_lib.evidence.trial import Trial
from course_lib.fusion import reciprocal_rank_fusion
from course_lib.index import Encoder
from course_lib.search import VectorIndex
from course_lib.stats import Estimate, estimate
from course_lib.vectors import words

SYSTEMS = ("TF-IDF", "BM25", "dense", "fused")
MEASURES = ("recall@1", "recall@5", "recall@10", "MRR", "nDCG@10")
OVERLAP_BANDS = ((0.0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1.01))
LOW_OVERLAP, HIGH_OVERLAP = "overlap below 0.5", "overlap from 0.5"
DEPTH = 50  # passages a system ranks; MRR counts a gold passage further down as 0


@dataclass(frozen=True)
class Record:
    """How one system did on one question.

    Attributes:
        overlap: share of the question's content words that stand in its best-matching gold passage.
        cluster: the document that questions share, the unit of resampling.
        scores: one number a measure of ``MEASURES``.
    """

    question_id: str
    kind: str
    system: str
    overlap: float
    cluster: str
    scores: dict[str, float]


def measure(trial: Trial) -> Finding:
    """Compare the four systems; the contrast is dense minus BM25 in recall@5."""
    rows = records(trial)
    low, high = [r for r in rows if r.overlap < 0.5], [r for r in rows if r.overlap >= 0.5]
    parts = {LOW_OVERLAP: low, HIGH_OVERLAP: high}
    clusters, differences = gains(rows)
    wordy = [r.overlap >= 0.5 for r in rows if r.system == "dense"]
    between = Contrast.between(differences, wordy, clusters, seed=trial.seed, bounds=(-1, 1)) if low and high else None
    return trial.finding(
        dense_minus_bm25(rows, trial.seed),
        table("all questions", rows, lambda r: "all"),
        table("by kind of question", rows, lambda r: r.kind),
        table("by word overlap", sorted(rows, key=lambda r: r.overlap), lambda r: overlap_band(r.overlap)),
        by_moderator={name: dense_minus_bm25(part, trial.seed) for name, part in parts.items() if part},
        interaction=between,
        made_with=(trial.bench.encoder,),
    )


def records(trial: Trial) -> list[Record]:
    """Return one record a question and system."""
    questions, passages = trial.pick([q for q in trial.questions if q.gold]), data.load_passages()
    searchable = {p.id: p.searchable for p in passages}
    rankers = systems(passages, [q.question for q in questions], trial.bench.encoder)
    found = []
    for i, question in enumerate(questions):
        overlap = max(word_overlap(question.question, searchable[gold]) for gold in question.gold)
        for system in SYSTEMS:
            ranking = rankers[system](i)
            scores = metrics.score_ranking(ranking, question.gold)
            trial.note(f"{system}/{question.id}", scores, texts=[searchable[p] for p in ranking[:10]])
            found.append(Record(question.id, question.kind, system, overlap, question.near, scores))
    return found


def systems(
    passages: Sequence[data.Passage], questions: Sequence[str], encoder: Encoder
) -> dict[str, Callable[[int], list[str]]]:
    """Return for each system a function from a question's position to its ranking of passage ids."""
    texts = [p.searchable for p in passages]
    ids = [p.id for p in passages]
    bm25, tfidf = lexical.BM25Index(texts), lexical.TfidfIndex(texts)
    index = VectorIndex(encoder.encode(texts, cache=True))
    nearest, _ = index.search(encoder.encode(questions, cache=True), DEPTH)

    def lexical_ranking(searcher: lexical.BM25Index | lexical.TfidfIndex) -> Callable[[int], list[str]]:
        return lambda i: [ids[p] for p in searcher.search(questions[i], DEPTH)[0]]

    def dense(i: int) -> list[str]:
        return [ids[p] for p in nearest[i]]

    by_bm25 = lexical_ranking(bm25)
    return {
        "TF-IDF": lexical_ranking(tfidf),
        "BM25": by_bm25,
        "dense": dense,
        "fused": lambda i: reciprocal_rank_fusion([by_bm25(i), dense(i)])[:DEPTH],
    }


def content_words(text: str) -> set[str]:
    """Return a text's words without scikit-learn's English stop words."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return set(words(text)).difference(ENGLISH_STOP_WORDS)


def word_overlap(question: str, passage: str) -> float:
    """Return the share of the question's content words that the passage holds, 0 if it has none.

    >>> word_overlap("How loud is the DW-651?", "The DW-651 hums at 53 dB.")
    0.5
    """
    asked = content_words(question)
    return len(asked & content_words(passage)) / len(asked) if asked else 0.0


def overlap_band(overlap: float) -> str:
    """Return the name of the band of word overlap.

    >>> overlap_band(0.3)
    'overlap 0.25 to 0.50'
    """
    for low, high in OVERLAP_BANDS:
        if low <= overlap < high:
            return f"overlap {low:.2f} to {min(high, 1):.2f}"
    raise ValueError(f"overlap {overlap} is not a share")


def summarize(rows: Sequence[Record], measure: str, seed: int = 0) -> Estimate:
    """Return the mean of a measure with its 95 % interval, documents resampled."""
    return estimate([r.scores[measure] for r in rows], clusters=[r.cluster for r in rows], seed=seed)


def table(title: str, rows: Sequence[Record], group: Callable[[Record], str]) -> Table:
    """Return one row a group and system with every measure."""
    lines: list[Row] = []
    for name in dict.fromkeys(group(r) for r in rows):
        for system in SYSTEMS:
            part = [r for r in rows if group(r) == name and r.system == system]
            shares: Row = {m: summarize(part, m) for m in MEASURES}
            lines.append({"group": name, "system": system, "n": len(part), **shares})
    return Table(title, lines)


def dense_minus_bm25(rows: Sequence[Record], seed: int) -> Contrast:
    """Return the paired difference in recall@5, dense minus BM25, over the questions of ``rows``."""
    clusters, differences = gains(rows)
    return Contrast.of(differences, clusters, seed=seed, bounds=(-1, 1))


def gains(rows: Sequence[Record]) -> tuple[list[str], list[float]]:
    """Return the document of each question, and dense minus BM25 in recall@5."""
    bm25 = {r.question_id: r.scores["recall@5"] for r in rows if r.system == "BM25"}
    dense = [r for r in rows if r.system == "dense"]
    return [r.cluster for r in dense], [r.scores["recall@5"] - bm25[r.question_id] for r in dense]
