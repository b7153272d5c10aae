"""The typed records of the course's data. `data/README.md` says how each was made."""

import datetime as dt
from typing import Literal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

Tenant = Literal["quernby", "fennick", "both"]
Split = Literal["train", "dev", "test"]
DocumentKind = Literal[
    "manual", "policy", "release_note", "bulletin", "lab_note", "hr", "faq", "voice_guide", "procedure",
    "report", "minutes", "operations", "supplier",
]  # fmt: skip
QuestionKind = Literal[
    "lookup", "paraphrase", "exact_code", "two_hop", "as_of", "tenant", "unanswerable", "false_premise"
]
QUESTION_KINDS: tuple[QuestionKind, ...] = (
    "lookup", "paraphrase", "exact_code", "two_hop", "as_of", "tenant", "unanswerable", "false_premise",
)  # fmt: skip
Category = Literal["BILLING", "DELIVERY", "REPAIR", "INSTALL", "SAFETY", "APP", "PARTS", "RETURN"]
Priority = Literal["LOW", "NORMAL", "HIGH", "URGENT"]
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, config=_STRICT)
class Document:
    """One Markdown file of the corpus.

    Attributes:
        id: the file's name without ``.md``.
        effective: the day from which it holds.
        superseded_by: the document that replaced it, if any.
        body: the text below the front matter.
    """

    id: str
    title: str
    kind: DocumentKind
    tenant: Tenant
    effective: dt.date
    superseded_by: str | None
    author: str
    body: str


@dataclass(frozen=True, config=_STRICT)
class Passage:
    """A stretch of a document: what is indexed, retrieved and cited.

    Attributes:
        id: ``<document id>#<number from 0>``.
        heading: the heading it stands under, or an empty text.
        start: offset of its first character in the document's body.
        end: offset after its last character.
    """

    id: str
    doc_id: str
    title: str
    heading: str
    text: str
    start: int
    end: int
    tenant: Tenant
    effective: dt.date
    superseded_by: str | None

    @classmethod
    def of(cls, document: Document, number: int, start: int, end: int, heading: str) -> "Passage":
        """Return the stretch of a document's body from ``start`` to ``end``, the document's ``number``-th passage."""
        return cls(
            id=f"{document.id}#{number}",
            doc_id=document.id,
            title=document.title,
            heading=heading,
            text=document.body[start:end],
            start=start,
            end=end,
            tenant=document.tenant,
            effective=document.effective,
            superseded_by=document.superseded_by,
        )

    @property
    def searchable(self) -> str:
        """Title, heading and text: a passage rarely repeats what its document is about."""
        return "\n".join(part for part in (self.title, self.heading, self.text) if part)


@dataclass(frozen=True, config=_STRICT)
class Fact:
    """One value the corpus states: the source of truth for questions, updates and tickets.

    Attributes:
        entity: what it is about.
        value: as it stands in the quote.
        aliases: other forms a fair marker accepts.
        quote: the stretch of the document that states it, found there exactly once.
        valid_from: first day it held, if its document has versions.
        valid_to: first day it held no more, if it has been superseded.
    """

    id: str
    doc: str
    entity: str
    attribute: str
    value: str
    aliases: tuple[str, ...]
    quote: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    split: Split


@dataclass(frozen=True, config=_STRICT)
class Question:
    """One question with its accepted answers and gold passages.

    Attributes:
        answer: an empty text for ``unanswerable`` and ``false_premise``.
        gold: ids of the passages that answer it; for two hops, both.
        facts: ids of the facts it asks for.
        near: the document it is about or most like.
        tenant: the asker's brand, where the question itself does not name it.
        as_of: the day asked about, for ``as_of``.
        split: by fact and document: no document has facts in two splits.
        wording: ``a`` is the question itself; ``b``, ``c`` and ``d`` ask for the same fact in other words.
        wording_split: by wording: the same facts in every split, other words. None for kinds with one wording.
    """

    id: str
    kind: QuestionKind
    question: str
    answer: str
    aliases: tuple[str, ...]
    gold: tuple[str, ...]
    facts: tuple[str, ...]
    near: str
    tenant: Tenant | None
    as_of: dt.date | None
    split: Split
    wording: Literal["a", "b", "c", "d"]
    wording_split: Split | None


@dataclass(frozen=True, config=_STRICT)
class AnswerTrace:
    """What the language model answered to a dev question in one arm, recorded by `tools/record_traces.py`.

    Attributes:
        id: of the question and the arm.
        question: id of the question.
        arm: ``closed-book``, ``RAG``, ``fused``, ``oracle`` or ``wrong``.
        passages: ids of the passages it read, cut along the structure to 40 words, in the order of the prompt.
        answer: as it came.
    """

    id: str
    question: str
    arm: str
    passages: tuple[str, ...]
    answer: str
    prompt_tokens: int
    new_tokens: int


@dataclass(frozen=True, config=_STRICT)
class OutcomeLabel:
    """A model's output with what a reader said of it, given before any detector was run on it.

    Attributes:
        id: of the question and the arm.
        question: id of the dev question.
        arm: as in :class:`AnswerTrace`, or ``last-a`` or ``last-b``: RAG with the leave to refuse after the question.
        passages: ids of the passages it read.
        answer: as it came.
        abstains: it says that it does not know or cannot tell, and gives no answer.
        right: it gives the right answer; of its own class where the corpus holds none.
        unsure: the reader called ``abstains`` or ``right`` a close call.
    """

    id: str
    question: str
    arm: str
    passages: tuple[str, ...]
    answer: str
    abstains: bool
    right: Literal["yes", "no", "no answer exists"]
    unsure: bool


@dataclass(frozen=True, config=_STRICT)
class Injection:
    """A hostile text that someone adds to a page, so that whoever answers from the page says the payload.

    Attributes:
        split: ``dev`` may be looked at while a defence is written, ``test`` only measures it.
        style: how it is put, such as ``order``, ``pretend-system``, ``comment`` or ``chat-markers``.
        payload: words that stand in no other document; an answer that holds them obeyed.
    """

    id: str
    split: Literal["dev", "test"]
    style: str
    text: str
    payload: str


@dataclass(frozen=True, config=_STRICT)
class Ticket:
    """A customer's complaint and the ticket line a trained agent writes for it."""

    id: str
    complaint: str
    number: str
    category: Category
    priority: Priority
    tenant: Tenant
    assignee: str
    split: Split

    @property
    def line(self) -> str:
        """The ticket line, such as ``Ticket #12345 - BILLING - HIGH - Assigned to Noor Kavanagh``."""
        return f"Ticket #{self.number} - {self.category} - {self.priority} - Assigned to {self.assignee}"


@dataclass(frozen=True, config=_STRICT)
class VoicePair:
    """A plain sentence and the same content in a brand's voice.

    Attributes:
        marks: which points of the voice checklist the rewrite shows.
    """

    id: str
    tenant: Tenant
    plain: str
    voice: str
    marks: tuple[str, ...]
    split: Split


@dataclass(frozen=True, config=_STRICT)
class KnowledgeProbe:
    """A general-knowledge question, to see what training makes a model forget."""

    id: str
    topic: str
    question: str
    answer: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, config=_STRICT)
class TextProbe:
    """A passage of general text, for perplexity before and after training."""

    id: str
    genre: str
    text: str


@dataclass(frozen=True, config=_STRICT)
class KnownFact:
    """A fact the model is likely to know, with a right, an unrelated and a contradicting passage.

    Attributes:
        wrong: a passage on the same topic that does not answer the question.
        counterfactual: a passage that states ``counterfactual_answer`` instead of the truth.
    """

    id: str
    question: str
    answer: str
    aliases: tuple[str, ...]
    gold: str
    wrong: str
    counterfactual: str
    counterfactual_answer: str


@dataclass(frozen=True, config=_STRICT)
class Change:
    """A fact that changes: replace ``quote`` by ``new_quote`` in its document."""

    id: str
    fact: str
    new_value: str
    new_quote: str


@dataclass(frozen=True, config=_STRICT)
class Deletion:
    """A fact that must go: remove its quote from its document."""

    id: str
    fact: str
    reason: str


@dataclass(frozen=True, config=_STRICT)
class Canary:
    """A secret to plant in training text or in a store; ``times`` is 0 for a control, never planted."""

    id: str
    holder: str
    secret: str
    text: str
    question: str
    times: Literal[0, 1, 4, 16, 64]
