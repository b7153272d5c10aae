"""From a folder of files to answers: how long it takes, and what untidy HTML and PDF lose on the way."""

import tempfile
import textwrap
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from course_lib import data, folder, models, outcomes, rag, readers
from course_lib.embed import Embedder
from course_lib.experiments import Contrast, Finding, Setting
from course_lib.experiments.bench import Bench, K, paired, sample
from course_lib.folder import Skipped
from course_lib.index import PassageIndex
from course_lib.stats import estimate

RECORD_SAMPLE, RECORD_ANSWERED, RUNS = 400, 100, 5
LIVE_DOCUMENTS, LIVE_SAMPLE, LIVE_ANSWERED = 12, 30, 5
DEPTH = 5
Writer = Callable[[data.Document, Path], None]


def run(setting: Setting) -> Finding:
    """Questions whose right file and value stand among the first five; the contrast is PDF minus clean Markdown."""
    bench = Bench(setting)
    documents, asked = material(bench, setting)
    record = setting.mode == "record"
    questions = sample(asked, RECORD_SAMPLE if record else LIVE_SAMPLE, setting.seed)
    answered = sample(questions, RECORD_ANSWERED if record else LIVE_ANSWERED, setting.seed)
    found: dict[str, list[float]] = {}
    rows = []
    for name, write in {"clean Markdown": to_markdown, "untidy HTML": to_html, "PDF": to_pdf}.items():
        with tempfile.TemporaryDirectory() as place:
            for document in documents:
                write(document, Path(place))
            index, skipped, seconds = indexed(Path(place))
        hits = {q: [h.passage for h in index.search(q.question, DEPTH)] for q in questions}
        found[name] = [float(any(holds(q, p) for p in hits[q])) for q in questions]
        written = bench.ask(answered, [hits[q][:K] for q in answered])
        rows.append(
            {
                "files": name,
                "seconds to index": round(seconds),
                "passages": len(index),
                "not read": len(skipped),
                "n": len(questions),
                f"answer among the {DEPTH}": str(estimate(found[name], clusters=[q.near for q in questions])),
                f"right, n={len(answered)}": str(
                    estimate([a.right for a in written], clusters=[q.near for q in answered])
                ),
            }
        )
    return Finding(
        contrast=paired(found["PDF"], found["clean Markdown"], questions, setting.seed),
        tables={
            f"{len(documents)} documents as files": rows,
            "lines of code": [
                {"whose": "the learner's: `course ask --docs FOLDER`", "lines": 1},
                {"whose": "the library's, to read four kinds of file and follow a folder", "lines": code_lines()},
            ],
        },
        models=(bench.lm.label, bench.index.encoder.label),
        dtype=bench.lm.dtype,
    )


def minutes(setting: Setting) -> Finding:
    """Minutes from a raw folder of Markdown to the first right answer, questions asked in random order, model load in.

    A run that finds no right answer among fifty questions counts as an hour.
    """
    bench = Bench(setting)
    documents, asked = material(bench, setting)
    spent = []
    rows = []
    for number in range(RUNS if setting.mode == "record" else 1):
        order = np.random.default_rng(setting.seed + number).permutation(len(asked))[:50]
        with tempfile.TemporaryDirectory() as place:
            for document in documents:
                to_markdown(document, Path(place))
            started = time.perf_counter()
            index, _, indexing = indexed(Path(place))
            pipeline = rag.Pipeline(index, models.load_language_model(setting.dtype))
            right = (k for k, i in enumerate(order, 1) if _right(asked[i], pipeline.ask(asked[i].question)))
            tries = next(right, None)
            spent.append((time.perf_counter() - started) / 60 if tries else 60.0)
        rows.append(
            {"run": number + 1, "minutes to index": round(indexing / 60, 2), "questions until one is right": tries,
             "minutes in all": round(spent[-1], 2)}
        )  # fmt: skip
    return Finding(
        contrast=Contrast.of(spent, range(len(spent)), seed=setting.seed, bounds=(0, 60)),
        tables={"from a folder to the first right answer": rows},
        models=(bench.lm.label, Embedder().label),
        dtype=bench.lm.dtype,
        seeds=len(spent),
    )


def material(bench: Bench, setting: Setting) -> tuple[list[data.Document], list[data.Question]]:
    """Return documents, and questions of one fact about them that need neither brand nor date."""
    asked = bench.questions(
        lambda q: q.kind in ("lookup", "paraphrase", "exact_code") and bool(q.answer) and len(q.facts) == 1, live=1000
    )
    documents = data.load_documents()
    if setting.mode == "live":
        about = sorted({q.near for q in asked})[:LIVE_DOCUMENTS]
        documents = [d for d in documents if d.id in about]
        asked = [q for q in asked if q.near in about]
    return documents, asked


def indexed(place: Path) -> tuple[PassageIndex, list[Skipped], float]:
    """Return an index of a folder, the files it could not read, and the seconds it took; nothing is cached."""
    started = time.perf_counter()
    index = PassageIndex(Embedder())
    report = folder.sync(index, place)
    return index, report.skipped, time.perf_counter() - started


def holds(question: data.Question, passage: data.Passage) -> bool:
    """Tell whether a passage is of the right file and holds an accepted answer."""
    files = {gold.split("#")[0] for gold in question.gold}
    accepted = (question.answer, *question.aliases)
    return Path(passage.doc_id).stem in files and outcomes.contains_answer(passage.searchable, accepted)


def _right(question: data.Question, trace: rag.Trace) -> bool:
    return outcomes.judge(question, trace.answer, [h.passage for h in trace.hits]) == "right"


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
