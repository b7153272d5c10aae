"""The experiments of lesson 05, on planted answers and planted encoders: what each contrast would make of them."""

import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
import tiny
from numpy.typing import NDArray

from course_lib import data, folder, likelihood, outcomes, passages, rag
from course_lib.data.pdfs import MAKES, load_pdfs
from course_lib.errors import ArgumentError, DataError
from course_lib.evidence import Bench, Reader, Trial, siblings
from course_lib.evidence.answers import degraded, files, first_answer, updates
from course_lib.evidence.attacks import tenants
from course_lib.evidence.retrieval import growth, vocabulary
from course_lib.evidence.wordings import other_wordings
from course_lib.generate import Generation

DOCUMENTS = {d.id: d for d in data.load_documents()}
FACTS = {f.id: f for f in data.load_facts()}
CHANGES = {c.fact: c for c in data.load_changes()}
DELETIONS = {d.fact: d for d in data.load_deletions()}
DEV = data.load_questions("dev")
CUT = passages.cut_all(list(DOCUMENTS.values()))
REWORDED = {q.question: q for q in other_wordings("test")}
DIM = 2048


class WordEncoder:
    """A bag of words in hashed places, which reads some words and not others."""

    label, dim = "bag of words", DIM

    def __init__(self, reads: Callable[[str], bool] = lambda word: True) -> None:
        self.reads = reads

    def encode(self, texts: Sequence[str], *, progress: bool = False, cache: bool = False) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), DIM), dtype=np.float32)
        # No text is empty, and what reads alike ties at random, not in the order of the index.
        rows[:, 0] = [0.1 + zlib.crc32(text.encode()) % 97 / 1000 for text in texts]
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text):
                if self.reads(word):
                    row[zlib.crc32(word.lower().removesuffix("s").encode()) % DIM] += 1
        lengths: NDArray[np.float32] = np.linalg.norm(rows, axis=1, keepdims=True)
        return cast(NDArray[np.float32], rows / lengths)


def bench_of(documents: Sequence[str], encoder: object = None, reader: Reader | None = None) -> Bench:
    bench = Bench(reader, documents=[DOCUMENTS[d] for d in documents], lm=tiny.language_model())
    bench.encoder = cast(Any, encoder or WordEncoder())
    return bench


def planted(monkeypatch: pytest.MonkeyPatch, says: Callable[[str], str]) -> list[str]:
    """Let the model say what a function makes of the prompt; the prompts are collected."""
    read: list[str] = []

    def generate(self: Trial, prompts: Sequence[Any], max_new_tokens: int | None = None) -> list[Generation]:
        texts = [prompt[0]["content"] for prompt in prompts]
        read.extend(texts)
        return [Generation(says(text), 1, 1) for text in texts]

    monkeypatch.setattr(Trial, "generate", generate)
    return read


def even(monkeypatch: pytest.MonkeyPatch, weigh: Callable[[str, str], float] = lambda prompt, answer: -1.0) -> None:
    """Let every answer be as likely as a function says."""

    def look(lm: object, prompts: Sequence[Any], answers: Sequence[Sequence[str]], **_: object) -> list[list[float]]:
        return [[weigh(p[0]["content"], a) for a in texts] for p, texts in zip(prompts, answers, strict=True)]

    monkeypatch.setattr(likelihood, "answer_log_probabilities", look)


# ---------------------------------------------------------------- other wordings


@pytest.mark.parametrize(("split", "about"), [("dev", "dev"), ("test", "test"), ("confirm", "test")])
def test_other_wordings_are_of_the_splits_documents_and_of_no_question_of_its_own(split: str, about: str) -> None:
    found = other_wordings(split)
    own = data.load_questions(cast(Any, split))
    assert {q.split for q in found} == {about} and {q.wording for q in found} == {"b", "c", "d"}
    assert not {q.id for q in found} & {q.id for q in own} and not {q.question for q in found} & {
        q.question for q in own
    }
    facts = [q.facts[0] for q in found if q.wording == "b"]
    assert len(found) == 3 * len(facts) == 3 * len(set(facts))


# ---------------------------------------------------------------- siblings


@pytest.fixture(scope="module")
def namer() -> siblings.Namer:
    return siblings.Namer(CUT)


def test_names_are_names_and_codes_are_codes(namer: siblings.Namer) -> None:
    text = "Results of Monday in March: the Thistle TD-126 by Quernby shows E68 after 27 days, says iOS."
    assert namer.names(text) == {"Thistle", "TD-126", "Quernby", "E68"}
    assert namer.names("27 days and 1,250 euros in 2024") == set()


def test_a_sister_has_another_name_code_and_value_and_the_same_words(namer: siblings.Namer) -> None:
    for p in CUT[::20]:
        one, again, other = namer.sister(p, 0), namer.sister(p, 0), namer.sister(p, 1)
        assert one == again and len({p.id, one.id, other.id}) == 3 and one.doc_id != p.doc_id
        before, after = (re.findall(r"\w+", q.searchable) for q in (p, one))
        assert len(before) == len(after)
        for old, new in zip(before, after, strict=True):
            changes = old in namer._names or re.search(r"\d", old)
            assert (old != new) is bool(changes), (old, new)
        assert not namer.names(one.searchable) & namer.names(p.searchable)


def test_a_sister_is_called_the_same_everywhere_and_like_nobody_else(namer: siblings.Namer) -> None:
    known = {word for p in CUT for word in re.findall(r"\w+", p.searchable)}
    for number in range(siblings.SISTERS):
        new = [namer.renamed(name, number) for name in namer._names]
        assert len(set(new)) == len(new) and not set(new) & known
    everywhere = [namer.renamed(name, n) for n in range(siblings.SISTERS) for name in namer._names]
    assert len(set(everywhere)) == len(everywhere)
    first, second = namer.renamed("The TD-126 is a Thistle.", 2), namer.renamed("Thistle (TD-126)", 2)
    assert set(re.findall(r"\w+", second)) <= set(re.findall(r"\w+", first))


@pytest.mark.parametrize("word", ["7", "31", "03", "2024", "126", "24,088", "E68", "0.73", "10²", "0"])
def test_a_number_becomes_another_of_its_kind(word: str, namer: siblings.Namer) -> None:
    for number in range(20):
        new = namer.renamed(word, number)
        assert new != word
        if word in ("7", "31"):
            assert 1 <= int(new) <= 31
        if word == "2024":
            assert re.fullmatch(r"202\d", new)
        if word == "24,088":
            assert re.fullmatch(r"\d+,\d{3}", new)


def test_siblings_are_drawn_without_doubles_and_another_seed_draws_others(namer: siblings.Namer) -> None:
    few = CUT[:30]
    every = siblings.drawn(namer, few, 10_000)
    assert len({p.id for p in every}) == len(every) == siblings.SISTERS * len(few)
    some = siblings.drawn(namer, few, 40)
    assert len(some) == 40 and {p.id for p in some} < {p.id for p in every}
    assert some == siblings.drawn(namer, few, 40) != siblings.drawn(namer, few, 40, seed=1)


# ---------------------------------------------------------------- growth (R08)


@pytest.mark.parametrize("reads_names", [True, False])
def test_who_reads_names_loses_nothing_to_siblings_and_who_does_not_loses_most(reads_names: bool) -> None:
    about = list(dict.fromkeys(q.near for q in DEV if q.kind == "lookup"))[:12]
    reads = (lambda word: True) if reads_names else str.islower  # no name, no code, no number
    bench = bench_of(about, WordEncoder(reads))
    asked = [q for q in DEV if q.kind == "lookup" and q.near in about]
    found = growth.measure(Trial(bench, asked, 60, strangers=1_000, progress=False))
    table = found["siblings move in"]
    assert table.estimate("recall@5", 0, system="dense").mean > 0.3
    assert found.contrast.ci95.mean > -0.1 if reads_names else found.contrast.ci95.mean < -0.2
    assert found.contrast.ci95.mean == pytest.approx(table.rows[-3]["change"].mean)  # type: ignore[union-attr]
    assert [row["system"] for row in table.rows[-3:]] == ["dense", "BM25", "fused"]


def test_only_questions_that_name_their_subject_are_asked(namer: siblings.Namer) -> None:
    trial = Trial(Bench(), DEV, 1)
    found = [q for q in DEV if q.answer and growth.named(trial, namer, q)]
    assert 0.5 < len(found) / sum(bool(q.answer) for q in DEV) < 1
    for q in found:
        gold = {p.id for p in trial.bench.gold(q)}
        assert any(namer.names(q.question) & namer.names(p.searchable) for p in CUT if p.id in gold)


# ---------------------------------------------------------------- new words (R19)


def test_a_new_word_costs_a_reader_of_words_nothing_until_askers_do_not_know_it() -> None:
    about = list(dict.fromkeys(q.near for q in DEV if q.answer))[:15]
    trial = Trial(bench_of(about), [q for q in DEV if q.near in about], 80, progress=False)
    found = vocabulary.measure(trial)
    assert list(found.by_moderator) == [vocabulary.BOTH, vocabulary.ALONE]
    assert found.contrast == found.by_moderator[vocabulary.BOTH]
    assert abs(found.contrast.ci95.mean) < 0.05 and found.by_moderator[vocabulary.ALONE].ci95.mean < -0.05
    assert found.interaction is not None and found.interaction.ci95.mean < -0.05
    both = {q.id: q for q in [*trial.questions, *other_wordings("dev")]}
    asked = {both[item.name.split("/")[1]] for item in found.items}
    assert {q.wording for q in asked} == set("abcd")
    assert all(vocabulary.shared(q, trial.bench.gold(q)) for q in asked)


def test_the_lead_of_a_passage_is_coined_too() -> None:
    p = replace(tiny.passage("a#0", "Ten days."), lead="| Repair | Days |")
    assert vocabulary.coin_passage(p).searchable == "| Mendrake | Days |\nTen days."


# ---------------------------------------------------------------- cut and title (R17)


def test_the_effects_of_cut_and_title_are_told_apart() -> None:
    arms = (degraded.GOOD, degraded.NO_TITLE, degraded.NO_CUT, degraded.BAD)
    clusters = list("abcd")

    def effects(*shares: float) -> list[float]:
        marks = {name: [share] * 4 for name, share in zip(arms, shares, strict=True)}
        signs = degraded.EFFECTS.values()
        return [degraded.effect(marks, sign, clusters, bounded=True).mean for sign in signs]

    assert effects(1, 1, 0, 0) == [1, 0, 1, 0]
    assert effects(1, 0, 1, 0) == [0, 1, 1, 0]
    assert effects(1, 0, 0, 0) == [0.5, 0.5, 1, 1]
    assert list(degraded.EFFECTS) == ["the cut", "the title", "both", "both, beyond the sum of either"]


def test_a_model_that_needs_the_title_gains_by_the_title_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [q for q in DEV if q.kind in ("lookup", "yes_no")]
    asked = [next(q for q in asked if q.near == d) for d in dict.fromkeys(q.near for q in asked)][:6]
    bench = bench_of([q.near for q in asked], reader=Reader(k=3))
    by_question = {q.question: q for q in asked}

    def says(prompt: str) -> str:
        q = by_question[prompt.rsplit("Question: ", 1)[1].splitlines()[0]]
        return q.answer if DOCUMENTS[q.near].title in prompt else "No idea"

    planted(monkeypatch, says)
    even(monkeypatch)
    monkeypatch.setattr(
        Bench, "nearest", lambda self, qs, k: [[p for p in self.passages if p.doc_id == q.near][:k] for q in qs]
    )
    found = degraded.measure(Trial(bench, asked, 6, progress=False))
    effects = found["cut and title apart"]
    assert found.contrast.ci95.mean == 1
    assert effects.estimate("right answers", "the title").mean == 1
    assert effects.estimate("right answers", "the cut").mean == 0
    assert effects.estimate("log-odds", "both").mean == 0
    weighed = sum(q.kind not in degraded.SEVERAL for q in asked)
    assert effects.row("both")["n of log-odds"] == weighed
    assert sum(item.name.startswith("log-odds, ") for item in found.items) == 4 * weighed


def test_a_title_belongs_to_the_document_and_a_heading_to_the_cut() -> None:
    some = [d for d in DOCUMENTS if d.startswith("man-")][:5]
    bench = bench_of(some)
    made = degraded.spoiled(Trial(bench, [], 1))
    assert [(p.text, p.heading) for p in made[degraded.NO_TITLE]] == [(p.text, p.heading) for p in bench.passages]
    assert any(p.heading for p in made[degraded.NO_TITLE]) and not any(p.title for p in made[degraded.NO_TITLE])
    assert all(p.title and not p.heading for p in made[degraded.NO_CUT])
    assert [p.text for p in made[degraded.BAD]] == [p.text for p in made[degraded.NO_CUT]]
    assert not any(p.title or p.heading for p in made[degraded.BAD])


# ---------------------------------------------------------------- changes (M01)


def test_both_values_are_credited_in_the_same_forms_and_share_none() -> None:
    for fact, change in CHANGES.items():
        old, new = updates.forms(FACTS[fact].value), updates.forms(change.new_value)
        assert old[0] == FACTS[fact].value and new[0] == change.new_value
        assert not {o.lower() for o in old} & {n.lower() for n in new}
        assert any("," not in form for form in old)
        assert not outcomes.contains_answer(f"It is {change.new_value}.", old)
        assert not outcomes.contains_answer(f"It is {FACTS[fact].value}.", new)


def test_the_passage_that_is_forced_states_the_value() -> None:
    edited = {d.id: d for d in updates.edited_documents(FACTS, CHANGES, DELETIONS)}
    question = next(q for q in DEV if q.answer)
    for fact, change in CHANGES.items():
        doc = FACTS[fact].doc
        old = updates.stating(DOCUMENTS[doc], FACTS[fact].quote, updates.valued(question, FACTS[fact].value))
        new = updates.stating(edited[doc], change.new_quote, updates.valued(question, change.new_value))
        assert outcomes.contains_answer(old.searchable, (FACTS[fact].value,)), fact
        assert outcomes.contains_answer(new.searchable, (change.new_value,)), fact
        assert old.doc_id == new.doc_id == doc


def test_what_is_left_alone_is_of_the_same_documents() -> None:
    for seed in range(3):
        found = updates.controls(FACTS, CHANGES, DELETIONS, seed)
        assert not set(found) & {*CHANGES, *DELETIONS}
        assert {FACTS[f].doc for f in found} <= {FACTS[f].doc for f in CHANGES} and len(found) > 25
    assert updates.controls(FACTS, CHANGES, DELETIONS, 0) != updates.controls(FACTS, CHANGES, DELETIONS, 1)


def changed_trial() -> Trial:
    docs = list(dict.fromkeys(FACTS[f].doc for f in CHANGES))[:6]
    docs += [doc for doc in dict.fromkeys(FACTS[f].doc for f in DELETIONS) if doc not in docs]
    return Trial(bench_of(docs), [], 12, split="test", progress=False)


def oldest(prompt: str) -> str:
    """Return the old value of the changed fact that a prompt asks for: what a model that learns nothing says."""
    asked = prompt.rsplit("Question: ", 1)[1].splitlines()[0]
    return FACTS[REWORDED[asked].facts[0]].value if asked in REWORDED else ""


def test_a_model_that_repeats_old_values_loses_all_and_one_that_reads_loses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    even(monkeypatch)
    planted(monkeypatch, oldest)
    stubborn = updates.measure(changed_trial())
    table = stubborn["answers before and after"]
    assert stubborn.contrast.ci95.mean == -1 and stubborn.contrast.ci95.clusters <= 6
    assert table.estimate("share", "changed: old value answered after").mean == 1
    assert table.estimate("share", "deleted: value still answered").mean == 1
    planted(monkeypatch, lambda prompt: prompt.rsplit("Question: ", 1)[0])
    reading = updates.measure(changed_trial())
    assert reading.contrast.ci95.mean > -0.2
    rows = reading["passages forced"]
    assert rows.estimate("old value", updates.OLD).mean == 1 and rows.estimate("new value", updates.OLD).mean == 0
    assert rows.estimate("old value", updates.NEW).mean == 0 and rows.estimate("new value", updates.NEW).mean == 1
    assert rows.estimate("old value", updates.STALE).mean == rows.estimate("new value", updates.STALE).mean == 1
    assert reading["answers before and after"].estimate("share", "deleted: value still answered").clusters > 10


def test_the_stale_passage_stands_first_about_half_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    even(monkeypatch, lambda prompt, answer: -1.0 if answer in prompt else -3.0)
    read = planted(monkeypatch, lambda prompt: "")
    trial = replace(changed_trial(), n=100)
    found = updates.measure(trial)
    both = [text for text in read if "[2] " in text and "[3] " not in text]
    pairs = {(FACTS[f].quote, CHANGES[f].new_quote) for f in CHANGES}
    first = [text.index(o) < text.index(n) for text in both for o, n in pairs if o in text and n in text]
    assert 0.2 < np.mean(first) < 0.8
    rows = found["passages forced"]
    assert rows.estimate("log-odds, new against old", updates.NEW).mean == pytest.approx(2)
    assert rows.estimate("log-odds, new against old", updates.OLD).mean == pytest.approx(-2)
    assert rows.estimate("log-odds, new against old", updates.STALE).mean == pytest.approx(0)


# ---------------------------------------------------------------- two brands (R16)


@pytest.mark.parametrize(("obeys", "leaks"), [(True, 0), (False, 1)])
def test_a_rule_in_the_prompt_leaks_if_it_is_not_obeyed(
    obeys: bool, leaks: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Bench(documents=list(DOCUMENTS.values()))
    asked = [q for q in DEV if q.kind in ("lookup", "yes_no") and tenants.owner(whole, q)][::12]
    bench = bench_of(list(dict.fromkeys(q.near for q in asked)), reader=Reader(with_passages="Read this.", k=2))
    by_question = {q.question: q for q in asked}

    def says(prompt: str) -> str:
        told = "customers of" in prompt
        return (
            rag.ABSTENTION if told and obeys else by_question[prompt.rsplit("Question: ", 1)[1].splitlines()[0]].answer
        )

    read = planted(monkeypatch, says)
    found = tenants.measure(Trial(bench, asked, len(asked), progress=False))
    table = found["asked by the other brand"]
    single = [q for q in asked if q.kind != "yes_no"]
    assert found.contrast.ci95.mean == leaks and found.contrast.ci95.n == len(single) < len(asked)
    assert table.row(tenants.FILTER)["prompts with a forbidden passage"] == 0
    assert "answer leaks the value" not in table.row(tenants.FILTER)
    assert (
        table.row(tenants.RULE)["prompts with a forbidden passage"]
        == table.row(tenants.NOTHING)["prompts with a forbidden passage"]
        != 0
    )
    assert table.estimate("answer leaks the value", tenants.NOTHING).mean == 1
    assert found["what the rule spares"].rows[0]["leaks without the rule minus with it"].mean == 1 - leaks  # type: ignore[union-attr]
    assert all(text.startswith("Read this.") for text in read)


def test_the_rule_keeps_the_readers_order() -> None:
    pages = [tiny.passage("a#0", "best", tenant="quernby"), tiny.passage("b#0", "second", tenant="fennick")]
    question = next(q for q in DEV if q.answer)
    (message,) = tenants.told(question, pages, "quernby", Reader(order="best last"))
    text = message["content"]
    assert text.index("(Fennick)\nsecond") < text.index("(Quernby)\nbest")


# ---------------------------------------------------------------- first answer and files (M14, M23)


def test_what_is_noted_of_a_clock_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_answer, "TRIES", 2)
    asked = [q for q in DEV if q.kind == "lookup"][:3]
    bench = bench_of(list({q.near for q in asked}), tiny.LetterEncoder(), Reader(max_new_tokens=2))
    trial = Trial(bench, asked, 2, seeds=2, progress=False)
    one, two = first_answer.measure(trial), first_answer.measure(trial)
    assert one.items == two.items and len(one.items) == 2
    assert first_answer.measure(replace(trial, seed=5)).items != one.items


def test_code_is_counted_and_nothing_else() -> None:
    source = '"""Doc.\n\nMore.\n"""\n\n# note\nimport os  # why\n\n\n'
    source += 'def f(\n    a,\n):\n    """Doc."""\n    return """\n x\n"""\n'
    assert files.lines_of_code(source) == 1 + 3 + 3
    assert files.lines_of_code("") == 0 and files.lines_of_code("x = [\n    'a',\n\n    'b',\n]\n") == 4
    assert 100 < files.code_lines() < 500


@pytest.mark.parametrize("make", MAKES)
def test_the_pdf_files_are_of_the_corpus_and_hold_its_values(make: Any, tmp_path: Path) -> None:
    pdfs = load_pdfs(make)
    assert set(pdfs) == set(load_pdfs("browser")) <= set(DOCUMENTS) and len(pdfs) > 50
    for name in sorted(pdfs)[::3]:
        (tmp_path / f"{name}.pdf").write_bytes(pdfs[name])
    read = {Path(d.id).stem: d.body for d in folder.read_folder(tmp_path)}
    values = [outcomes.contains_answer(read[f.doc], (f.value, *f.aliases)) for f in FACTS.values() if f.doc in read]
    assert len(values) > 100 and np.mean(values) > 0.9


def test_no_make_of_our_own() -> None:
    with pytest.raises(ArgumentError, match="make='ours'; use 'browser' or 'pandoc'"):
        load_pdfs(cast(Any, "ours"))


def test_a_missing_or_damaged_archive_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    (tmp_path / "claims.toml").write_text("")
    (tmp_path / "pdf").mkdir()
    with pytest.raises(DataError, match="browser.zip: no such file"):
        load_pdfs("browser")
    (tmp_path / "pdf" / "browser.zip").write_bytes(b"no archive")
    with pytest.raises(DataError, match="browser.zip: a damaged archive"):
        load_pdfs("browser")


def test_a_make_that_loses_everything_is_half_of_the_contrast(monkeypatch: pytest.MonkeyPatch) -> None:
    pdfs = load_pdfs("browser")
    asked = [q for q in data.load_questions("test") if q.kind == "lookup" and len(q.facts) == 1]
    asked = [q for q in asked if q.near in pdfs][:5]
    other = next(d for d in DOCUMENTS if d not in pdfs)
    bench = bench_of([*dict.fromkeys(q.near for q in asked), other])
    answers = {q.question: q for q in asked} | REWORDED
    seen: list[list[str]] = []

    def indexed(place: Path, encoder: object) -> tuple[object, list[object], float]:
        kept = {p.stem: (p.name, p.read_bytes()) for p in place.iterdir()}  # the folder goes before the search
        seen.append(sorted(Path(name).suffix for name, _ in kept.values()))

        def search(question: str, k: int) -> list[object]:
            q = answers[question]
            name, content = kept[q.near]
            text = "Nothing." if content == pdfs[q.near] else q.answer
            return [SimpleNamespace(passage=tiny.passage(f"{name}#0", text))]

        return type("Index", (), {"search": staticmethod(search), "__len__": lambda self: 1})(), [], 0.0

    monkeypatch.setattr(files, "indexed", indexed)
    found = files.measure(Trial(bench, asked, 8, split="test", progress=False))
    assert found.contrast.ci95.mean == -0.5 and found.dtype is None
    table = found["documents as files"]
    column = f"answer among the {files.DEPTH}"
    assert [table.estimate(column, name).mean for name in (files.CLEAN, files.UNTIDY)] == [1, 1]
    assert table.estimate("minus clean Markdown", "PDF, browser").mean == -1
    assert table.estimate("minus clean Markdown", "PDF, pandoc").mean == 0
    count = len(bench.documents) - 1
    assert seen[0] == [".md"] * (count + 1) and seen[2] == seen[3] == [".md", *[".pdf"] * count]
