"""Cut documents into passages: by a fixed number of words, by sentences, or along headings.

Built in: Lesson 05
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from course_lib import data, validate
from course_lib.errors import ArgumentError

TAUGHT = ("fixed_spans", "sentence_spans")
WORDS = 40  # of a passage: the course's small model reads short ones best, see Lesson 06
How = Literal["fixed", "sentences", "structure"]
Span = tuple[int, int]
LONGEST = 160  # words of a sentence that stands alone: about the 256 tokens that the embedder reads


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
            ``Fennick > Returns``).
        size: words of a passage, at most; only a longer sentence stands alone, up to ``LONGEST`` words. What goes on
            without a full stop beyond that, a log or a list of numbers, is cut into windows of ``size`` words.
        overlap: words that neighbours share; only for ``fixed``.

    Returns:
        The passages in the order of the text, ids from ``<document id>#0``; none if there is no text.

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
    body = document.body
    if how == "fixed":
        return _passages(document, [(span, "") for span in _windows(body, (0, len(body)), size, overlap)])
    stretches = _sections(document) if how == "structure" else [Section("", 0, len(body))]
    found = []
    for heading, start, end in stretches:
        for a, b in sentence_spans(body[start:end], size):
            span = (start + a, start + b)
            too_long = len(body[slice(*span)].split()) > max(size, LONGEST)
            found += [(part, heading) for part in (_windows(body, span, size, 0) if too_long else [span])]
    return _passages(document, found)


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


def _windows(body: str, span: Span, size: int, overlap: int) -> list[Span]:
    """Return windows of words over a stretch of the body, as offsets."""
    words = [m.span() for m in re.compile(r"\S+").finditer(body, *span)]
    return [(words[a][0], words[b - 1][1]) for a, b in fixed_spans(len(words), size, overlap)]


def _sections(document: data.Document) -> Iterator[Section]:
    """Yield each stretch below a heading, the part before the first one included.

    A heading without text of its own is text, unless deeper headings follow it: then each of them carries it.
    """
    body = document.body
    marks = list(headings(body))
    yield Section("", 0, marks[0].start() if marks else len(body))
    above: list[tuple[int, str]] = []
    for mark, following in itertools.zip_longest(marks, marks[1:]):
        depth, name = len(mark["depth"]), mark["name"].strip().rstrip("#").rstrip()
        above = [(d, text) for d, text in above if d < depth]
        end = following.start() if following else len(body)
        if body[mark.end() : end].strip():
            yield Section(_path(document.title, [*above, (depth, name)]), mark.end(), end)
        elif following is None or len(following["depth"]) <= depth:
            yield Section(_path(document.title, above), mark.start("name"), mark.end())
        above.append((depth, name))


_MARKS = re.compile(r"^ {0,3}(?:(?P<mark>```(?!.*`)|~~~).*|(?P<depth>#{1,6})[ \t]+(?P<name>.*\S.*))$", re.MULTILINE)


def headings(body: str) -> Iterator[re.Match[str]]:
    """Yield the heading lines; within a fence, ``# this`` is a comment of some program."""
    fence = ""
    for line in _MARKS.finditer(body):
        if line["mark"] and fence in ("", line["mark"]):
            fence = "" if fence else line["mark"]
        elif line["depth"] and not fence:
            yield line


def _path(title: str, above: Sequence[tuple[int, str]]) -> str:
    """Join headings from the top down; the title, which every passage carries anyway, is left out."""
    return " > ".join(text for _, text in above if text and text != title)


def _passages(document: data.Document, found: Sequence[tuple[Span, str]]) -> list[data.Passage]:
    return [
        data.Passage.of(document, number, start, end, heading) for number, ((start, end), heading) in enumerate(found)
    ]
