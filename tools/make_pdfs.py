"""Print documents of the corpus as PDF files of two makes, for claim M23: `data/pdf/browser.zip` and `pandoc.zip`.

A browser's print and a typesetter cut lines and words, head pages and draw tables each in its own way; nothing in the
course decides how. The files are committed, since a learner's machine has neither program. Made again, they differ in
dates and perhaps in fonts, so `data/frozen.sha256` holds what the claim was measured on.

Needs Chromium, and `pip install pypandoc_binary==1.17 typst==0.15.2` (pandoc is GPL, a tool apart: none of it is in
the course). Run `python tools/make_pdfs.py` from the root of the repository.
"""

import html
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from course_lib import data, settings
from course_lib.evidence.trial import sample

COUNT = 57  # documents; both archives together stay below 3 MB
STYLE = "body { font: 11pt/1.4 'DejaVu Serif', serif; } td, th { border: 1px solid; padding: 2pt 6pt; } @page { %s }"
FOOT = '<div style="font-size: 8px; margin: auto">Service portal, page <span class="pageNumber"></span></div>'
DAY = (2026, 3, 1, 0, 0, 0)  # "today" in the documents' world, so that archives do not differ in it


def chosen() -> list[data.Document]:
    """Return the documents that are printed: of those that test questions of one fact are about, some at random."""
    kinds = ("lookup", "paraphrase", "exact_code")
    near = {q.near for q in data.load_questions("test") if q.kind in kinds and q.answer}
    return sample([d for d in data.load_documents() if d.id in near], COUNT, seed=0)


def by_browser(documents: Sequence[data.Document]) -> Iterator[bytes]:
    """Yield each document as Chromium prints it: a page number at the foot, tables with lines."""
    from markdown_it import MarkdownIt
    from playwright.sync_api import sync_playwright

    browsers = (shutil.which(name) for name in ("chromium", "google-chrome", "chromium-browser"))
    program = next(path for path in browsers if path)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        for d in documents:
            text, title = MarkdownIt("commonmark").enable("table").render(d.body), html.escape(d.title)
            style = STYLE % "size: A4"
            page.set_content(f"<title>{title}</title><style>{style}</style><h1>{title}</h1>{text}")
            yield page.pdf(
                format="A4", display_header_footer=True, header_template="<div></div>", footer_template=FOOT,
                margin={"top": "20mm", "bottom": "20mm", "left": "22mm", "right": "22mm"},
            )  # fmt: skip
        browser.close()


def by_pandoc(documents: Sequence[data.Document]) -> Iterator[bytes]:
    """Yield each document as pandoc and Typst set it, words cut where English cuts them."""
    import importlib

    pandoc, typst = (cast(Any, importlib.import_module(name)) for name in ("pypandoc", "typst"))
    for d in documents:
        text = f"# {d.title}\n\n{d.body}"
        source = pandoc.convert_text(text, "typst", format="gfm", extra_args=["--standalone", "-V", "lang=en"])
        place = Path("build/document.typ")
        place.parent.mkdir(exist_ok=True)
        place.write_text("#set par(justify: true)\n" + source, encoding="utf-8")
        yield typst.compile(str(place))


def main() -> None:
    """Write both archives."""
    documents, folder = chosen(), settings.data_dir() / "pdf"
    folder.mkdir(exist_ok=True)
    for name, make in (("browser", by_browser), ("pandoc", by_pandoc)):
        with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for document, content in zip(documents, make(documents), strict=True):
                archive.writestr(zipfile.ZipInfo(f"{document.id}.pdf", DAY), content, zipfile.ZIP_DEFLATED, 9)
        print(f"{folder / name}.zip: {len(documents)} documents, {(folder / f'{name}.zip').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
