"""The corpus: documents, and the passages the course indexes until Lesson 05 asks where to cut."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from course_lib import settings
from course_lib.data import files
from course_lib.data.records import Document, Passage
from course_lib.errors import DataError

MAX_WORDS = 120


def load_documents(folder: Path | None = None) -> list[Document]:
    """Return the documents of a folder of Markdown files with front matter, ordered by id.

    Args:
        folder: the course's corpus if None.

    Raises:
        DataError: naming file, line and field.
    """
    root = folder or settings.data_dir() / "corpus"
    paths = sorted(root.glob("*.md"))
    if not paths:
        raise DataError(f"{root}: no Markdown file in it; set COURSE_DATA to the course's data folder")
    documents: dict[str, Document] = {}
    for path in paths:
        fields, body = files.read_front_matter(path)
        document = files.build(path, 2, Document, {**fields, "body": body})
        if document.id in documents:
            raise DataError(f"{path}:2: field 'id': {document.id!r} is another file's id already; rename one")
        if document.id != path.stem:
            raise DataError(f"{path}:2: field 'id': {document.id!r} is not the file's name; make them equal")
        documents[document.id] = document
    for document in documents.values():
        if document.superseded_by is not None and document.superseded_by not in documents:
            raise DataError(f"{root / document.id}.md: field 'superseded_by': no document {document.superseded_by!r}")
    return list(documents.values())


def load_passages(folder: Path | None = None) -> list[Passage]:
    """Return the passages of every document, in order: see :func:`cut`."""
    return [passage for document in load_documents(folder) for passage in cut(document)]


def cut(document: Document) -> list[Passage]:
    """Cut a document into passages of whole blocks under one heading, at most about 120 words each.

    A heading always starts a passage. Paragraphs and lists are joined while they fit; a longer
    paragraph is cut between sentences; a table stays whole.
    """
    return [
        Passage.of(document, number, start, end, heading)
        for number, (start, end, heading) in enumerate(_spans(document.body))
    ]


def _spans(body: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, heading) of each passage."""
    heading, start, end, size = "", 0, 0, 0
    for left, right in _pieces(body):
        piece = body[left:right]
        title = re.fullmatch(r"#+\s+(.*)", piece)
        length = len(piece.split())
        if size and (title or size + length > MAX_WORDS):
            yield start, end, heading
            size = 0
        if title:
            heading = title[1].strip()
            continue
        if not size:
            start = left
        end, size = right, size + length
    if size:
        yield start, end, heading


def _pieces(body: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of headings, blocks, and the sentences of blocks that are too long."""
    for block in re.finditer(r"^#+ .*$|(?:(?!^#+ )^[^\n]*\S[^\n]*\n?)+", body, re.MULTILINE):
        text = block[0].rstrip()
        left = block.start()
        if text.startswith(("|", "#")) or len(text.split()) <= MAX_WORDS:
            yield left, left + len(text)
            continue
        cuts = [0, *(m.end() for m in re.finditer(r"[.!?][)\"']?\s+(?=\S)|\n(?=[-*\d|>])", text)), len(text)]
        for a, b in itertools.pairwise(cuts):
            if text[a:b].strip():
                yield left + a, left + a + len(text[a:b].rstrip())
