"""A folder of one's own: four formats, front matter or none, nothing lost silently, only what changed read again."""

import datetime as dt
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from test_index import Hashed

from course_lib import data, folder, readers
from course_lib.errors import ArgumentError, CourseError, DataError
from course_lib.folder import Report, Skipped, index_place, open_index, read_folder, sync
from course_lib.index import PassageIndex
from course_lib.passages import cut

NINE = dt.date(2024, 5, 9)


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and a cache of its own."""
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "docs").mkdir()
    return tmp_path / "docs"


def write(root: Path, name: str, content: str | bytes, day: dt.date = NINE) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    noon = dt.datetime.combine(day, dt.time(12)).timestamp()
    os.utime(path, (noon, noon))
    return path


def pdf(*pages: list[str]) -> bytes:
    """Return a PDF with lines of text on each page, written by hand: no library of the course makes one."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 72 700 Td {shown} ET" if lines else ""
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
        f"startxref\n{len(out)}\n%%EOF\n"
    ).encode("latin-1")


def locked(content: bytes, path: Path, password: str) -> None:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(stream(content)))
    writer.encrypt(password, algorithm="RC4-128")
    writer.write(path)


def stream(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)


def one(root: Path) -> data.Document:
    (document,) = read_folder(root)
    return document


# ---------------------------------------------------------------- Markdown and text


def test_markdown_without_front_matter(docs: Path) -> None:
    write(docs, "home/rent.md", "\ufeffSome words.\r\n\r\n## The *flat* \r\n\r\nRent is due on the 3rd.\r\n")
    assert one(docs) == data.Document(
        id="home/rent.md",
        title="The *flat*",
        kind="report",
        tenant="both",
        effective=NINE,
        superseded_by=None,
        author="",
        body="Some words.\n\n## The *flat* \n\nRent is due on the 3rd.\n",
    )


def test_markdown_with_the_courses_front_matter(docs: Path) -> None:
    head = "id: x\ntitle: 'Rent: 2024'\nkind: policy\ntenant: fennick\neffective: 2024-01-31\nsuperseded_by: rent-2025"
    write(docs, "home/rent.md", f"---\n{head}\nauthor: Me\n---\n# Another heading\n\nDue on the 3rd.")
    document = one(docs)
    assert (document.id, document.title, document.kind, document.tenant) == (
        "home/rent.md", "Rent: 2024", "policy", "fennick",
    )  # fmt: skip
    assert (document.effective, document.superseded_by) == (dt.date(2024, 1, 31), "home/rent-2025.md")
    assert (document.author, document.body) == ("Me", "# Another heading\n\nDue on the 3rd.")


def test_front_matter_of_other_tools_is_no_obstacle(docs: Path) -> None:
    write(docs, "a.md", "---\ntags: [x, y]\nlayout: post\nkind: diary\ntitle: 2024\nsuperseded_by:\n---\nText.")
    assert (one(docs).title, one(docs).kind, one(docs).superseded_by) == ("2024", "report", None)


def test_a_rule_at_the_top_is_no_front_matter(docs: Path) -> None:
    write(docs, "a.md", "---\nText between rules.\n---\nMore.")
    assert one(docs).body == "---\nText between rules.\n---\nMore."


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("tenant: acme", r"field 'tenant': Input should be 'quernby', 'fennick' or 'both'"),
        ("effective: soon", r"field 'effective': .*\(came: 'soon'\)"),
        ("title: a: b", r"a\.md:2: front matter is not YAML"),
    ],
)
def test_front_matter_that_cannot_be_honoured_is_refused(docs: Path, head: str, says: str) -> None:
    """To index it as if it were not there would show a brand's text to the other."""
    write(docs, "a.md", f"---\n{head}\n---\nText.")
    with pytest.raises(DataError, match=says):
        read_folder(docs)


def test_text(docs: Path) -> None:
    write(docs, "my_bike notes.txt", "The lock is 4471.\n\nTyres: 28 inch.")
    assert (one(docs).id, one(docs).title) == ("my_bike notes.txt", "my bike notes")
    write(docs, "my_bike notes.txt", "```\n# code\n```\n# Bike\nThe lock is 4471.")
    assert one(docs).title == "Bike"


def test_a_stretch_without_spaces_is_left_out_and_told(docs: Path) -> None:
    write(docs, "a.md", f"Look: ![](data:image/png;base64,{'Qk' * 5000}) and read.")
    skipped: list[Skipped] = []
    (document,) = read_folder(docs, skipped=skipped)
    assert document.body == "Look:  and read."
    assert [s.path for s in skipped] == ["a.md"]
    assert "left out: 1 stretch(es) of over 1,000 characters without a space" in skipped[0].reason
    with pytest.raises(DataError, match="stretch"):
        read_folder(docs)


# ---------------------------------------------------------------- HTML

PAGE = """<!DOCTYPE html><html><head><title>Bikes | My site</title><style>p { color: red }</style>
<script>var secret = "script";</script></head>
<body><nav><a href="/">Home</a></nav><!-- a comment -->
<h1>My   <em>bikes</em></h1><p>The red one has a <b>lock</b> with
the number 4471.<br>Never lend it.</p>
<h2>Tyres</h2>
<table><caption>Sizes</caption><tr><th>bike</th><th>tyre</th></tr><tr><td>red</td><td>28 <i>inch</i></td></tr></table>
<ul><li>pump</li><li><p>patches</p></li></ul>
<pre># not a heading
  two  spaces</pre>
<p hidden>nobody sees this</p>After&nbsp;all &amp; done.</body></html>"""


def test_html_keeps_headings_lists_tables_and_code_and_drops_the_rest(docs: Path) -> None:
    write(docs, "bikes.HTML", PAGE)
    document = one(docs)
    assert document.title == "My bikes"
    assert document.body == (
        "# My bikes\n\nThe red one has a lock with the number 4471.\nNever lend it.\n\n## Tyres\n\n"
        "Sizes\n| bike | tyre |\n| red | 28 inch |\n\n- pump\n- patches\n\n"
        "```\n# not a heading\n  two  spaces\n```\n\nAfter all & done."
    )
    assert [p.heading for p in cut(document)] == ["", "Tyres"]


@pytest.mark.parametrize(
    ("page", "title", "body"),
    [
        ("<title>A page</title><p>Text", "A page", "Text"),
        ("<p>Text", "x", "Text"),
        ("just text &lt;3", "x", "just text <3"),
        ("<h2>Part</h2>Text", "Part", "## Part\n\nText"),
        ("<table><tr><td><h2>In a layout</h2><p>Text</p></td></tr></table>", "In a layout", "## In a layout\n\nText"),
        ("<div><div>a</div><div>b</div></div>", "x", "a\n\nb"),
        ("<dl><dt>pump</dt><dd>air</dd></dl>", "x", "pump\n\nair"),
        ("<p>a<script>x</script>b</p>", "x", "ab"),
    ],
)
def test_pages_of_all_shapes(docs: Path, page: str, title: str, body: str) -> None:
    write(docs, "x.htm", page)
    assert (one(docs).title, one(docs).body) == (title, body)


def test_html_without_text_or_nested_without_end(docs: Path) -> None:
    write(docs, "x.html", "<script>x</script>")
    with pytest.raises(DataError, match=r"x\.html: no text in it"):
        read_folder(docs)
    write(docs, "x.html", "<div>" * 3000 + "deep")
    with pytest.raises(DataError, match=r"x\.html: its parts are nested too deeply to read; save it as text"):
        read_folder(docs)


# ---------------------------------------------------------------- PDF


def test_pdf_page_by_page(docs: Path) -> None:
    write(
        docs,
        "lease.pdf",
        pdf(["The rent is due", "on the 3rd \\(really\\).", "It is exam-", "ple text."], ["Keys: two."]),
    )
    document = one(docs)
    assert (document.title, document.effective) == ("lease", NINE)
    assert [(p.heading, p.text) for p in cut(document)] == [
        ("Page 1", "The rent is due\non the 3rd (really).\nIt is example text."),
        ("Page 2", "Keys: two."),
    ]


def test_a_scan_is_told_and_does_not_crash(docs: Path) -> None:
    write(docs, "scan.pdf", pdf([], []))
    with pytest.raises(
        DataError, match=r"scan\.pdf: no text on its 2 page\(s\); if it is a scan, run text recognition"
    ):
        read_folder(docs)
    write(docs, "scan.pdf", pdf(["Text."], [], []))
    skipped: list[Skipped] = []
    (document,) = read_folder(docs, skipped=skipped)
    assert document.body == "# Page 1\n\nText."
    assert skipped[0].reason.endswith("scan.pdf: left out: pages 2, 3 hold no text (a scan, or empty)")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n", b"no pdf at all", pdf(["Text."])[:200]])
def test_a_damaged_pdf_is_told(docs: Path, content: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    write(docs, "x.pdf", content)
    with pytest.raises(DataError, match=r"x\.pdf: (not a PDF that can be read|no text on its 0)"):
        read_folder(docs)
    assert capfd.readouterr().err == ""


def test_a_protected_pdf(docs: Path) -> None:
    locked(pdf(["Text."]), docs / "x.pdf", "")
    assert one(docs).body == "# Page 1\n\nText."
    locked(pdf(["Text."]), docs / "x.pdf", "secret")
    with pytest.raises(DataError, match=r"x\.pdf: a password protects it; save a copy without one"):
        read_folder(docs)


def test_a_broken_page_does_not_take_the_others_with_it(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(docs, "x.pdf", pdf(["One."], ["Two."]))
    whole = pypdf.PageObject.extract_text

    def breaks(page: pypdf.PageObject) -> str:
        if page.page_number == 0:
            raise KeyError("/Odd")
        return "ﬁne\0 \ud800" + whole(page)

    monkeypatch.setattr(pypdf.PageObject, "extract_text", breaks)
    skipped: list[Skipped] = []
    (document,) = read_folder(docs, skipped=skipped)
    assert document.body == "# Page 2\n\nfine ?Two."
    assert skipped[0].reason.endswith("left out: page 1 holds damage")


# ---------------------------------------------------------------- folders


def test_documents_come_by_path_whatever_the_disk_says(docs: Path) -> None:
    for name in ("b.md", "a/z.txt", "a/b/c.html", "B.md", "a.md", "ä.md"):
        write(docs, name, "Text.")
    assert [d.id for d in read_folder(docs)] == ["B.md", "a.md", "a/b/c.html", "a/z.txt", "b.md", "ä.md"]
    assert read_folder(str(docs)) == read_folder(docs)


def test_what_is_not_read_is_named(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(docs, "good.md", "Text.")
    write(docs, "empty.md", " \n")
    write(docs, "latin.txt", "good\ncafé".encode("latin-1"))
    write(docs, "utf16.txt", "text".encode("utf-16"))
    write(docs, "zero.txt", b"a\0b")
    write(docs, "large.txt", "word " * 400)
    write(docs, "picture.png", b"\x89PNG")
    write(docs, ".git/config.md", "hidden")
    write(docs, ".hidden.md", "hidden")
    monkeypatch.setattr(readers, "MAX_BYTES", 1000)
    (docs / "broken.md").symlink_to(docs / "nowhere")
    os.mkfifo(docs / "pipe.md")
    (docs / "elsewhere").symlink_to(docs.parent)
    (docs / "link.md").symlink_to(docs / "good.md")
    skipped: list[Skipped] = []
    assert [d.id for d in read_folder(docs, skipped=skipped)] == ["good.md", "link.md"]
    said = {s.path: s.reason.removeprefix(str(docs)) for s in skipped}
    assert said == {
        "broken.md": "/broken.md: a broken link, or no ordinary file; check it",
        "elsewhere": "/elsewhere: a link to a folder, not followed; index that folder itself",
        "empty.md": "/empty.md: no text in it; nothing to index",
        "large.txt": "/large.txt: 0 MB, more than 0; split it",
        "latin.txt": "/latin.txt:2: byte 0xe9 is not UTF-8; save the file as UTF-8",
        "pipe.md": "/pipe.md: a broken link, or no ordinary file; check it",
        "utf16.txt": "/utf16.txt:1: byte 0xff is not UTF-8; save the file as UTF-8",
        "zero.txt": "/zero.txt: not a text (it holds a zero byte); save it as UTF-8 text",
    }
    report = sync(PassageIndex(Hashed()), docs)
    assert (report.added, report.other) == (["good.md", "link.md"], ["picture.png"])
    assert [s.path for s in report.skipped] == sorted(said)


def test_without_a_list_the_first_that_cannot_be_read_is_an_error(docs: Path) -> None:
    write(docs, "a.md", "Text.")
    write(docs, "b.txt", b"\xff")
    with pytest.raises(DataError, match=r"b\.txt:1: byte 0xff is not UTF-8"):
        read_folder(docs)


def test_no_such_folder(docs: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere: no such folder"):
        read_folder(docs / "nowhere")
    with pytest.raises(DataError, match=r"a\.md: is a file; pass the folder it lies in"):
        sync(PassageIndex(Hashed()), write(docs, "a.md", "Text."))
    assert read_folder(docs.parent / "docs" / ".." / "docs")[0].id == "a.md"


def test_the_courses_corpus_reads_as_it_does_in_the_course(docs: Path) -> None:
    ours = {d.id: d for d in data.load_documents()}
    theirs = read_folder(folder.existing(Path(data.__file__).parents[2] / "data" / "corpus"))
    assert len(theirs) == len(ours)
    for document in theirs:
        own = ours[document.id.removesuffix(".md")]
        assert (document.title, document.tenant, document.effective) == (own.title, own.tenant, own.effective)
        assert (document.kind, document.body, document.author) == (own.kind, own.body, own.author)
        assert document.superseded_by == (own.superseded_by and f"{own.superseded_by}.md")


# ---------------------------------------------------------------- following a folder


def texts(index: PassageIndex) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for p in index.passages():
        found.setdefault(p.doc_id, []).append(p.text)
    return found


def embedded(index: PassageIndex) -> list[str]:
    """Return what was embedded since the last call."""
    assert isinstance(index.encoder, Hashed)
    done = [text.split("\n")[-1] for text in index.encoder.embedded]
    index.encoder.embedded.clear()
    return done


def test_only_what_changed_is_embedded(docs: Path) -> None:
    index = PassageIndex(Hashed())
    write(docs, "a.md", "One.")
    write(docs, "b/c.md", "## H\nTwo.\n## I\nThree.")
    write(docs, "d.txt", "Four.")
    assert sync(index, docs) == Report(added=["a.md", "b/c.md", "d.txt"])
    assert sorted(embedded(index)) == ["Four.", "One.", "Three.", "Two."]
    assert sync(index, docs) == Report(unchanged=["a.md", "b/c.md", "d.txt"])
    write(docs, "b/c.md", "## H\nTwo.\n## I\nFive.")
    (docs / "d.txt").unlink()
    write(docs, "e.md", "Six.")
    assert sync(index, docs) == Report(added=["e.md"], changed=["b/c.md"], removed=["d.txt"], unchanged=["a.md"])
    assert embedded(index) == ["Five.", "Six."]
    assert texts(index) == {"a.md": ["One."], "b/c.md": ["Two.", "Five."], "e.md": ["Six."]}
    assert len(index) == index._vectors.ntotal


def test_a_new_date_alone_is_no_change_and_a_new_name_is(docs: Path) -> None:
    index = PassageIndex(Hashed())
    write(docs, "a.md", "One.")
    sync(index, docs)
    write(docs, "a.md", "One.", day=dt.date(2025, 1, 1))
    assert sync(index, docs) == Report(unchanged=["a.md"])
    assert index.passages()[0].effective == NINE, "the text holds since it was first seen"
    (docs / "a.md").rename(docs / "b.md")
    assert sync(index, docs) == Report(added=["b.md"], removed=["a.md"])


def test_front_matter_that_changes_takes_effect_without_embedding(docs: Path) -> None:
    index = PassageIndex(Hashed())
    write(docs, "a.md", "---\ntitle: A\n---\nOne.")
    sync(index, docs)
    embedded(index)
    write(docs, "a.md", "---\ntitle: A\ntenant: fennick\n---\nOne.")
    assert sync(index, docs) == Report(changed=["a.md"])
    assert embedded(index) == [] and index.visible(tenant="quernby") == []


def test_what_can_no_longer_be_read_leaves_the_index_and_is_told_every_time(docs: Path) -> None:
    index = PassageIndex(Hashed())
    write(docs, "a.md", "One.")
    write(docs, "b.md", "Two.")
    sync(index, docs)
    write(docs, "a.md", b"\xff")
    report = sync(index, docs)
    assert (report.removed, report.unchanged, [s.path for s in report.skipped]) == (["a.md"], ["b.md"], ["a.md"])
    again = sync(index, docs)
    assert (again.removed, again.skipped) == ([], report.skipped)
    write(docs, "a.md", "One.")
    assert sync(index, docs).added == ["a.md"]


def test_a_file_read_in_part_is_told_every_time(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = PassageIndex(Hashed())
    write(docs, "scan.pdf", pdf(["Text."], []))
    first = sync(index, docs)
    assert first.added == ["scan.pdf"] and "page 2 holds no text" in first.skipped[0].reason
    monkeypatch.setattr(folder, "read_file", lambda *_: pytest.fail("an unchanged PDF was read again"))
    again = sync(index, docs)
    assert (again.unchanged, again.skipped) == (["scan.pdf"], first.skipped)


def test_a_successor_is_found_by_its_name(docs: Path) -> None:
    index = PassageIndex(Hashed())
    write(docs, "p/old.md", "---\neffective: 2023-01-01\nsuperseded_by: new\n---\nTwo weeks.")
    write(docs, "p/new.md", "---\neffective: 2024-01-01\n---\nThree weeks.")
    sync(index, docs)
    assert [p.text for p in index.visible(on=dt.date(2023, 6, 1))] == ["Two weeks."]
    assert [p.text for p in index.visible(on=dt.date(2024, 6, 1))] == ["Three weeks."]


def test_what_came_from_elsewhere_stays_and_another_folder_is_refused(docs: Path) -> None:
    index = PassageIndex(Hashed())
    index.add(cut(data.load_documents()[0]))
    count = len(index)
    write(docs, "sub/a.md", "One.")
    sync(index, docs)
    (docs / "sub" / "a.md").unlink()
    assert sync(index, docs).removed == ["sub/a.md"] and len(index) == count
    with pytest.raises(ArgumentError, match=r"this index follows .*docs, not .*sub; take an index a folder"):
        sync(index, docs / "sub")


def test_another_reader_reads_everything_anew(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = PassageIndex(Hashed())
    write(docs, "a.md", "One.")
    sync(index, docs)
    monkeypatch.setattr(folder, "READER", folder.READER + 1)
    assert sync(index, docs).changed == ["a.md"]
    assert sync(index, docs).unchanged == ["a.md"]


def test_many_files_are_embedded_in_batches_and_kept_on_the_way(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10):
        write(docs, f"{number}.md", f"Text {number}.")
    monkeypatch.setattr(folder, "BATCH", 4)
    monkeypatch.setattr(folder, "KEEP_EVERY", 0.0)
    index, kept = PassageIndex(Hashed()), []
    sync(index, docs, keep=lambda: kept.append((len(index), len(index.notes["folder"]["files"]))))
    assert kept == [(4, 4), (8, 8), (10, 10)]


# ---------------------------------------------------------------- the kept index


def test_a_folder_is_kept_by_its_path_for_its_owner_alone(docs: Path) -> None:
    write(docs, "a.md", "One.")
    opened = open_index(docs, Hashed())
    assert (opened.report.added, opened.warning) == (["a.md"], "")
    place = index_place(docs)
    assert index_place(str(docs) + "/../docs/") == place and index_place(docs.parent) != place
    assert place.parent.parent == docs.parent / "cache"
    if os.name == "posix":
        assert place.parent.stat().st_mode & 0o777 == 0o700
    encoder = Hashed()
    again = open_index(docs, encoder)
    assert (again.report.unchanged, again.warning, encoder.embedded) == (["a.md"], "", [])
    assert again.index.passages() == opened.index.passages()
    assert open_index(docs, encoder, rebuild=True).report.added == ["a.md"]
    assert len(encoder.embedded) == 1


def test_nothing_is_written_when_nothing_changed(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(docs, "a.md", "One.")
    open_index(docs, Hashed())
    monkeypatch.setattr(PassageIndex, "save", lambda *_: pytest.fail("the index was saved"))
    open_index(docs, Hashed())


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda place: next(place.glob("version-*/vectors.faiss")).write_bytes(b"x"), "vectors.faiss is not the file"),
        (lambda place: (place / "current.json").write_text("{"), "current.json cannot be read"),
    ],
)
def test_a_damaged_index_is_made_anew_and_told(docs: Path, harm: Callable[[Path], object], says: str) -> None:
    write(docs, "a.md", "One.")
    open_index(docs, Hashed())
    harm(index_place(docs))
    opened = open_index(docs, Hashed())
    assert opened.report.added == ["a.md"] and opened.warning.startswith("everything is read anew (")
    assert says in opened.warning
    assert open_index(docs, Hashed()).report.unchanged == ["a.md"]
    other = open_index(docs, Hashed(label="another"))
    assert other.report.added == ["a.md"] and "was filled by 'hashed'" in other.warning


def test_an_index_that_cannot_be_kept_still_answers(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(docs, "a.md", "One.")

    def full(*_: object) -> None:
        raise CourseError("the disk is full")

    monkeypatch.setattr(PassageIndex, "save", full)
    opened = open_index(docs, Hashed())
    assert len(opened.index) == 1 and opened.warning == "the index is not kept (the disk is full)"


def test_the_notes_are_plain_json(docs: Path) -> None:
    write(docs, "a.md", "One.")
    index = open_index(docs, Hashed()).index
    assert json.loads(json.dumps(index.notes)) == index.notes
    assert PassageIndex.load(index_place(docs), Hashed()).notes == index.notes
