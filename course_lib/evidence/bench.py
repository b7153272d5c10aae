"""One bench for every experiment with answers: the same index, instruction and model in each arm.

Arms differ in what the model reads, and in nothing else:

===============  ==================================================================================
``closed-book``  no passage
``RAG``          the nearest passages the asker may see
``fused``        the best of BM25 and the nearest vectors, joined by rank
``oracle``       the passages that hold the answer; only for questions that have one
``wrong``        random passages of other documents
===============  ==================================================================================
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from course_lib import data, models, passages, rag
from course_lib.embed import Embedder
from course_lib.evidence.gold import GoldFinder
from course_lib.fusion import FusedRetriever
from course_lib.generate import Message
from course_lib.index import Encoder, PassageIndex

Arm = Literal["closed-book", "RAG", "fused", "oracle", "wrong"]
Order = Literal["best first", "best last"]
SIZE = passages.WORDS  # words of a passage, chosen on dev questions


@dataclass(frozen=True)
class Reader:
    """How the model is asked: the same in every arm, with the same leave to refuse.

    Attributes:
        with_passages: the instruction above passages.
        without: the instruction where there are none.
        k: passages a prompt in the arms that search.
        order: which of several passages stands next to the question.
        max_new_tokens: an answer is cut there.
    """

    with_passages: str = rag.WITH_PASSAGES
    without: str = rag.WITHOUT_PASSAGES
    k: int = 1
    order: Order = "best first"
    max_new_tokens: int = rag.MAX_NEW_TOKENS

    def prompt(self, question: str, evidence: Sequence[data.Passage]) -> list[Message]:
        """Return what the model reads."""
        ordered = evidence if self.order == "best first" else evidence[::-1]
        return rag.integrate(question, ordered, self.with_passages if evidence else self.without)


class Bench:
    """Documents, passages, index, retrievers and model, each made when first used.

    Args:
        reader: how the model is asked.
        documents: the corpus by default.
        passage_list: what is indexed; by default the documents, cut along their structure to ``SIZE`` words.
        index: one that holds the passages already, with its encoder.
        encoder: one that is loaded already.
        lm: one that is loaded already.
        dtype: of the language model that is loaded else.
    """

    def __init__(
        self,
        reader: Reader | None = None,
        *,
        documents: Sequence[data.Document] | None = None,
        passage_list: Sequence[data.Passage] | None = None,
        index: PassageIndex | None = None,
        encoder: Encoder | None = None,
        lm: models.LanguageModel | None = None,
        dtype: str | None = None,
    ) -> None:
        self.reader = reader or Reader()
        self._documents, self._passages, self._dtype = documents, passage_list, dtype
        self._parent: Bench | None = None
        if index is not None:
            self.index, self.encoder, self._passages = index, index.encoder, index.passages()
        if encoder is not None:
            self.encoder = encoder
        if lm is not None:
            self.lm = lm

    def over(self, passage_list: Sequence[data.Passage]) -> "Bench":
        """Return a bench over other passages, with the same reader, encoder and model."""
        other = Bench(self.reader, documents=self._documents, passage_list=passage_list)
        other._parent = self
        return other

    @cached_property
    def documents(self) -> list[data.Document]:
        """The documents."""
        return data.load_documents() if self._documents is None else list(self._documents)

    @cached_property
    def passages(self) -> list[data.Passage]:
        """What is indexed; no passages are none, not the corpus."""
        return passages.cut_all(self.documents, size=SIZE) if self._passages is None else list(self._passages)

    @cached_property
    def encoder(self) -> Encoder:
        """The embedder."""
        return self._parent.encoder if self._parent else Embedder()

    @cached_property
    def index(self) -> PassageIndex:
        """The index over all passages; those of the bench that this one came from are not embedded again."""
        index, known = PassageIndex(self.encoder), self._parent.passages if self._parent else []
        shared = len(known) if self.passages[: len(known)] == known else 0
        for part in (self.passages[:shared], self.passages[shared:]):
            if part:
                index.add(part, cache=True)
        return index

    @cached_property
    def lm(self) -> models.LanguageModel:
        """The language model."""
        return self._parent.lm if self._parent else models.load_language_model(self._dtype)

    @cached_property
    def _gold(self) -> GoldFinder:
        return GoldFinder(self.passages)

    def gold(self, question: data.Question) -> list[data.Passage]:
        """Return the indexed passages that hold the answer."""
        return self._gold(question)

    def holds_gold(self, question: data.Question, found: Sequence[data.Passage]) -> float:
        """Return 1 if a passage that holds the answer is among those found."""
        return float(bool({p.id for p in found} & {p.id for p in self.gold(question)}))

    def queries(self, questions: Sequence[data.Question]) -> list[rag.Query]:
        """Return each question as its asker puts it to the index, with brand and day."""
        vectors = self.encoder.encode([q.question for q in questions], cache=True)
        return [rag.Query(q.question, v, q.tenant, q.as_of) for q, v in zip(questions, vectors, strict=True)]

    def nearest(
        self, questions: Sequence[data.Question], k: int, *, without: Sequence[Collection[str]] | None = None
    ) -> list[list[data.Passage]]:
        """Return the k nearest passages that each asker may see.

        Args:
            questions: what is asked.
            k: passages a question.
            without: for each question, ids of documents that are looked upon as not there.
        """
        shut = without or [()] * len(questions)
        sizes = Counter(p.doc_id for p in self.passages) if without else Counter()
        found = []
        for query, gone in zip(self.queries(questions), shut, strict=True):
            hits = rag.retrieve(self.index, query, k + sum(sizes[doc_id] for doc_id in gone))
            found.append([hit.passage for hit in hits if hit.passage.doc_id not in gone][:k])
        return found

    def evidence(self, arm: Arm, questions: Sequence[data.Question], seed: int = 0) -> list[list[data.Passage]]:
        """Return what the model reads for each question in an arm."""
        if arm == "closed-book":
            return [[] for _ in questions]
        if arm == "oracle":
            return [self.gold(q) for q in questions]
        if arm == "wrong":
            return wrong_passages(questions, self.passages, self.reader.k, seed)
        if arm == "fused":
            fused = FusedRetriever(self.index, self.reader.k)
            return [[hit.passage for hit in fused(query)] for query in self.queries(questions)]
        return self.nearest(questions, self.reader.k)


def wrong_passages(
    questions: Sequence[data.Question], passage_list: Sequence[data.Passage], k: int, seed: int
) -> list[list[data.Passage]]:
    """Return k random passages for each question, none of a document that the question is about."""
    rng = np.random.default_rng(seed)
    chosen = []
    for q in questions:
        shut = {q.near, *(gold.split("#")[0] for gold in q.gold)}
        order = rng.permutation(len(passage_list))
        chosen.append([passage_list[i] for i in order if passage_list[i].doc_id not in shut][:k])
    return chosen
