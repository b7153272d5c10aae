"""What a Markdown text is made of, so that no cut parts what belongs together.

A heading stands over a *section*. A section is made of *units*: a sentence, a list item, a row of a table, a
sentence of a definition, a whole block of code. A row or a definition means little without what stands above it, so
its unit carries that as its *lead*.

Built in: Lesson 05
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

SentenceSpans = Callable[[str], list[tuple[int, int]]]
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}(?!.*`)|~{3,})(?P<info>.*)")
_HEADING = re.compile(r" {0,3}(?P<depth>#{1,6})[ \t]+(?P<name>.*\S.*)")
_RULE = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")  # between head and rows of a table
_DEFINES = re.compile(r" {0,3}:[ \t]+\S")
_LISTED = re.compile(r"\s*(?:[-*+>|#]|\d+[.)])(?:\s|$)|\s*\|")
# Thai, Lao, Khmer, Burmese, Japanese and Chinese are written without spaces between words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_UNSPACED_END = re.compile(r"[。！？](?=\S)")


class Heading(NamedTuple):
    """A heading line: where it stands, how deep it is, and what it says."""

    start: int
    end: int
    depth: int
    name: str


class Unit(NamedTuple):
    """A stretch that is not cut if it need not be; ``lead`` belongs above it when a passage begins with it."""

    start: int
    end: int
    lead: str = ""


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    code: bool  # within a fence, or the fence itself


def length(text: str) -> int:
    """Count the words of a text; where a script has no spaces between words, two characters count as one.

    >>> length("close the tap"), length("请保留发票")
    (3, 3)
    """
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2


def headings(body: str) -> Iterator[Heading]:
    """Yield the headings; within a fence, ``# this`` is a comment of some program."""
    for line in _lines(body, 0, len(body)):
        if not line.code and (match := _HEADING.fullmatch(line.text)):
            yield Heading(line.start, line.end, len(match["depth"]), match["name"].strip())


def units(body: str, start: int, end: int, sentences: SentenceSpans) -> list[Unit]:
    """Return the units between two offsets of a body, in order.

    Args:
        body: a Markdown text.
        start: offset at which a line begins.
        end: offset at which a line ends.
        sentences: gives the spans of the sentences of plain text, list items included.
    """
    lines = list(_lines(body, start, end))
    found: list[Unit] = []
    place = 0
    while place < len(lines):
        size, kind = _block(lines, place)
        found += kind(body, lines[place : place + size], sentences)
        place += size
    return found


# ---------------------------------------------------------------- inside


def _lines(body: str, start: int, end: int) -> Iterator[_Line]:
    """Yield the lines between two offsets, without their ends; a fence is closed by a mark at least as long."""
    fence = ""
    for match in re.compile(r"[^\n]+|(?<=\n)(?=\n)").finditer(body, start, end):
        mark = _FENCE.fullmatch(match[0])
        inside = bool(fence)
        if mark and not fence:
            fence = mark["fence"]
        elif mark and mark["fence"].startswith(fence) and not mark["info"].strip():
            fence = ""
        yield _Line(match.start(), match.end(), match[0], inside or bool(fence))


def _block(lines: Sequence[_Line], place: int) -> tuple[int, "_Kind"]:
    """Return how many lines the block that begins here has, and what makes units of it."""
    if lines[place].code:
        return _count(lines, place, lambda line: line.code), _code
    if _is_table(lines, place):
        return 2 + _count(lines, place + 2, lambda line: "|" in line.text and not line.code), _table
    if size := _definition_size(lines, place):
        return size, _definition
    end = place + 1
    while end < len(lines) and not (lines[end].code or _is_table(lines, end) or _definition_size(lines, end)):
        end += 1
    return end - place, _prose


def _is_table(lines: Sequence[_Line], place: int) -> bool:
    head = lines[place : place + 2]
    return len(head) > 1 and all("|" in line.text for line in head) and bool(_RULE.fullmatch(head[1].text))


def _definition_size(lines: Sequence[_Line], place: int) -> int:
    """Return how many lines a term with its definitions takes; 0 if the line is no term."""
    term = lines[place].text
    if not term.strip() or _LISTED.match(term) or _DEFINES.match(term):
        return 0
    end = place + 1
    while end < len(lines) and not lines[end].code:
        text = lines[end].text
        after_blank = not text.strip() and end + 1 < len(lines) and _DEFINES.match(lines[end + 1].text)
        continued = end > place + 1 and text.strip() and re.match(r" {2,}\S", text)
        if not (_DEFINES.match(text) or after_blank or continued):
            break
        end += 1
    return end - place if end > place + 1 else 0


def _count(lines: Sequence[_Line], place: int, keep: Callable[[_Line], bool]) -> int:
    return sum(1 for _ in itertools.takewhile(keep, itertools.islice(lines, place, None)))


def _code(body: str, lines: Sequence[_Line], sentences: SentenceSpans) -> list[Unit]:
    return _stripped(body, lines[0].start, lines[-1].end)


def _table(body: str, lines: Sequence[_Line], sentences: SentenceSpans) -> list[Unit]:
    """The head stays with the first row; each further row carries it as its lead."""
    head = lines[0].text.strip()
    first = _stripped(body, lines[0].start, lines[min(2, len(lines) - 1)].end)
    return first + [unit._replace(lead=head) for line in lines[3:] for unit in _stripped(body, line.start, line.end)]


def _definition(body: str, lines: Sequence[_Line], sentences: SentenceSpans) -> list[Unit]:
    """The term stays with the first sentence; each further one carries it as its lead."""
    term = lines[0].text.strip()
    spans = _sentences(body, lines[1].start, lines[-1].end, sentences)
    first, *others = spans
    return [Unit(lines[0].start + len(lines[0].text) - len(lines[0].text.lstrip()), first.end)] + [
        other._replace(lead=term) for other in others
    ]


def _prose(body: str, lines: Sequence[_Line], sentences: SentenceSpans) -> list[Unit]:
    return _sentences(body, lines[0].start, lines[-1].end, sentences)


_Kind = Callable[[str, Sequence[_Line], SentenceSpans], list[Unit]]


def _sentences(body: str, start: int, end: int, sentences: SentenceSpans) -> list[Unit]:
    """Return each sentence; a full stop of a script without spaces needs no space behind it."""
    found = []
    for a, b in sentences(body[start:end]):
        cuts = [start + a, *(m.end() for m in _UNSPACED_END.finditer(body, start + a, start + b)), start + b]
        found += [unit for left, right in itertools.pairwise(cuts) for unit in _stripped(body, left, right)]
    return found


def _stripped(body: str, start: int, end: int) -> list[Unit]:
    """Return the stretch without the white space at its ends; nothing if it is all white space."""
    text = body[start:end]
    return [Unit(start + len(text) - len(text.lstrip()), start + len(text.rstrip()))] if text.strip() else []
