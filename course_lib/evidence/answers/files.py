"""What untidy HTML and PDF lose on the way from a folder of files to the passages that are found."""

import io
import tempfile
import time
import tokenize
from collections.abc import Callable
from pathlib import Path

from course_lib import data, folder, outcomes, readers
from course_lib.data.pdfs import MAKES, load_pdfs
from course_lib.evidence.finding import Finding, Row, Table, Timing
from course_lib.evidence.trial import Trial, near, share
from course_lib.evidence.wordings import other_wordings
from course_lib.folder import Skipped
from course_lib.index import Encoder, PassageIndex
from course_lib.stats import estimate

DEPTH = 5
CLEAN, UNTIDY = "clean Markdown", "untidy HTML"
Writer = Callable[[data.Document, Path], object]


def measure(trial: Trial) -> Finding:
    """Questions whose right file and value stand among the first five; the contrast is PDF minus clean Markdown.

    PDF is the mean of two makes, neither of them our own: a browser's print, and pandoc with Typst. In every arm the
    same documents come in another kind of file, and all others as clean Markdown.
    """
    pdfs = {make: load_pdfs(make) for make in MAKES}
    printed = [d for d in trial.bench.documents if all(d.id in made for made in pdfs.values())]
    names = {f"PDF, {make}": _copier(made) for make, made in pdfs.items()}
    about = {d.id for d in printed}
    questions = trial.pick([q for q in plain_questions(trial, every_wording=True) if q.near in about])
    found: dict[str, list[float]] = {}
    rows: list[Row] = []
    for name, write in ({CLEAN: to_markdown, UNTIDY: to_html} | names).items():
        with tempfile.TemporaryDirectory() as place:
            for document in trial.bench.documents:
                (write if document.id in about else to_markdown)(document, Path(place))
            index, skipped, seconds = indexed(Path(place), trial.bench.encoder)
        hits = [[h.passage for h in index.search(q.question, DEPTH)] for q in questions]
        found[name] = [float(any(holds(q, p) for p in near_by)) for q, near_by in zip(questions, hits, strict=True)]
        for q, mark, near_by in zip(questions, found[name], hits, strict=True):
            trial.note(f"{name}, found/{q.id}", mark, texts=[p.searchable for p in near_by])
        lost = [a - b for a, b in zip(found[name], found[CLEAN], strict=True)]
        rows.append(
            {
                "files": name,
                "of this kind": len(printed),
                "passages": len(index),
                "not read": len(skipped),
                "n": len(questions),
                f"answer among the {DEPTH}": share(found[name], questions),
                "minus clean Markdown": estimate(lost, clusters=near(questions), bounds=(-1, 1)),
                "to index": Timing(seconds),
            }
        )
    pdf = [sum(marks) / len(names) for marks in zip(*(found[name] for name in names), strict=True)]
    return trial.finding(
        trial.contrast(pdf, found[CLEAN], near(questions)),
        Table("documents as files", rows),
        Table("lines of code", [
            {"whose": "the learner's: `course ask --docs FOLDER`", "lines": 1},
            {"whose": "the library's, to read four kinds of file and follow a folder", "lines": code_lines()},
        ]),
        made_with=(trial.bench.encoder,),
    )  # fmt: skip


def plain_questions(trial: Trial, *, every_wording: bool = False) -> list[data.Question]:
    """Return questions of one fact about the bench's documents that need neither brand nor date.

    Args:
        trial: with a split's questions.
        every_wording: those that ask for the same facts in other words, too.
    """
    there = {d.id for d in trial.bench.documents}
    kinds = ("lookup", "reworded", "paraphrase", "exact_code")
    every = [*trial.questions, *(other_wordings(trial.split) if every_wording else [])]
    return [q for q in every if q.kind in kinds and q.answer and len(q.facts) == 1 and q.near in there]


def indexed(place: Path, encoder: Encoder) -> tuple[PassageIndex, list[Skipped], float]:
    """Return an index of a folder, the files it could not read, and the seconds it took; nothing is cached."""
    started = time.perf_counter()
    index = PassageIndex(encoder)
    report = folder.sync(index, place)
    return index, report.skipped, time.perf_counter() - started


def holds(question: data.Question, passage: data.Passage) -> bool:
    """Tell whether a passage is of the right file and holds an accepted answer."""
    files = {gold.split("#")[0] for gold in question.gold}
    accepted = (question.answer, *question.aliases)
    return Path(passage.doc_id).stem in files and outcomes.contains_answer(passage.searchable, accepted)


def code_lines() -> int:
    """Return the lines of the two modules that turn files into an index: code, no comments and no docstrings."""
    return sum(map(lines_of_code, (Path(str(m.__file__)).read_text(encoding="utf-8") for m in (readers, folder))))


def lines_of_code(source: str) -> int:
    """Return the number of lines on which something other than a comment or a docstring stands.

    >>> lines_of_code("x = 1  # one\\n\\n# two\\n")
    1
    """
    lines: set[int] = set()
    fresh = True  # a text that begins a statement is a docstring
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT):
            fresh = fresh or token.type == tokenize.NEWLINE
        elif not (fresh and token.type == tokenize.STRING) and token.type != tokenize.ENDMARKER:
            lines |= set(range(token.start[0], token.end[0] + 1))
            fresh = False
    return len(lines)


# ---------------------------------------------------------------- the same text in other kinds of file


def to_markdown(document: data.Document, place: Path) -> None:
    """Write a document as Markdown: its title, then its text; brand and dates are left out in every kind."""
    (place / f"{document.id}.md").write_text(f"# {document.title}\n\n{document.body}", encoding="utf-8")


def to_html(document: data.Document, place: Path) -> None:
    """Write a document as a web page with what such pages carry: a menu, a banner, a side column, a footer."""
    from markdown_it import MarkdownIt

    text = MarkdownIt("commonmark").enable("table").render(document.body)
    page = f"""<!doctype html><html><head><title>{document.title} | Service portal</title>
<style>.m {{ color: grey }}</style><script>window.track = "visit";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/spares">Spares</a></li><li>Contact</li></ul></nav>
<div class="banner">We use cookies to make this page better. <button>Accept</button></div>
<table><tr><td><div><h1>{document.title}</h1>{text}</div></td>
<td><div class="m">Popular: filters, hoses, door seals. Newsletter: five tips a month.</div></td></tr></table>
<footer><p>Service portal. Was this page helpful? Print. Share. Back to top.</p></footer></body></html>"""
    (place / f"{document.id}.html").write_text(page, encoding="utf-8")


def _copier(pdfs: dict[str, bytes]) -> Writer:
    return lambda document, place: (place / f"{document.id}.pdf").write_bytes(pdfs[document.id])
