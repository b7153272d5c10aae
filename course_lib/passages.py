"""Cut documents into passages: by a fixed number of words, by sentences, or along headings.

Built in: Lesson 05
"""

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from course_lib import blocks, data, validate
from course_lib.embed import MAX_TOKENS, token_spans
from course_lib.errors import ArgumentError

TAUGHT = ("fixed_spans", "sentence_spans")
WORDS = 40  # of a passage: the course's small model reads short ones best, see Lesson 06
How = Literal["fixed", "sentences", "structure"]
Span = tuple[int, int]
LONGEST = 160  # words of a sentence that stands alone
LONGEST_LEAD = 200  # characters of a title, heading or lead that a passage carries
LEAD_TOKENS = 64  # of each of the three, so that room is left for the passage's own
MAX_CHARACTERS = 1200  # of a stretch without a space: a language model reads at most a token a byte
LEAST_TOKENS = 32  # of a passage's own, however long the title above it is


def fixed_spans(count: int, size: int, overlap: int) -> list[Span]:
    """Return windows of ``size`` words over a text of ``count`` words, each sharing ``overlap`` with the next.

    The window moves by ``size - overlap``. Move it by ``size + overlap`` and words are lost at every border:
    (0, 4), (5, 9) here, without words 4 and 9. Go on while a start is below ``count``, and a last window, (9, 10)
    here, holds nothing new.

    Args:
        count: words of the text.
        size: words of a window.
        overlap: words that neighbours share; less than ``size``.

    Returns:
        Pairs (first word, word after the last); none for a text without words.

    >>> fixed_spans(10, size=4, overlap=1)
    [(0, 4), (3, 7), (6, 10)]
    """
    starts = range(0, max(count - overlap, min(count, 1)), size - overlap)
    return [(start, min(start + size, count)) for start in starts]


def sentence_spans(text: str, size: int) -> list[Span]:
    """Return stretches of whole sentences with at most ``size`` words, as offsets; a longer sentence stands alone.

    A sentence ends where a full stop, question or exclamation mark is followed by white space, before a line that
    begins a list item or a table row, and at an empty line. Stretches begin and end with a word, not with a space.

    >>> text = "The hose leaks. Close the tap. Call us."
    >>> [text[start:end] for start, end in sentence_spans(text, size=6)]
    ['The hose leaks. Close the tap.', 'Call us.']
    """
    ends = [m.end() for m in re.finditer(r"[.!?][)\"']?\s+|\n(?=[-*|>#]|\d+[.)]\s)|\n\s*\n", text)]
    spans: list[Span] = []
    words = 0
    for start, end in itertools.pairwise([0, *ends, len(text)]):
        sentence = text[start:end].strip()
        if not sentence:
            continue
        length, first = len(sentence.split()), text.index(sentence, start)
        if spans and words + length <= size:
            spans[-1] = (spans[-1][0], first + len(sentence))
            words += length
        else:
            spans.append((first, first + len(sentence)))
            words = length
    return spans


def cut(document: data.Document, how: How = "structure", *, size: int = WORDS, overlap: int = 0) -> list[data.Passage]:
    """Cut a document into passages that know their document, offsets, tenant and dates.

    Args:
        document: what to cut.
        how: ``fixed`` (windows of words, wherever they fall), ``sentences`` (whole sentences, headings and all) or
            ``structure`` (whole sentences under one heading, which each passage carries, and the headings above it:
            ``Fennick > Returns``; a table's rows carry its head, a definition its term, and a block of code stays
            whole).
        size: words of a passage, at most; only a longer sentence stands alone, up to ``LONGEST`` words. What goes on
            without a full stop beyond that, a log or a list of numbers, is cut into windows of ``size`` words.
            Whatever ``size`` says, ``sentences`` and ``structure`` make no passage of more tokens than the embedder
            reads; windows are as long as you ask.
        overlap: words that neighbours share; only for ``fixed``.

    Returns:
        The passages in the order of the text; none if there is no text. An id names the cut and the place:
        ``<document id>#structure40@0``.

    Raises:
        ArgumentError: an unknown way, a size below 1, an overlap that is negative, not below the size, or not for
            this way.
    """
    validate.count("passages.cut", "size", size)
    if how not in ("fixed", "sentences", "structure"):
        raise ArgumentError(f"passages.cut: how={how!r}; use 'fixed', 'sentences' or 'structure'")
    if not 0 <= overlap < size or (overlap and how != "fixed"):
        raise ArgumentError(
            f"passages.cut: overlap={overlap} with how={how!r} and size={size}; "
            "an overlap is for 'fixed', not negative and smaller than the size"
        )
    if overlap:
        validate.count("passages.cut", "overlap", overlap)
    body, document = document.body, dataclasses.replace(document, title=_beginning(document.title))
    if how == "fixed":
        found = [_Piece(a, b, "", "") for a, b in _windows(body, (0, len(body)), size, overlap)]
    else:
        sections = _sections(document) if how == "structure" else [Section("", 0, len(body))]
        found = [piece for section in sections for piece in _pieces(document, section, how, size)]
    cut_name = f"{how}{size}" + (f"-{overlap}" if overlap else "")
    return [
        data.Passage.of(document, f"{cut_name}@{piece.start}", piece.start, piece.end, piece.heading, piece.lead)
        for piece in found
    ]


def cut_all(
    documents: Sequence[data.Document], how: How = "structure", *, size: int = WORDS, overlap: int = 0
) -> list[data.Passage]:
    """Return the passages of several documents, in their order: see :func:`cut`."""
    return [passage for document in documents for passage in cut(document, how, size=size, overlap=overlap)]


class Section(NamedTuple):
    """A stretch of a body under one heading; ``heading`` is empty before the first one."""

    heading: str
    start: int
    end: int


class _Piece(NamedTuple):
    """What becomes a passage."""

    start: int
    end: int
    heading: str
    lead: str


def _pieces(document: data.Document, section: Section, how: How, size: int) -> Iterator[_Piece]:
    """Yield the passages of a section: its units, joined while they fit into the words and into the tokens."""
    body, heading = document.body, _shortened(section.heading)
    context = _tokens(f"{document.title}\n{heading}")
    if how == "structure":
        units = blocks.units(body, section.start, section.end, lambda text: sentence_spans(text, 1))
    else:
        units = [
            blocks.Unit(section.start + a, section.start + b) for a, b in sentence_spans(body[slice(*section[1:])], 1)
        ]
    open_piece: _Piece | None = None
    words = tokens = 0
    for unit in units:
        text, lead = body[unit.start : unit.end], _shortened(unit.lead)
        more_words, more_tokens = blocks.length(text), _tokens(text)
        if open_piece and words + more_words <= size and tokens + more_tokens <= MAX_TOKENS:
            open_piece = open_piece._replace(end=unit.end)
            words, tokens = words + more_words, tokens + more_tokens
            continue
        if open_piece:
            yield open_piece
        open_piece, words, tokens = None, more_words + blocks.length(lead), context + _tokens(lead) + more_tokens
        if more_words > max(size, LONGEST) or tokens > MAX_TOKENS or len(text) > MAX_CHARACTERS:
            room = max(MAX_TOKENS - context - _tokens(lead), LEAST_TOKENS)
            yield from (_Piece(a, b, heading, lead) for a, b in _torn(body, unit, size, room))
        else:
            open_piece = _Piece(unit.start, unit.end, heading, lead)
    if open_piece:
        yield open_piece


def _windows(body: str, span: Span, size: int, overlap: int) -> list[Span]:
    """Return windows of words over a stretch of the body, as offsets."""
    words = [m.span() for m in re.compile(r"\S+").finditer(body, *span)]
    return [(words[a][0], words[b - 1][1]) for a, b in fixed_spans(len(words), size, overlap)]


def _torn(body: str, unit: blocks.Unit, size: int, room: int) -> Iterator[Span]:
    """Yield the parts of a unit that is too long to be whole: windows of words, or of tokens where words are long."""
    for start, end in _windows(body, (unit.start, unit.end), size, 0):
        spans = token_spans(body[start:end])
        firsts = range(0, len(spans), room) if len(spans) > room else [0]
        cuts = [start, *(start + spans[first][0] for first in firsts[1:]), end]
        for a, b in itertools.pairwise(cuts):
            for c in range(a, b, MAX_CHARACTERS):
                part = body[c : min(c + MAX_CHARACTERS, b)]
                if part.strip():
                    yield c + len(part) - len(part.lstrip()), c + len(part.rstrip())


def _tokens(text: str) -> int:
    return len(token_spans(text))


def _shortened(text: str) -> str:
    """Return the end of a long heading or lead: what stands deepest says most."""
    spans = token_spans(text)[-LEAD_TOKENS:]
    start = max(len(text) - LONGEST_LEAD, spans[0][0] if len(spans) == LEAD_TOKENS else 0)
    return f"…{text[start:]}" if start > 0 else text


def _beginning(title: str) -> str:
    """Return the beginning of a long title: its first words say what the document is."""
    spans = token_spans(title)[:LEAD_TOKENS]
    end = min(LONGEST_LEAD, spans[-1][1] if len(spans) == LEAD_TOKENS else len(title))
    return f"{title[:end].rstrip()}…" if end < len(title) else title


def _sections(document: data.Document) -> Iterator[Section]:
    """Yield each stretch below a heading, the part before the first one included.

    A heading without text of its own is text, unless deeper headings follow it: then each of them carries it.
    """
    body = document.body
    marks = list(blocks.headings(body))
    yield Section("", 0, marks[0].start if marks else len(body))
    above: list[tuple[int, str]] = []
    for mark, following in itertools.zip_longest(marks, marks[1:]):
        name = re.sub(r"(?:^|[ \t]+)#+$", "", mark.name)  # the closing marks, not the name of "C#"
        above = [(depth, text) for depth, text in above if depth < mark.depth]
        end = following.start if following else len(body)
        if body[mark.end : end].strip():
            yield Section(_path(document.title, [*above, (mark.depth, name)]), mark.end, end)
        elif following is None or following.depth <= mark.depth:
            yield Section(_path(document.title, above), body.index(mark.name, mark.start), mark.end)
        above.append((mark.depth, name))


def _path(title: str, above: Sequence[tuple[int, str]]) -> str:
    """Join headings from the top down; the title, which every passage carries anyway, is left out."""
    return " > ".join(text for _, text in above if text and text != title)
