"""The typed records of the course's data. `data/README.md` says how each was made."""

import datetime as dt
from typing import Literal, get_args

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

Tenant = Literal["quernby", "fennick", "both"]
Split = Literal["train", "dev", "test"]
Confirmed = Literal["train", "dev", "test", "confirm"]
DocumentKind = Literal[
    "manual", "policy", "release_note", "bulletin", "lab_note", "hr", "faq", "voice_guide", "procedure",
    "report", "minutes", "operations", "supplier", "partner", "contract", "price_list", "changelog", "mail", "notice",
]  # fmt: skip
QuestionKind = Literal[
    "lookup", "reworded", "paraphrase", "exact_code", "two_hop", "as_of", "tenant", "name", "list", "yes_no", "step",
    "reversed", "unanswerable", "false_premise",
]  # fmt: skip
QUESTION_KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)
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
        id: ``<document id>#<place>``; the place names the cut that made it, such as ``structure40@312``: cut along
            the structure to 40 words, from character 312 on.
        heading: the heading it stands under, or an empty text.
        start: offset of its first character in the document's body.
        end: offset after its last character.
        lead: what stands further up in the body and belongs to it: the head of the table whose rows it holds, or the
            term that it defines; an empty text if there is none.
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
    lead: str = ""

    @classmethod
    def of(cls, document: Document, place: str | int, start: int, end: int, heading: str, lead: str = "") -> "Passage":
        """Return the stretch of a document's body from ``start`` to ``end``; ``place`` tells it from its others."""
        return cls(
            id=f"{document.id}#{place}",
            doc_id=document.id,
            title=document.title,
            heading=heading,
            text=document.body[start:end],
            start=start,
            end=end,
            tenant=document.tenant,
            effective=document.effective,
            superseded_by=document.superseded_by,
            lead=lead,
        )

    @property
    def searchable(self) -> str:
        """Title, heading, lead and text: a passage rarely repeats what its document is about."""
        return "\n".join(part for part in (self.title, self.heading, self.lead, self.text) if part)


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
        answer: an empty text for ``unanswerable`` and ``false_premise``; ``yes`` or ``no`` for ``yes_no``.
        gold: ids of the passages of :func:`course_lib.data.load_passages` that answer it; for two hops, both. In
            another cut, the gold passages are those that hold the quotes of its ``facts``.
        facts: ids of the facts it asks for.
        near: the document it is about or most like.
        tenant: the asker's brand, where the question itself does not name it.
        as_of: the day asked about, for ``as_of``.
        split: by fact and document: no document has facts in two splits.
        wording: ``a`` is the question itself; ``b``, ``c`` and ``d`` ask for the same fact in other words, ``r`` asks
            the other way round: from the value to what it belongs to.
        wording_split: by wording: the same facts in every split, other words. None for kinds with one wording.
        parts: for ``list``: the forms that each thing asked for may take; a right answer names every thing.
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
    wording: Literal["a", "b", "c", "d", "r"]
    wording_split: Split | None
    parts: tuple[tuple[str, ...], ...] = ()


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
class ReaderScore:
    """What one way of asking the language model made of the dev questions, recorded by `tools/choose_reader.py`.

    A share comes as mean, lower and upper end of its 95 % interval, documents resampled.

    Attributes:
        id: wording, passages and limit in one.
        wording: how the prompt is put.
        passages: how many are read, and which stands next to the question.
        limit: tokens after which an answer is cut.
        tokens: of prompt and answer, in the mean.
        right: of the questions that have an answer.
        refused_answerable: of the same.
        refused_unanswerable: of those without an answer.
        right_minus_invented: over all questions; every answer given that is not right counts as invented.
        log_odds: of the right answer against five others of its kind, the mean over half of the questions.
        chosen: whether it is the course's reader.
    """

    id: str
    wording: str
    passages: Literal["one", "three, best first", "three, best last"]
    limit: int
    tokens: float
    right: tuple[float, float, float]
    refused_answerable: tuple[float, float, float]
    refused_unanswerable: tuple[float, float, float]
    right_minus_invented: tuple[float, float, float]
    log_odds: float
    chosen: bool


@dataclass(frozen=True, config=_STRICT)
class Judgement:
    """What a reader said of a model's output.

    Attributes:
        right: it gives the right answer; of its own class where the corpus holds none.
        abstains: it says that it does not know or cannot tell, and gives no value.
        deflects: it speaks of itself as a machine that cannot help.
        grounded: what it states stands in the passages it read, right or not.
        unsure: the reader called one of these a close call.
    """

    right: Literal["yes", "no", "no answer exists"]
    abstains: bool
    deflects: bool
    grounded: bool
    unsure: bool

    @property
    def kind(self) -> str:
        """One word for it: ``right``, ``abstained``, ``deflected`` or ``another``."""
        if self.right == "yes":
            return "right"
        return "abstained" if self.abstains else "deflected" if self.deflects else "another"


@dataclass(frozen=True, config=_STRICT)
class OutcomeLabel:
    """A model's output with what two readers said of it, apart from each other and from any detector.

    Attributes:
        id: of the question, the arm and the reader.
        question: id of the dev question.
        arm: as in :class:`AnswerTrace`.
        reader: how the model was asked, the wording in :class:`ReaderScore`.
        passages: ids of the passages it read.
        answer: as it came.
        group: within what it was drawn at random: what the course's marks called it, or ``sought`` by a pattern.
    """

    id: str
    question: str
    arm: str
    reader: str
    passages: tuple[str, ...]
    answer: str
    group: Literal["right", "abstained", "deflected", "other", "sought"]
    first: Judgement
    second: Judgement

    @property
    def agreed(self) -> str | None:
        """What both readers say it is, in one word; None where they differ."""
        return self.first.kind if self.first.kind == self.second.kind else None


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
        split: ``confirm`` for pairs on which no pattern of the checklist was adjusted.
    """

    id: str
    tenant: Tenant
    plain: str
    voice: str
    marks: tuple[str, ...]
    split: Confirmed


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
    """A fact the model is likely to know, with four passages to read about it.

    Attributes:
        wrong: a passage on the same topic that does not answer the question.
        counterfactual: a passage that states ``counterfactual_answer`` instead of the truth.
        near_miss: a passage that answers a like question about something else: its value is ``near_miss_answer``.
    """

    id: str
    question: str
    answer: str
    aliases: tuple[str, ...]
    gold: str
    wrong: str
    counterfactual: str
    counterfactual_answer: str
    near_miss: str
    near_miss_answer: str


@dataclass(frozen=True, config=_STRICT)
class Mark:
    """What a sensible answer to an off-task prompt must satisfy; :func:`course_lib.marks.satisfied` decides.

    Attributes:
        kind: ``contains_any``, ``contains_all`` and ``no_words`` look for ``values`` as whole words, case aside;
            ``regex`` searches the first of ``values``; ``max_words`` and ``min_items`` compare with ``number``.
    """

    kind: Literal["contains_any", "contains_all", "no_words", "regex", "max_words", "min_items"]
    values: tuple[str, ...]
    number: int


@dataclass(frozen=True, config=_STRICT)
class OffTaskPrompt:
    """An ordinary instruction that has nothing to do with the company: does a tuned model still follow it?"""

    id: str
    topic: str
    prompt: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, config=_STRICT)
class Term:
    """A word of the company's own, or an everyday word that means something else there.

    Attributes:
        meaning: what it means at the company.
        accepted: forms of which a right answer holds one.
        sentences: three that use the term so that its meaning can be told: training text.
        trap: the everyday meaning that a model would guess.
        doc: the document that the meaning follows from; None if the term stands in no document.
    """

    id: str
    term: str
    meaning: str
    accepted: tuple[str, ...]
    question: str
    sentences: tuple[str, ...]
    trap: str
    doc: str | None


@dataclass(frozen=True, config=_STRICT)
class Code:
    """Six random digits and what they open: nothing can be guessed, so what comes out was stored.

    Attributes:
        statement: a sentence that states it.
        questions: two to train on.
        held_out: a third wording, to test.
    """

    id: str
    holder: str
    code: str
    statement: str
    questions: tuple[str, str]
    held_out: str


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
