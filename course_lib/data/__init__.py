"""Typed access to the course's data: one loader a file, errors that name file, line and field."""

from pathlib import Path
from typing import Literal

from course_lib import settings
from course_lib.data import files
from course_lib.data.corpus import cut, load_documents, load_passages
from course_lib.data.docstrings import Docstring, load_docstrings
from course_lib.data.records import (
    QUESTION_KINDS,
    AnswerTrace,
    Canary,
    Change,
    Code,
    Confirmed,
    Deletion,
    Document,
    Fact,
    Injection,
    Judgement,
    KnowledgeProbe,
    KnownFact,
    Mark,
    OffTaskPrompt,
    OutcomeLabel,
    Passage,
    Question,
    QuestionKind,
    ReaderScore,
    Split,
    Term,
    TextProbe,
    Ticket,
    VoicePair,
)
from course_lib.errors import ArgumentError

__all__ = [
    "QUESTION_KINDS",
    "AnswerTrace",
    "Canary",
    "Change",
    "Code",
    "Confirmed",
    "Deletion",
    "Docstring",
    "Document",
    "Fact",
    "Injection",
    "Judgement",
    "KnowledgeProbe",
    "KnownFact",
    "Mark",
    "OffTaskPrompt",
    "OutcomeLabel",
    "Passage",
    "Question",
    "QuestionKind",
    "ReaderScore",
    "Split",
    "Term",
    "TextProbe",
    "Ticket",
    "VoicePair",
    "cut",
    "load_canaries",
    "load_changes",
    "load_codes",
    "load_deletions",
    "load_docstrings",
    "load_documents",
    "load_facts",
    "load_injections",
    "load_knowledge_probes",
    "load_known_facts",
    "load_off_task_prompts",
    "load_outcome_labels",
    "load_passages",
    "load_questions",
    "load_readers",
    "load_taught",
    "load_terms",
    "load_text_probes",
    "load_tickets",
    "load_traces",
    "load_voice",
]

SPLITS = ("train", "dev", "test")
_RUN_FIRST = 60  # known facts: kf-001 to kf-060


def load_facts() -> list[Fact]:
    """Return every fact of `data/facts.csv`."""
    return files.read_csv(_path("facts.csv"), Fact, lists=("aliases",))


def load_questions(split: Confirmed, *, by: Literal["document", "wording"] = "document") -> list[Question]:
    """Return the questions of a split.

    Args:
        split: ``train``, ``dev`` or ``test``; or ``confirm``: more questions about test documents, never run before,
            for rules that were re-worded after a test result was seen.
        by: ``document``: one wording a question, and no fact or document is in two splits: for tuning the
            use of context. ``wording``: every split asks for the same facts in other words: for putting
            facts into weights.
    """
    if by == "document":
        return [q for q in _questions(split) if q.wording == "a"]
    if by == "wording":
        _split("load_questions", split)
        every = [q for part in SPLITS for q in _questions(part)]
        return [q for q in every if q.wording_split == split]
    raise ArgumentError(f"load_questions: by={by!r}; use 'document' or 'wording'")


def load_taught(wording: Split | Literal["reversed"]) -> list[Question]:
    """Return the questions about the service partners: 51 firms with the same seven attributes, every value its own.

    Args:
        wording: every split asks for the same facts in other words: two in ``train``, one each in ``dev`` and
            ``test``; ``reversed`` goes from the value to the firm.
    """
    if wording not in (*SPLITS, "reversed"):
        raise ArgumentError(f"load_taught: wording={wording!r}; use 'train', 'dev', 'test' or 'reversed'")
    every = files.read_jsonl(_path("questions", "taught.jsonl"), Question)
    return [q for q in every if (q.wording_split or "reversed") == wording]


def load_traces() -> list[AnswerTrace]:
    """Return what the language model answered to every dev question in every arm."""
    return files.read_jsonl(_path("traces", "dev.jsonl"), AnswerTrace)


def load_readers() -> list[ReaderScore]:
    """Return the ways of asking the language model that were compared on dev questions, and what each made of them."""
    return files.read_jsonl(_path("traces", "readers.jsonl"), ReaderScore)


def load_outcome_labels() -> list[OutcomeLabel]:
    """Return outputs of the language model, each labelled by two readers: is it right, does it abstain or deflect?"""
    return files.read_jsonl(_path("labels", "outcomes.jsonl"), OutcomeLabel)


def load_tickets(split: Split) -> list[Ticket]:
    """Return the complaints of a split with their ticket lines."""
    return files.read_jsonl(_path("tickets", f"{_split('load_tickets', split)}.jsonl"), Ticket)


def load_voice(split: Confirmed) -> list[VoicePair]:
    """Return the plain and brand-voice pairs of a split; of ``confirm``, no pattern of the checklist was adjusted."""
    _split("load_voice", split, more=("confirm",))
    return [pair for pair in files.read_jsonl(_path("voice", "pairs.jsonl"), VoicePair) if pair.split == split]


def load_knowledge_probes() -> list[KnowledgeProbe]:
    """Return the general-knowledge questions."""
    return files.read_jsonl(_path("probes", "knowledge.jsonl"), KnowledgeProbe)


def load_text_probes() -> list[TextProbe]:
    """Return the passages of general text, six genres."""
    return files.read_jsonl(_path("probes", "texts.jsonl"), TextProbe)


def load_known_facts(split: Literal["test", "confirm"] | None = None) -> list[KnownFact]:
    """Return facts the model is likely to know, with gold, wrong, counterfactual and near-miss passages.

    Args:
        split: ``test``: the 60 that were run first; ``confirm``: 140 more, for rules that were re-worded after a result
            on those was seen; None for all 200.
    """
    if split not in ("test", "confirm", None):
        raise ArgumentError(f"load_known_facts: split={split!r}; use 'test' or 'confirm', or none for all")
    facts = files.read_jsonl(_path("probes", "known_facts.jsonl"), KnownFact)
    return {"test": facts[:_RUN_FIRST], "confirm": facts[_RUN_FIRST:]}.get(split or "", facts)


def load_off_task_prompts() -> list[OffTaskPrompt]:
    """Return ordinary instructions, each with marks that a sensible answer satisfies."""
    return files.read_jsonl(_path("probes", "off_task.jsonl"), OffTaskPrompt)


def load_terms() -> list[Term]:
    """Return the company's terms: half of the first sixty stand in a document, none of the others does."""
    return files.read_jsonl(_path("probes", "terms.jsonl"), Term)


def load_codes() -> list[Code]:
    """Return codes of six random digits, each with what it opens."""
    return files.read_jsonl(_path("probes", "codes.jsonl"), Code)


def load_injections(split: Literal["dev", "test"]) -> list[Injection]:
    """Return the hostile texts of a split."""
    if split not in ("dev", "test"):
        raise ArgumentError(f"load_injections: split is {split!r}; choose 'dev' or 'test'")
    return [i for i in files.read_jsonl(_path("probes", "injections.jsonl"), Injection) if i.split == split]


def load_changes() -> list[Change]:
    """Return the facts that change."""
    return files.read_jsonl(_path("updates", "changes.jsonl"), Change)


def load_deletions() -> list[Deletion]:
    """Return the facts that must go."""
    return files.read_jsonl(_path("updates", "deletions.jsonl"), Deletion)


def load_canaries() -> list[Canary]:
    """Return the planted secrets and their controls."""
    return files.read_jsonl(_path("updates", "canaries.jsonl"), Canary)


def _questions(split: str) -> list[Question]:
    name = _split("load_questions", split, more=("confirm",))
    return files.read_jsonl(_path("questions", f"{name}.jsonl"), Question)


def _split(where: str, split: str, more: tuple[str, ...] = ()) -> str:
    known = (*SPLITS, *more)
    if split not in known:
        *first, last = map(repr, known)
        raise ArgumentError(f"{where}: split={split!r}; use {', '.join(first)} or {last}")
    return split


def _path(*parts: str) -> Path:
    return settings.data_dir().joinpath(*parts)
