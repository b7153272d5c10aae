"""Read one file of the learner's own, Markdown, text, HTML or PDF, into a document.

Built in: Lesson 05
"""

import datetime as dt
import logging
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from course_lib import data
from course_lib.blocks import headings
from course_lib.data import files
from course_lib.data.records import DocumentKind
from course_lib.errors import DataError

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

SUFFIXES = (".md", ".txt", ".html", ".htm", ".pdf")
MAX_BYTES = 20_000_000
MAX_WORD = 1000  # ASCII characters; beyond that it is a picture or a key in letters, not a word
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DROPPED = ("script", "style", "nav", "noscript", "template", "svg", "iframe", "button", "select", "title")
_BLOCKS = (
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hr", "main", "ol", "p", "section", "summary", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
)  # fmt: skip
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\0": ""})


@dataclass(frozen=True)
class Content:
    """What stands in a file.

    Attributes:
        title: the title that its format has a place for, if it names one.
        fields: its front matter.
        left_out: what could not be read, such as ``page 3 holds no text (a scan?)``.
    """

    body: str
    title: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def read_file(path: Path, doc_id: str) -> tuple[data.Document, list[str]]:
    """Read a file as a document that both brands may see, in force from the day on which it was last changed.

    A Markdown file may begin with the front matter of the course's corpus: its fields win. ``superseded_by`` names
    the other file as seen from this one, with or without ``.md``.

    Args:
        path: a file of one of ``SUFFIXES``.
        doc_id: the id to give it, such as its path within its folder.

    Returns:
        The document, and what was left out of it.

    Raises:
        DataError: naming the file: it cannot be read, is too large, not UTF-8, or holds no text.
    """
    try:
        status = path.stat()
        if status.st_size > MAX_BYTES:
            raise DataError(f"{path}: {status.st_size / 1e6:.0f} MB, more than {MAX_BYTES / 1e6:.0f}; split it")
        content = _read(path)
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror or error}); make it readable for you") from None
    except RecursionError:
        raise DataError(f"{path}: its parts are nested too deeply to read; save it as text") from None
    body, dropped = re.subn(rf"[!-~]{{{MAX_WORD},}}", "", content.body)
    left_out = [*content.left_out]
    if dropped:
        left_out.append(f"{dropped} stretch(es) of over {MAX_WORD:,} characters without a space")
    if not body.strip():
        raise DataError(f"{path}: no text in it; nothing to index")
    given = content.fields
    first = next((heading.name for heading in headings(body)), "")
    successor = given.get("superseded_by")
    document = {
        "id": doc_id,
        "title": str(given.get("title") or content.title or first or _name(path))[:200],
        "kind": given["kind"] if given.get("kind") in get_args(DocumentKind) else "report",
        "tenant": given.get("tenant", "both"),
        "effective": given.get("effective") or _changed_on(status.st_mtime),
        "superseded_by": _beside(doc_id, str(successor)) if successor else None,
        "author": str(given.get("author") or ""),
        "body": body,
    }
    return files.build(path, 2, data.Document, document), left_out


def _read(path: Path) -> Content:
    if path.suffix.lower() == ".pdf":
        return _pdf(path)
    text = files.read_text(path)
    if "\0" in text:
        raise DataError(f"{path}: not a text (it holds a zero byte); save it as UTF-8 text")
    if path.suffix.lower() in (".html", ".htm"):
        return _html(text)
    # A line of three dashes may also be a rule: only a field below it makes it front matter.
    if path.suffix.lower() == ".md" and re.match(r"---\n\s*[\w-]+[ \t]*:", text):
        fields, body = files.read_front_matter(path)
        return Content(body, fields=fields)
    return Content(text)


def _name(path: Path) -> str:
    return path.stem.replace("_", " ")


def _changed_on(seconds: float) -> dt.date:
    try:
        return dt.date.fromtimestamp(seconds)
    except (OverflowError, OSError, ValueError):  # a file system's nonsense
        return dt.date(1970, 1, 1)


def _beside(doc_id: str, name: str) -> str:
    """Return the id of the file that a file names.

    >>> _beside("policies/returns-2023.md", "returns"), _beside("a.txt", "old/b.txt")
    ('policies/returns.md', 'old/b.txt')
    """
    suffix = "" if name.lower().endswith(SUFFIXES) else ".md"
    return posixpath.normpath(posixpath.join(posixpath.dirname(doc_id), name + suffix))


# ---------------------------------------------------------------- HTML


def _html(text: str) -> Content:
    """Keep headings as ``#`` lines, list items as ``-`` lines and table rows as ``|`` lines; drop what is no text."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(text, "html.parser")
    title = _title(soup)
    for tag in soup.find_all(_DROPPED) + soup.find_all(hidden=True):
        tag.decompose()
    parts = re.split(r"(```\n.*?\n```)", "".join(_lines(soup)), flags=re.DOTALL)
    parts[::2] = [_tidy(part) for part in parts[::2]]  # between blocks of code, whose spaces mean something
    return Content("\n\n".join(part for part in parts if part), title)


def _title(soup: "BeautifulSoup") -> str:
    found = soup.find("h1") or soup.find("title")
    return _flat(found) if found else ""


def _lines(node: "Tag") -> Iterator[str]:
    """Yield the text of a node; every block stands between empty lines."""
    from bs4.element import NavigableString, Tag

    for child in node.children:
        if not isinstance(child, Tag):
            if type(child) is NavigableString:  # comments and declarations are subclasses
                yield re.sub(r"\s+", " ", child)
        elif child.name in _HEADINGS:
            yield f"\n\n{'#' * int(child.name[1])} {_flat(child)}\n\n"
        elif child.name == "table" and not child.find([*_HEADINGS, "table", "ul", "ol", "pre"]):  # else a layout
            yield "\n\n" + "\n".join(_rows(child)) + "\n\n"
        elif child.name == "pre":
            yield "\n\n```\n" + child.get_text().strip("\n") + "\n```\n\n"
        elif child.name == "br":
            yield "\n"
        elif child.name == "li":
            yield "\n- "
            yield from _lines(child)
        elif child.name in _BLOCKS:
            yield "\n\n"
            yield from _lines(child)
            yield "\n\n"
        else:
            yield from _lines(child)


def _rows(table: "Tag") -> Iterator[str]:
    for row in table.find_all(["caption", "tr"]):
        cells = [_flat(cell) for cell in row.find_all(["th", "td"])] or [_flat(row)]
        yield _flat(row) if row.name == "caption" else f"| {' | '.join(cells)} |"


def _flat(tag: "Tag") -> str:
    return " ".join(tag.get_text(" ").split())


def _tidy(text: str) -> str:
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[ \t\xa0]+", " ", text))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"(?m)^-\s+", "- ", text)).strip()


# ---------------------------------------------------------------- PDF


def _pdf(path: Path) -> Content:
    """Return the text of each page below a heading ``Page N``, so that a citation says where to look."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would tell of every oddity that it copes with
    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise DataError(f"{path}: a password protects it; save a copy without one")
        count = len(reader.pages)
    except (DataError, OSError):
        raise
    except pypdf.errors.DependencyError:
        raise DataError(f"{path}: it is encrypted; save a copy without protection") from None
    except Exception as error:  # noqa: BLE001 - a damaged PDF breaks pypdf in ways that it does not list
        raise DataError(f"{path}: not a PDF that can be read ({type(error).__name__}); save it anew") from None
    pages, empty, broken = [], [], []
    for number in range(1, count + 1):
        try:
            text = _mend(reader.pages[number - 1].extract_text())
        except Exception:  # noqa: BLE001 - as above; the other pages may be whole
            broken.append(number)
            continue
        if text:
            pages.append(f"# Page {number}\n\n{text}")
        else:
            empty.append(number)
    if not pages:
        raise DataError(
            f"{path}: no text on its {count} page(s); if it is a scan, run text recognition (OCR) on it first"
        )
    left_out = [f"{_pages(empty)} no text (a scan, or empty)"] if empty else []
    left_out += [f"{_pages(broken)} damage"] if broken else []
    # The title that a PDF gives itself is often its template's.
    return Content("\n\n".join(pages), _name(path), left_out=tuple(left_out))


def _mend(text: str) -> str:
    """Join words that were cut at the end of a line, and put right what no text should hold."""
    whole = text.encode("utf-8", "replace").decode().translate(_LIGATURES)
    return re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", whole).strip()


def _pages(numbers: list[int]) -> str:
    return f"page {numbers[0]} holds" if len(numbers) == 1 else f"pages {', '.join(map(str, numbers))} hold"
