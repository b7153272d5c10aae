"""Questions on docstrings of the packages that are installed with the course: text of another kind than its documents.

The docstrings stay where they lie, each under its package's own licence. What the course keeps of one is where it
stands, a digest by which another version is noticed, and which of its words are the passage to read.
"""

import ast
import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from course_lib import settings
from course_lib.data import files
from course_lib.data.records import Passage, Question
from course_lib.errors import ArgumentError

_NO_DAY = dt.date(1970, 1, 1)  # a docstring has no day from which it holds
DIGEST = 16  # hexadecimal digits of a sha256


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class DocstringQuestion:
    """One question on a docstring.

    Attributes:
        package: as the lock file names it.
        path: of the source file, within the environment's packages.
        name: of the class or function in that file, such as ``Text.wrap``.
        digest: the first digits of the sha256 of the docstring, white space made one space each.
        start: the passage's first word in the docstring.
        end: the word after its last.
        answer: an empty text if the docstring does not give it.
        aliases: other forms of the answer that a fair marker accepts.
        absent: of a question without an answer: forms that an answer would take; none stands in the docstring.
        split: no docstring is in two.
    """

    id: str
    package: str
    path: str
    name: str
    digest: str
    start: int
    end: int
    question: str
    answer: str
    aliases: tuple[str, ...]
    absent: tuple[str, ...]
    split: Literal["dev", "test"]

    @property
    def about(self) -> str:
        """What the docstring documents, and where: ``rich: Text.wrap``."""
        return f"{self.package}: {self.name}"


class Readable(NamedTuple):
    """A question whose docstring is on this machine.

    Attributes:
        question: as the course asks and marks its own.
        passage: the words of the docstring that hold the answer, or those nearest to one.
    """

    question: Question
    passage: Passage


def load_docstring_questions(split: Literal["dev", "test"]) -> list[DocstringQuestion]:
    """Return the questions of a split, whether their docstrings are on this machine or not."""
    if split not in ("dev", "test"):
        raise ArgumentError(f"load_docstring_questions: split={split!r}; use 'dev' or 'test'")
    path = settings.data_dir() / "questions" / "docstrings.jsonl"
    return [q for q in files.read_jsonl(path, DocstringQuestion) if q.split == split]


def docstring(question: DocstringQuestion) -> str | None:
    """Return the docstring that a question is about, white space made one space each.

    None if the package is not installed, or in another version with another docstring.
    """
    found = _docstrings(question.package, question.path).get(question.name)
    return found if found is not None and digest(found) == question.digest else None


def readable(questions: Iterable[DocstringQuestion]) -> list[Readable]:
    """Return the questions whose docstrings are on this machine, each with its passage; the others are left out."""
    texts = [(q, docstring(q)) for q in questions]
    return [Readable(_question(q), _passage(q, text)) for q, text in texts if text is not None]


def digest(text: str) -> str:
    """Return the digest by which a docstring of another version is noticed.

    >>> digest("Word wrap the text.") == digest("Word wrap\\n    the text.")
    True
    """
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:DIGEST]


@cache
def _docstrings(package: str, path: str) -> dict[str, str]:
    """Return every docstring of a source file by the name it documents; of two with one name, the first."""
    try:
        source = Path(str(metadata.distribution(package).locate_file(path)))
        tree = ast.parse(source.read_text(encoding="utf-8"))
    except (metadata.PackageNotFoundError, OSError, SyntaxError, ValueError):
        return {}
    found: dict[str, str] = {}
    for name, text in _walk(tree, ""):
        found.setdefault(name, " ".join(text.split()))
    return found


def _walk(node: ast.AST, within: str) -> Iterator[tuple[str, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(child)
            if text:
                yield f"{within}{child.name}", text
            yield from _walk(child, f"{within}{child.name}.")


def _question(asked: DocstringQuestion) -> Question:
    return Question(
        id=asked.id,
        kind="lookup" if asked.answer else "unanswerable",
        question=asked.question,
        answer=asked.answer,
        aliases=asked.aliases,
        gold=(),
        facts=(),
        near=asked.about,
        tenant=None,
        as_of=None,
        split=asked.split,
        wording="a",
        wording_split=None,
    )


def _passage(asked: DocstringQuestion, text: str) -> Passage:
    words = text.split()
    chosen = " ".join(words[asked.start : asked.end])
    start = len(" ".join([*words[: asked.start], ""]))
    return Passage(
        id=f"{asked.about}#{asked.start}",
        doc_id=asked.about,
        title=asked.about,
        heading="",
        text=chosen,
        start=start,
        end=start + len(chosen),
        tenant="both",
        effective=_NO_DAY,
        superseded_by=None,
    )
