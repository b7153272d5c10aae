"""What untidy HTML and PDF lose on the way from a folder of files to answers."""

import tempfile
import textwrap
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from course_lib import data, folder, outcomes, readers
from course_lib.evidence.finding import Finding, Row, Table, Timing
from course_lib.evidence.trial import Trial, near, right, sample, share
from course_lib.folder import Skipped
from course_lib.index import Encoder, PassageIndex

ANSWERED = 100  # questions at most that the language model answers
DEPTH = 5
Writer = Callable[[data.Document, Path], None]


def measure(trial: Trial) -> Finding:
    """Questions whose right file and value stand among the first five; the contrast is PDF minus clean Markdown."""
    bench = trial.bench
    questions = trial.pick(plain_questions(trial))
    answered = sample(questions, ANSWERED, trial.seed)
    found: dict[str, list[float]] = {}
    rows: list[Row] = []
    for name, write in {"clean Markdown": to_markdown, "untidy HTML": to_html, "PDF": to_pdf}.items():
        with tempfile.TemporaryDirectory() as place:
            for document in bench.documents:
                write(document, Path(place))
            index, skipped, seconds = indexed(Path(place), bench.encoder)
        hits = {q: [h.passage for h in index.search(q.question, DEPTH)] for q in questions}
        found[name] = [float(any(holds(q, p) for p in hits[q])) for q in questions]
        for q, mark in zip(questions, found[name], strict=True):
            trial.note(f"{name}, found/{q.id}", mark, texts=[p.searchable for p in hits[q]])
        written = trial.answer(answered, {name: [hits[q][: bench.reader.k] for q in answered]})[name]
        rows.append(
            {
                "files": name,
                "to index": Timing(seconds),
                "passages": len(index),
                "not read": len(skipped),
                "n": len(questions),
                f"answer among the {DEPTH}": share(found[name], questions),
                "right": share(right(written), answered),
                "n of right": len(answered),
            }
        )
    return trial.finding(
        trial.contrast(found["PDF"], found["clean Markdown"], near(questions)),
        Table("documents as files", rows),
        Table("lines of code", [
            {"whose": "the learner's: `course ask --docs FOLDER`", "lines": 1},
            {"whose": "the library's, to read four kinds of file and follow a folder", "lines": code_lines()},
        ]),
        made_with=(bench.lm, bench.encoder),
    )  # fmt: skip


def plain_questions(trial: Trial) -> list[data.Question]:
    """Return questions of one fact about the bench's documents that need neither brand nor date."""
    there = {d.id for d in trial.bench.documents}
    kinds = ("lookup", "paraphrase", "exact_code")
    return [q for q in trial.questions if q.kind in kinds and q.answer and len(q.facts) == 1 and q.near in there]


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
    """Return the lines of the two modules that turn files into an index, blank lines left out."""
    sources = (Path(str(module.__file__)).read_text(encoding="utf-8") for module in (readers, folder))
    return sum(bool(line.strip()) for source in sources for line in source.splitlines())


# ---------------------------------------------------------------- the same text in three kinds of file


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


def to_pdf(document: data.Document, place: Path) -> None:
    """Write a document as pages of 40 lines with a running head and foot, words cut at line ends."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    lines = [part for line in document.body.splitlines() for part in (_wrapped(line) or [""])]
    pages = [lines[i : i + 40] for i in range(0, len(lines), 40)]
    with rc_context({"pdf.fonttype": 42}), PdfPages(place / f"{document.id}.pdf") as pdf:
        for number, page in enumerate(pages, 1):
            sheet = Figure(figsize=(8.3, 11.7))
            printed = [document.title, "", *page, "", f"Service portal, page {number} of {len(pages)}"]
            for row, line in enumerate(printed):
                sheet.text(0.08, 0.95 - 0.02 * row, line, parse_math=False, fontsize=9)
            pdf.savefig(sheet)


def _wrapped(line: str, width: int = 75) -> Sequence[str]:
    """Break a line of text, a word that does not fit within itself, with a hyphen, as a typesetter does.

    >>> _wrapped("the dishwasher hums", 10)
    ['the dishw-', 'asher hums']
    """
    broken: list[str] = []
    for word in line.split():
        room = width - len(broken[-1]) - 1 if broken else 0
        if broken and len(word) <= room:
            broken[-1] += f" {word}"
        elif broken and word.isalpha() and room > 3 and len(word) - room >= 2:
            broken[-1] += f" {word[: room - 1]}-"
            broken.append(word[room - 1 :])
        else:
            broken += textwrap.wrap(word, width)
    return broken
