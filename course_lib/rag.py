"""Retrieval-augmented generation in four visible stages: query, retrieval, integration, response.

Built in: Lesson 06
"""

import datetime as dt
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from course_lib import data, models, validate
from course_lib.errors import ArgumentError
from course_lib.generate import Generation, Message, count_tokens, generate
from course_lib.index import Encoder, Hit, PassageIndex
from course_lib.lexical import own_words
from course_lib.vectors import words

TAUGHT = ("integrate", "cite")
ABSTENTION = "I don't know"
WITH_PASSAGES = f'Read this text and answer the question. If the text does not answer it, say "{ABSTENTION}".'
WITHOUT_PASSAGES = f'Answer the question. If you do not know the answer, say "{ABSTENTION}".'
MAX_NEW_TOKENS = 24
CONTEXT_TOKENS = 1500  # for passages; the model was trained on 2,048 in all
Retriever = Callable[["Query"], list[Hit]]


@dataclass(frozen=True)
class Query:
    """A question on its way to the index.

    Attributes:
        text: as asked.
        vector: its embedding, shape (d,).
        tenant: the asker's brand; None for no filter.
        on: the day asked about; None for no filter.
    """

    text: str
    vector: NDArray[np.float32]
    tenant: str | None = None
    on: dt.date | None = None


@dataclass(frozen=True)
class Trace:
    """Everything that happened to one question, in the order in which it happened.

    Attributes:
        hits: what was retrieved, best first.
        messages: what the model read; empty if it was not asked at all.
        answer: what came back.
        citations: ids of the passages that hold the answer's own words, best first; empty for an abstention.
        seconds: by stage: embed, search, integrate, prefill, decode, cite; other (between the stages); and total.
    """

    question: str
    tenant: str | None
    on: dt.date | None
    hits: tuple[Hit, ...]
    messages: tuple[Message, ...]
    answer: str
    citations: tuple[str, ...]
    prompt_tokens: int = 0
    new_tokens: int = 0
    seconds: dict[str, float] = field(default_factory=dict)


# ---------------------------------------------------------------- the four stages


def prepare(encoder: Encoder, question: str, tenant: str | None = None, on: dt.date | None = None) -> Query:
    """Stage 1, query: check the question and embed it."""
    text = validate.text("rag.prepare", "question", question)
    return Query(text, encoder.encode([text])[0], tenant, on)


def retrieve(index: PassageIndex, query: Query, k: int) -> list[Hit]:
    """Stage 2, retrieval: the k passages nearest to the query among those its asker may see."""
    return index.search_vector(query.vector, k, tenant=query.tenant, on=query.on)


def integrate(question: str, passages: Sequence[data.Passage], instruction: str = WITH_PASSAGES) -> list[Message]:
    """Stage 3, integration: join the evidence to the question *before* the model reads anything.

    The question comes last: cut a prompt that is too long on the right, and the question is gone.

    >>> integrate("Who made it?", [], "Answer.")
    [{'role': 'user', 'content': 'Answer.\\n\\nQuestion: Who made it?'}]
    """
    evidence = [f"[{number}] {passage.searchable}" for number, passage in enumerate(passages, start=1)]
    return [{"role": "user", "content": "\n\n".join([instruction, *evidence, f"Question: {question}"])}]


def respond(lm: models.LanguageModel, messages: Sequence[Message]) -> Generation:
    """Stage 4, response: let the model read and write."""
    return generate(lm, [messages], max_new_tokens=MAX_NEW_TOKENS)[0]


# ---------------------------------------------------------------- around them


def abstains(answer: str) -> bool:
    """Tell whether an answer says that it does not know, and states nothing beside it.

    Lesson 07 measures how often this errs. An answer that gives a value and then says what the text does *not* tell
    has answered.

    A value is seen here by its digits or by "the answer is"; a right name without either is seen by who looks for it
    in :func:`stated`.

    >>> abstains("I don't know."), abstains("It is 24 months."), abstains("It is 24 months. I'm not sure why.")
    (True, False, False)
    """
    refuses = _REFUSES.search(answer.replace("’", "'").lower()) is not None
    return refuses and not _STATES.search(stated(answer).lower())


def stated(answer: str) -> str:
    """Return the clauses of an answer that do not refuse.

    >>> stated("Noor Kavanagh, but the text does not say when.")
    'Noor Kavanagh'
    """
    plain = answer.replace("’", "'")
    if not _REFUSES.search(plain.lower()):
        return answer
    parts = _CLAUSE.split(_NUMBERING.sub("", plain))
    return ". ".join(part for part in parts if not _REFUSES.search(part.lower()))


def deflects(answer: str) -> bool:
    """Tell whether an answer speaks of the machine instead of the matter: as a chatbot it cannot help.

    That is neither knowledge nor the leave to refuse that the prompt gives, so it is an outcome of its own.

    >>> deflects("As an AI assistant, I'm unable to help with that."), deflects("I don't know.")
    (True, False)
    """
    return bool(_DEFLECTS.search(answer.replace("’", "'").lower()))


_REFUSES = re.compile(
    r"\b(?:do(?:n't| not) know|unknown|unable to (?:answer|tell|say|find|determine)"
    r"|not (?:sure|stated|specified|mentioned|provided|given|known|answered)"
    r"|(?:answer|information|text|question) is (?:not (?:available|clear|found|included)|unclear)"
    r"|(?:does|do|did)(?:n't| not) (?:say|tell|state|mention|answer|provide|specify|contain|give|include|indicate)"
    r"|can(?:'t|not| not) (?:answer|tell|say|find|determine|provide it)|no (?:information|mention|answer))\b"
)
_CLAUSE = re.compile(r"(?<=[.;!?])\s+|,? (?:but|however|although)\b", re.IGNORECASE)
_NUMBERING = re.compile(r"(?m)^\s*\d+[.)]\s+")
_STATES = re.compile(r"\d|\banswer (?:to .*)?is\b\W*\w")
_MACHINE = r"(?:ai|a\.i\.|chatbot|bot|language model|(?:\w+ )?assistant|computer program|machine)\b"
_DEFLECTS = re.compile(
    rf"\bas an? {_MACHINE}|\bi(?:'m| am) (?:just |only |merely )?an? {_MACHINE}"
    r"|\bi(?:'m| am) (?:unable|not able|not equipped|not programmed|not allowed) to (?!answer|tell|say|find|determine)"
    r"|\bi (?:can(?:'t|not| not)|won't|do(?:n't| not) have the (?:ability|capability) to) "
    r"(?:assist|help|provide|fulfil|access|do|offer|give|support|share)\b"
)


def cite(question: str, answer: str, passages: Sequence[data.Passage]) -> list[str]:
    """Return the ids of the passages that hold the answer's own words, the best first.

    Its own words are its numbers and codes or, without any, the words of content that the question does not hold. A
    passage is cited if it holds at least half of them. That shows where an answer may come from; it does not prove
    that it is right.

    >>> hum, codes = [p for p in data.load_passages() if p.doc_id == "man-dw651"][2:4]
    >>> cite("How loud is it?", "The answer is 53 dB.", [codes, hum]) == [hum.id]
    True
    """
    own = own_words(answer, question)
    shares = {p.id: len(own & set(words(p.searchable))) / max(len(own), 1) for p in passages}
    found = [passage_id for passage_id, share in shares.items() if share >= 0.5]
    return sorted(found, key=lambda passage_id: -shares[passage_id])


def fit(lm: models.LanguageModel, passages: Sequence[data.Passage], tokens: int = CONTEXT_TOKENS) -> list[data.Passage]:
    """Return the first passages that fit into a number of tokens, at least one; the question is never what is cut."""
    kept: list[data.Passage] = []
    used = 0
    for passage in passages:
        used += count_tokens(lm, passage.searchable)
        if kept and used > tokens:
            break
        kept.append(passage)
    return kept


class Pipeline:
    """The four stages in a row, with a trace of each question.

    Args:
        index: where to look.
        lm: who answers.
        k: passages a prompt, 1 if None. The course's small model answers best from one; a larger one takes more.
        retriever: another second stage, which has its own k; by default the k nearest of the index.
        floor: abstain without asking the model if no passage found has a cosine of at least this with the question.

    Raises:
        ArgumentError: k is below 1, or given beside a retriever.
    """

    def __init__(
        self,
        index: PassageIndex,
        lm: models.LanguageModel,
        *,
        k: int | None = None,
        retriever: Retriever | None = None,
        floor: float | None = None,
    ) -> None:
        self.index, self.lm, self.floor = index, lm, floor
        if k is not None and retriever is not None:
            raise ArgumentError(f"Pipeline: k={k} beside a retriever, which has its own; give k to the retriever")
        wanted = validate.count("Pipeline", "k", 1 if k is None else k)
        self.retriever: Retriever = retriever or (lambda query: retrieve(index, query, wanted))

    def ask(self, question: str, *, tenant: str | None = None, on: dt.date | None = None) -> Trace:
        """Answer one question.

        Args:
            question: a question or a few words.
            tenant: the asker's brand; passages of the other brand are never read.
            on: the day asked about.
        """
        clock = _Clock()
        query = prepare(self.index.encoder, question, tenant, on)
        clock.lap("embed")
        hits = self.retriever(query)
        clock.lap("search")
        if not hits or (self.floor is not None and self._best_cosine(query, hits) < self.floor):
            return Trace(question, tenant, on, tuple(hits), (), f"{ABSTENTION}.", (), seconds=clock.total())
        passages = fit(self.lm, [hit.passage for hit in hits])
        messages = integrate(question, passages)
        clock.lap("integrate")
        written = respond(self.lm, messages)
        clock.split(prefill=written.prefill_s, decode=written.decode_s)
        citations = () if abstains(written.text) else tuple(cite(question, written.text, passages))
        clock.lap("cite")
        return Trace(
            question, tenant, on, tuple(hits), tuple(messages), written.text, citations,
            written.prompt_tokens, written.new_tokens, clock.total(),
        )  # fmt: skip

    def _best_cosine(self, query: Query, hits: Sequence[Hit]) -> float:
        """Return the best cosine with the question; a hit's score may be of another kind, or not a number."""
        return float(max(self.index.vectors([hit.passage.id for hit in hits]) @ query.vector))


class _Clock:
    """Seconds between laps, by name."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._seconds: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._seconds[name] = now - self._last
        self._last = now

    def split(self, **parts: float) -> None:
        """Note parts that were measured within the lap; what is left over goes to ``other``."""
        self.lap("other")
        self._seconds["other"] -= sum(parts.values())
        self._seconds |= parts

    def total(self) -> dict[str, float]:
        return {**self._seconds, "total": time.perf_counter() - self._start}
