"""Cutting: hand-worked windows, no word lost, offsets that give the text back, and the odd shapes of real files."""

import datetime as dt
import itertools
import re
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import data
from course_lib.blocks import headings, length, units
from course_lib.embed import MAX_TOKENS, token_spans
from course_lib.errors import ArgumentError
from course_lib.passages import LONGEST, MAX_CHARACTERS, How, cut, cut_all, fixed_spans, sentence_spans

WAYS = get_args(How)


def document(body: str, title: str = "Hoses") -> data.Document:
    return data.Document("hoses", title, "manual", "fennick", dt.date(2025, 3, 1), "hoses-2", "A. Writer", body)


def texts(body: str, how: How = "structure", *, size: int = 120, title: str = "Hoses") -> list[tuple[str, str]]:
    return [(p.heading, p.text) for p in cut(document(body, title), how, size=size)]


# ---------------------------------------------------------------- windows of words


def test_ten_words_in_windows_of_four_that_share_one() -> None:
    assert fixed_spans(10, size=4, overlap=1) == [(0, 4), (3, 7), (6, 10)]
    words = cut(document("a b c d e f g h i j"), "fixed", size=4, overlap=1)
    assert [p.text for p in words] == ["a b c d", "d e f g", "g h i j"]
    assert [(p.start, p.end) for p in words] == [(0, 7), (6, 13), (12, 19)]


@pytest.mark.parametrize(
    ("count", "size", "overlap", "spans"),
    [
        (0, 4, 1, []),
        (1, 4, 1, [(0, 1)]),
        (4, 4, 1, [(0, 4)]),
        (4, 4, 3, [(0, 4)]),
        (5, 4, 1, [(0, 4), (3, 5)]),
        (5, 4, 0, [(0, 4), (4, 5)]),
        (5, 4, 3, [(0, 4), (1, 5)]),
        (3, 1, 0, [(0, 1), (1, 2), (2, 3)]),
    ],
)
def test_short_texts_and_edges(count: int, size: int, overlap: int, spans: list[tuple[int, int]]) -> None:
    assert fixed_spans(count, size, overlap) == spans


@given(count=st.integers(0, 300), size=st.integers(1, 40), rest=st.data())
def test_windows_hold_every_word_share_the_overlap_and_each_brings_something_new(
    count: int, size: int, rest: st.DataObject
) -> None:
    overlap = rest.draw(st.integers(0, size - 1))
    spans = fixed_spans(count, size, overlap)
    assert sorted({word for a, b in spans for word in range(a, b)}) == list(range(count))
    assert all(b - a == size for a, b in spans[:-1]) and all(0 < b - a <= size for a, b in spans)
    for (a, b), (c, d) in itertools.pairwise(spans):
        assert a < c and b - c == overlap and d > b


# ---------------------------------------------------------------- sentences


def test_sentences_are_joined_while_they_fit() -> None:
    text = "The hose leaks. Close the tap. Call us."
    assert [text[a:b] for a, b in sentence_spans(text, 6)] == ["The hose leaks. Close the tap.", "Call us."]
    assert [text[a:b] for a, b in sentence_spans(text, 5)] == ["The hose leaks.", "Close the tap. Call us."]
    assert [text[a:b] for a, b in sentence_spans(text, 8)] == [text]


def test_a_longer_sentence_stands_alone_and_whole() -> None:
    text = "Stop. One two three four five. Go."
    assert [text[a:b] for a, b in sentence_spans(text, 2)] == ["Stop.", "One two three four five.", "Go."]


@pytest.mark.parametrize(
    ("text", "size", "wanted"),
    [
        ("| a | b |\n| c | d |\n| e | f |", 5, ["| a | b |", "| c | d |", "| e | f |"]),
        ("- close the tap\n- call us\n", 4, ["- close the tap", "- call us"]),
        ("1. close the tap\n2. call us", 4, ["1. close the tap", "2. call us"]),
        ("It takes 3.5 minutes. Wait.", 4, ["It takes 3.5 minutes.", "Wait."]),
        ("The warranty lasts\n24 months in all.", 4, ["The warranty lasts\n24 months in all."]),
        ('He said "stop." Then he left (at once.) Good.', 3, ['He said "stop."', "Then he left (at once.)", "Good."]),
        ("No full stop\n\nhere at all", 3, ["No full stop", "here at all"]),
    ],
    ids=["table", "list", "numbered", "decimal", "wrapped line", "quotes", "empty line"],
)
def test_where_sentences_end(text: str, size: int, wanted: list[str]) -> None:
    assert [text[a:b] for a, b in sentence_spans(text, size)] == wanted


@pytest.mark.parametrize("text", ["A. B.\n\n\n", "\n\n  A. B. \n", "A. \n \n B."])
def test_stretches_begin_and_end_with_a_word(text: str) -> None:
    for size in (1, 9):
        found = [text[a:b] for a, b in sentence_spans(text, size)]
        assert found == ([text.strip()] if size == 9 else ["A.", "B."])


@pytest.mark.parametrize("text", ["", " \n\t\n", "\n\n\n"])
def test_nothing_gives_nothing(text: str) -> None:
    assert sentence_spans(text, 5) == []
    assert all(cut(document(text), how) == [] for how in WAYS)


LINES = st.one_of(
    st.sampled_from(
        [
            "",
            "",
            "# One",
            "## Two of these ##",
            "### Three",
            "#four",
            "##",
            "```",
            "~~~ python",
            "# a comment?",
            "| a | b |",
            "- x",
            "3. y",
            "---",
            "\t",
            "Größe: 12,5 kg\u2028é. 日本語。",
        ]
    ),
    st.lists(st.sampled_from(["hose", "tap", "leaks.", "Why?", "P86-a", "(no.)", "e.g."]), min_size=1, max_size=12).map(
        " ".join
    ),
)
BODIES = st.lists(LINES, max_size=25).map("\n".join)


@given(text=BODIES, size=st.integers(1, 30))
def test_stretches_hold_every_word_once_in_order(text: str, size: int) -> None:
    spans = sentence_spans(text, size)
    assert " ".join(text[a:b] for a, b in spans).split() == text.split()
    assert all(a < b for a, b in spans) and all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))
    for a, b in spans:
        part = text[a:b]
        assert part == part.strip()
        if len(part.split()) > size:  # a sentence by itself: nothing in it could be cut off
            assert len(sentence_spans(part, 1)) == 1


# ---------------------------------------------------------------- passages


@settings(deadline=None)
@given(body=BODIES, how=st.sampled_from(WAYS), size=st.integers(1, 30))
def test_passages_give_the_body_back(body: str, how: How, size: int) -> None:
    found = cut(document(body), how, size=size)
    assert [p.id for p in found] == [f"hoses#{how}{size}@{p.start}" for p in found]
    assert all(p.text == body[p.start : p.end] == p.text.strip() != "" for p in found)
    assert all(p.end <= q.start for p, q in itertools.pairwise(found))
    shown = " ".join(p.heading + " " + p.text for p in found).split()
    if how == "structure":  # hashes and fences are marks; a heading is shown above its text
        assert set(re.findall(r"\w+", " ".join(shown))) >= set(re.findall(r"\w+", body))
    else:
        assert shown == body.split()
    assert how != "fixed" or all(len(p.text.split()) <= size for p in found)


def test_a_passage_knows_where_it_comes_from() -> None:
    (passage,) = cut(document("## Leaks\n\nClose the tap."))
    assert (passage.doc_id, passage.title, passage.heading, passage.lead) == ("hoses", "Hoses", "Leaks", "")
    assert passage.id == "hoses#structure40@10"
    assert (passage.tenant, passage.effective, passage.superseded_by) == ("fennick", dt.date(2025, 3, 1), "hoses-2")
    assert passage.searchable == "Hoses\nLeaks\nClose the tap."


def test_structure_never_joins_two_headings() -> None:
    body = "Before.\n\n## Leaks\n\nClose the tap. Call us.\n## Noise\nWait."
    assert texts(body) == [("", "Before."), ("Leaks", "Close the tap. Call us."), ("Noise", "Wait.")]
    assert texts(body, "sentences")[0][1] == body, "sentences know no headings"


def test_a_heading_carries_those_above_it_but_not_the_title() -> None:
    body = "# Hoses\n\n## Fennick\n### Returns\nTwo weeks.\n### Repairs\nFree.\n## Quernby\n### Returns\nNone."
    assert texts(body) == [
        ("Fennick > Returns", "Two weeks."),
        ("Fennick > Repairs", "Free."),
        ("Quernby > Returns", "None."),
    ]


def test_a_heading_without_text_is_text_itself() -> None:
    assert texts("## Leaks\n\nClose it.\n\n## To be written ##\n") == [("Leaks", "Close it."), ("", "To be written ##")]
    assert texts("## A\n### B\n## C\nText.") == [("A", "B"), ("C", "Text.")]


def test_a_comment_in_code_is_no_heading() -> None:
    body = "## Reset\n\n```sh\n# hold the button\nreset --all\n```\n\nThen wait.\n\n~~~\n```\n# x\n~~~\n## Next\nGo."
    found = texts(body, size=200)
    assert [heading for heading, _ in found] == ["Reset", "Next"]
    assert "# hold the button" in found[0][1] and "# x" in found[0][1]
    for line in ("#hashtag", "####### seven", "```one line```\ntext", "    # indented"):
        assert [heading for heading, _ in texts(f"{line}\n## Next\nGo.")] == ["", "Next"]


def test_closing_marks_leave_the_heading_and_a_name_with_one_keeps_it() -> None:
    body = "# One ##\nA.\n\n# In C#\nB.\n\n# Notes on C# and F# #\nC.\n"
    assert [heading for heading, _ in texts(body)] == ["One", "In C#", "Notes on C# and F#"]


@pytest.mark.parametrize("word", ["long ", "длинный", "漢字", "9.9"])
@pytest.mark.parametrize("how", ["sentences", "structure"])
def test_a_title_of_any_length_leaves_room_for_the_text(how: How, word: str) -> None:
    long = word * 400
    body = f"# {long}\n\n" + "| a | b |\n|---|---|\n" + "| the hose | leaks here |\n" * 30
    found = cut(document(body, long), how)
    assert max(len(token_spans(p.searchable)) for p in found) <= MAX_TOKENS
    assert all(p.title.startswith(long[:20]) and p.title.endswith("…") for p in found)


def test_a_title_that_fits_is_left_alone() -> None:
    title = "Dishwashers of the DW-600 series: installing, first start and what to do when water stands in the sump"
    assert {p.title for p in cut(document("One.\n\nTwo.", title), size=1)} == {title}


def test_long_texts_are_cut_in_time_that_grows_with_them() -> None:
    """Twice the text takes about twice the time; a quadratic cutter takes four times as long."""
    import time

    def seconds(lines: int) -> float:
        body = "A line that is prose.\n\n" * lines
        started = time.perf_counter()
        list(units(body, 0, len(body), lambda text: [(0, len(text))]))
        return time.perf_counter() - started

    seconds(100)
    assert min(seconds(16_000) for _ in range(3)) < 3 * min(seconds(8_000) for _ in range(3))


def test_no_heading_at_all() -> None:
    assert texts("The hose leaks. Close the tap.") == [("", "The hose leaks. Close the tap.")]


def test_what_never_stops_is_cut_into_windows() -> None:
    whole, endless = "word " * LONGEST, "word " * (LONGEST + 1)
    for how in ("sentences", "structure"):
        assert [len(text.split()) for _, text in texts(whole, how, size=50)] == [160]
        assert [len(text.split()) for _, text in texts(endless, how, size=50)] == [50, 50, 50, 11]
        assert [len(text.split()) for _, text in texts(endless, how, size=161)] == [161]


# ---------------------------------------------------------------- bounds in tokens


def log(lines: int) -> str:
    return "\n".join(
        f"2024-05-01T10:{i % 60:02d}:00Z ERROR com.example.pump.Foo$Bar request_id={i * 2654435761 % 2**64:016x}"
        for i in range(lines)
    )


TABLE = "| part | noise | price |\n|---|---|---|\n" + "\n".join(
    f"| AP-{300 + i} | {40 + i} dB | €{i}.50 |" for i in range(14)
)
CHINESE = "本产品自购买之日起享受二十四个月保修，请保留发票。" * 60
THAI = "การรับประกันมีระยะเวลายี่สิบสี่เดือนนับจากวันที่ซื้อ" * 20


@pytest.mark.parametrize(
    "body",
    [
        log(60),
        "sn-7919," * 400,
        "x" * 5000,
        CHINESE,
        THAI,
        "# 保修\n\n" + CHINESE,
        TABLE * 3,
        f"# {'long ' * 99}\n\nText. " * 9,
    ],
    ids=["log", "csv", "one word", "chinese", "thai", "chinese under a heading", "tables", "long headings"],
)
@pytest.mark.parametrize("size", [40, 400])
def test_no_passage_is_longer_than_the_embedder_reads_and_nothing_is_lost(body: str, size: int) -> None:
    for how in ("sentences", "structure"):
        found = cut(document(body), how, size=size)
        assert max(len(token_spans(p.searchable)) for p in found) <= MAX_TOKENS
        assert max(len(p.text.encode()) for p in found) <= 3 * MAX_CHARACTERS
        kept = "".join("".join(p.text.split()) for p in found)
        assert kept in ("".join(body.split()), "".join(re.sub(r"(?m)^# .*$", "", body).split()))


def test_a_script_without_spaces_is_cut_after_its_full_stops() -> None:
    found = cut(document(CHINESE))
    assert all(p.text.endswith("。") for p in found) and len(found) > 10
    assert max(length(p.text) for p in found) <= 40


# ---------------------------------------------------------------- what belongs together


def test_every_row_of_a_table_says_what_its_columns_are() -> None:
    first, *others = cut(document(f"Before.\n\n{TABLE}\n\nAfter."))
    assert first.text.startswith("Before.\n\n| part | noise | price |") and not first.lead
    assert {p.lead for p in others} == {"| part | noise | price |"} and others[-1].text.endswith("After.")
    assert all("noise" in p.searchable for p in (first, *others))
    wide = cut(document("a | b\n--- | :-:\n1 | 2\n3 | 4"), size=4)
    assert [(p.lead, p.text) for p in wide] == [("", "a | b\n--- | :-:\n1 | 2"), ("a | b", "3 | 4")]


def test_rows_without_a_head_have_none() -> None:
    assert [(p.lead, p.text) for p in cut(document("| a | b |\n| c | d |"), size=5)] == [
        ("", "| a | b |"),
        ("", "| c | d |"),
    ]


def test_a_definition_keeps_its_term() -> None:
    body = "max_hoses (integer)\n: The number of hoses. The default is 100.\n\nmin_hoses\n\n: One at least.\n: Or none."
    assert [(p.lead, p.text) for p in cut(document(body), size=8)] == [
        ("", "max_hoses (integer)\n: The number of hoses."),
        ("max_hoses (integer)", "The default is 100."),
        ("", "min_hoses\n\n: One at least.\n: Or none."),
    ]


def test_a_block_of_code_stays_whole() -> None:
    code = "````sh\nhose --open. Now! [, ...] x\n\n```\n# | no | head |\n|---|---|\n````"
    assert [text for _, text in texts(f"Run this. {'Wait now. ' * 3}\n\n{code}\nDone.", size=9)] == [
        "Run this. Wait now. Wait now. Wait now.", code, "Done."
    ]  # fmt: skip


def test_a_fence_is_closed_by_one_as_long() -> None:
    body = "````\n# a\n```\n# b\n````\n# Real\nText."
    assert [mark.name for mark in headings(body)] == ["Real"]


def test_the_corpus_loses_no_word_and_keeps_to_the_size() -> None:
    documents = data.load_documents()
    for how in WAYS:
        found = cut_all(documents, how)
        assert max(len(p.text.split()) for p in found) <= 120
        assert len({p.id for p in found}) == len(found)
        for doc in documents:
            of_it = [p for p in found if p.doc_id == doc.id]
            words = {word for p in of_it for word in f"{p.heading} {p.text}".split()}
            assert set(doc.body.split()) - words <= {"##", "###"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"size": 0}, "size=0; size must be at least 1"),
        ({"size": 2.5}, "size=2.5; size must be a whole number"),
        ({"how": "chunks"}, "how='chunks'; use 'fixed', 'sentences' or 'structure'"),
        ({"how": "fixed", "size": 4, "overlap": 4}, "overlap=4 with how='fixed' and size=4"),
        ({"how": "fixed", "overlap": -1}, "overlap=-1"),
        ({"how": "fixed", "overlap": 1.5}, "overlap=1.5; overlap must be a whole number"),
        ({"how": "sentences", "overlap": 1}, "an overlap is for 'fixed'"),
    ],
)
def test_bad_arguments_are_named(arguments: dict[str, object], says: str) -> None:
    with pytest.raises(ArgumentError, match=re.escape(says)):
        cut(document("The hose leaks."), **arguments)  # type: ignore[arg-type]
