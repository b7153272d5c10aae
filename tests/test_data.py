"""The data holds together: values in gold passages, splits apart, numbers as promised, no stamped prose."""

import gc
import hashlib
import itertools
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, cast, get_args

import pytest

from course_lib import data, settings
from course_lib.data import corpus, docstrings, files, records
from course_lib.errors import ArgumentError, CourseError, DataError
from course_lib.evidence.retrieval.systems import word_overlap
from course_lib.marks import sensible
from course_lib.outcomes import contains_answer
from course_lib.passages import cut_all

DOCUMENTS = {d.id: d for d in data.load_documents()}
PASSAGES = {p.id: p for p in data.load_passages()}
FACTS = {f.id: f for f in data.load_facts()}
SPLITS: tuple[data.Split, ...] = ("train", "dev", "test")
QUESTIONS = {split: data.load_questions(split) for split in SPLITS}
CONFIRM = data.load_questions("confirm")
WORDINGS: tuple[Literal["train", "dev", "test", "reversed"], ...] = (*SPLITS, "reversed")
TAUGHT = {wording: data.load_taught(wording) for wording in WORDINGS}
EVERY = [q for split in SPLITS for q in QUESTIONS[split]] + CONFIRM + [q for part in TAUGHT.values() for q in part]
DULL = ("contract", "price_list", "changelog", "mail", "notice")


# ---------------------------------------------------------------- numbers promised


def test_corpus_has_its_documents_and_lengths() -> None:
    assert len(DOCUMENTS) >= 150
    lengths = {d.id: len(d.body.split()) for d in DOCUMENTS.values() if d.kind not in DULL}
    assert {i: n for i, n in lengths.items() if not 120 <= n <= 500} == {}
    dull = [len(d.body.split()) for d in DOCUMENTS.values() if d.kind in DULL]
    assert len(dull) == 12 and min(dull) > 500 and max(dull) >= 2000
    assert {d.kind for d in DOCUMENTS.values()} == set(get_args(records.DocumentKind))
    assert sum(d.superseded_by is not None for d in DOCUMENTS.values()) >= 15


def test_questions_reach_the_promised_numbers_in_test() -> None:
    assert len(EVERY) >= 1200
    counts = Counter(q.kind for q in QUESTIONS["test"])
    assert {kind: counts[kind] for kind in OLD_KINDS if counts[kind] < 60} == {}
    assert min(counts[kind] for kind in ("lookup", "paraphrase", "unanswerable")) >= 200


OLD_KINDS: tuple[data.QuestionKind, ...] = (
    "lookup",
    "paraphrase",
    "exact_code",
    "two_hop",
    "as_of",
    "tenant",
    "unanswerable",
    "false_premise",
)


def test_confirm_has_a_band_of_middle_overlap_and_answers_that_are_no_numbers() -> None:
    counts = Counter(q.kind for q in CONFIRM)
    assert counts["reworded"] >= 150 and sum(counts[k] for k in ("name", "list", "yes_no", "step")) >= 80
    answers = [q.answer for q in CONFIRM if q.kind == "yes_no"]
    assert 0.4 <= answers.count("yes") / len(answers) <= 0.6 and set(answers) == {"yes", "no"}
    for q in (q for q in CONFIRM if q.kind == "reworded"):
        quotes = " ".join(FACTS[fact].quote for fact in q.facts)
        assert 0.3 <= word_overlap(q.question, quotes) < 0.6, q.id
    asked = {q.question for split in SPLITS for q in QUESTIONS[split]}
    assert not asked & {q.question for q in CONFIRM}


def test_taught_facts_have_many_entities_an_attribute_and_as_many_values() -> None:
    facts = {q.facts[0]: FACTS[q.facts[0]] for q in TAUGHT["test"]}
    assert len(facts) >= 300
    by_attribute = defaultdict(list)
    for fact in facts.values():
        by_attribute[fact.attribute].append(fact)
    for attribute, found in by_attribute.items():
        assert len({f.entity for f in found}) == len({f.value for f in found}) == len(found) >= 50, attribute
    assert len(TAUGHT["train"]) == 2 * len(facts) and len(TAUGHT["dev"]) == len(TAUGHT["reversed"]) == len(facts)
    texts = [q.question for part in TAUGHT.values() for q in part]
    assert len(set(texts)) == len(texts)
    for q in TAUGHT["reversed"]:
        assert q.answer == FACTS[q.facts[0]].entity


def test_values_of_numeric_attributes_are_wide() -> None:
    values = defaultdict(set)
    for fact in FACTS.values():
        if re.search(r"\d", fact.value):
            values[re.sub(r"[\d.,]+", "#", fact.value)].add(fact.value)
    days = values["# days"] | values["every # days"]
    assert len(days) >= 50
    assert len({f.value for f in FACTS.values()}) >= 0.7 * len(FACTS)


# ---------------------------------------------------------------- ties


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda f: f.id)
def test_each_fact_stands_once_in_its_document(fact: data.Fact) -> None:
    body = DOCUMENTS[fact.doc].body
    assert body.count(fact.quote) == 1
    assert fact.value.lower() in fact.quote.lower()


def test_every_answer_stands_in_a_gold_passage_and_every_gold_passage_in_the_corpus() -> None:
    wrong = []
    for q in EVERY:
        texts = [PASSAGES[gold].text.lower() for gold in q.gold]
        if q.kind == "list":
            stands = all(contains_answer(" ".join(texts), part) for part in q.parts) and len(q.parts) > 1
        elif q.kind in ("yes_no", "reversed"):
            stands = bool(texts)
        else:
            stands = not q.answer or any(q.answer.lower() in text for text in texts)
        if bool(q.answer) != bool(q.gold) or not stands or bool(q.parts) != (q.kind == "list"):
            wrong.append(q.id)
    assert wrong == []


def test_questions_do_not_give_their_answer_away() -> None:
    given = [
        q.id for q in EVERY
        if q.answer and re.search(rf"(?<![\w-]){re.escape(q.answer.lower())}(?![\w-])", q.question.lower())
    ]  # fmt: skip
    assert given == []


def test_questions_with_the_same_words_have_the_same_answer() -> None:
    answers = defaultdict(set)
    for q in EVERY:
        answers[(q.question, q.tenant)].add(q.answer)
    assert {key for key, found in answers.items() if len(found) > 1} == set()


def test_no_document_has_questions_or_facts_in_two_splits() -> None:
    homes = defaultdict(set)
    for q in EVERY:
        homes[q.near].add(q.split)
        for fact in q.facts:
            homes[FACTS[fact].doc].add(q.split)
    assert {doc: found for doc, found in homes.items() if len(found) > 1} == {}
    assert {f.id for f in FACTS.values() if homes[f.doc] - {f.split}} == set()


def test_wording_split_asks_the_same_facts_in_other_words() -> None:
    asked = {split: data.load_questions(split, by="wording") for split in SPLITS}
    facts = {split: {q.facts for q in questions} for split, questions in asked.items()}
    assert facts["train"] == facts["dev"] == facts["test"] != set()
    texts = [q.question for questions in asked.values() for q in questions]
    assert len(texts) == len(set(texts))


def test_versions_follow_each_other() -> None:
    for old in DOCUMENTS.values():
        if old.superseded_by is not None:
            assert old.effective < DOCUMENTS[old.superseded_by].effective, old.id


def test_as_of_dates_fall_into_the_validity_of_their_fact() -> None:
    for q in EVERY:
        if q.as_of is not None:
            fact = FACTS[q.facts[0]]
            assert fact.valid_from is not None and fact.valid_from <= q.as_of, q.id
            assert fact.valid_to is None or q.as_of < fact.valid_to, q.id


LINES = (settings.data_dir() / "frozen.sha256").read_text(encoding="utf-8").splitlines()
FROZEN = {name: digest for digest, name in (line.split() for line in LINES)}


@pytest.mark.parametrize("name", FROZEN)
def test_what_is_frozen_is_what_was_hashed(name: str) -> None:
    assert hashlib.sha256((settings.data_dir() / name).read_bytes()).hexdigest() == FROZEN[name]


# ---------------------------------------------------------------- no text looks stamped


def sentences(body: str) -> list[str]:
    prose = re.sub(r"^(\||#).*$", "", body, flags=re.MULTILINE)
    parts = re.split(r"(?<=[.!?])\s+|\n\s*\n|\n[-*\d]", prose)
    return [part.strip() for part in parts if len(part.split()) >= 7]


def family(doc_id: str) -> str:
    """A variant's leaflet is meant as a near-duplicate of its parent: man-ch480l of man-ch480."""
    return re.sub(r"(\d)[a-z]$", r"\1", doc_id) if doc_id.startswith("man-") else doc_id


def near_duplicates(texts: Iterable[tuple[str, str]], share: float = 0.5, least: int = 4) -> list[tuple[str, str]]:
    """Return pairs of sentences that share half of their word triples, and at least four, across groups.

    Args:
        texts: pairs of a group and a text; likeness inside a group is not looked at.
        share: of the triples of the shorter sentence.
        least: number of shared triples.
    """
    rows: list[tuple[str, str, int]] = []
    by_triple = defaultdict(list)
    for group, text in texts:
        for sentence in sentences(text):
            tokens = re.findall(r"[a-z']+", sentence.lower())
            triples = set(zip(tokens, tokens[1:], tokens[2:], strict=False))
            for triple in triples:
                by_triple[triple].append(len(rows))
            rows.append((group, sentence, len(triples)))
    shared: Counter[tuple[int, int]] = Counter()
    for places in by_triple.values():
        shared.update((a, b) for a, b in itertools.combinations(places, 2) if rows[a][0] != rows[b][0])
    close = [pair for pair, n in shared.items() if n >= least and n >= share * min(rows[i][2] for i in pair)]
    return [(rows[a][1], rows[b][1]) for a, b in close]


def test_no_sentence_is_stamped_across_documents() -> None:
    assert near_duplicates((family(d.id), d.body) for d in DOCUMENTS.values()) == []


def test_the_near_duplicate_measure_finds_a_planted_one() -> None:
    planted = [
        ("a", "Please keep the receipt in a safe place for 24 months."),
        ("b", "Please keep the receipt in a safe place for 36 months."),
        ("b", "Nothing of the kind is said in this longer sentence about hoses."),
    ]
    assert len(near_duplicates(planted)) == 1


TICKETS = [ticket for split in SPLITS for ticket in data.load_tickets(split)]


def test_tickets_reach_the_promised_numbers() -> None:
    counts = Counter(ticket.split for ticket in TICKETS)
    assert counts["train"] >= 500 and counts["dev"] >= 200 and counts["test"] >= 500


def test_no_ticket_sentence_is_shared_between_splits() -> None:
    assert near_duplicates((ticket.split, ticket.complaint) for ticket in TICKETS) == []


def test_ticket_fields_follow_from_complaint_and_roster() -> None:
    roster = DOCUMENTS["proc-roster-2026"].body
    numbers = Counter(ticket.number for ticket in TICKETS)
    for ticket in TICKETS:
        assert ticket.complaint.count(ticket.number) == 1 and numbers[ticket.number] == 1, ticket.id
        assert ticket.tenant in ticket.complaint.lower() and ticket.assignee in roster, ticket.id
        assert (ticket.priority == "URGENT") or ticket.category != "SAFETY", ticket.id
        assert ticket.line == (
            f"Ticket #{ticket.number} - {ticket.category} - {ticket.priority} - Assigned to {ticket.assignee}"
        )
    cells = defaultdict(set)
    for ticket in TICKETS:
        cells[(ticket.category, ticket.tenant)].add(ticket.assignee)
    assert len(cells) == 16 and all(len(names) == 1 for names in cells.values())


# ---------------------------------------------------------------- bad files are named by file, line, field


GOOD = '{"id":"know-001","topic":"geography","question":"Q?","answer":"A","aliases":[]}'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe bad", r"probe.jsonl:1: byte 0xff is not UTF-8"),
        (f"{GOOD}\n\xe9".encode("latin-1"), r"probe.jsonl:2: byte 0xe9 is not UTF-8"),
        (b"{not json}", r"probe.jsonl:1: not JSON at column 2"),
        (GOOD.replace('"answer":"A",', "").encode(), r"probe.jsonl:1: field 'answer': Field required"),
        (GOOD.replace('"A"', "7").encode(), r"probe.jsonl:1: field 'answer': .* \(came: 7\)"),
        (GOOD.replace('"topic"', '"subject":"x","topic"').encode(), r"probe.jsonl:1: field 'subject'"),
        (f"{GOOD}\n\n{GOOD}".encode(), r"probe.jsonl:3: field 'id': 'know-001' stands on line 1 already"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "probe.jsonl"
    path.write_bytes(content)
    with pytest.raises(DataError, match=message):
        files.read_jsonl(path, data.KnowledgeProbe)


def test_a_missing_file_names_the_folder_to_set(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file; set COURSE_DATA"):
        files.read_jsonl(tmp_path / "none.jsonl", data.KnowledgeProbe)


FRONT = """---
id: {id}
title: "T"
kind: {kind}
tenant: both
effective: 2025-01-01
superseded_by: {next}
author: A
---
Text.
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Text only.", "a.md:1: front matter is missing"),
        ("---\nid: a\n", "a.md:1: front matter has no end"),
        ("---\nid: a: b\n---\nText.", "a.md:2: front matter is not YAML"),
        ("---\n---\nText.", "a.md:1: front matter has no end|a.md:2: front matter holds no fields"),
        (FRONT.format(id="a", kind="poem", next="null"), "a.md:2: field 'kind'"),
        (FRONT.format(id="b", kind="faq", next="null"), "'b' is not the file's name"),
        (FRONT.format(id="a", kind="faq", next="z"), "field 'superseded_by': no document 'z'"),
    ],
)
def test_a_wrong_document_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        corpus.load_documents(tmp_path)


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no Markdown file in it"):
        corpus.load_documents(tmp_path)


def test_an_unknown_split_is_refused() -> None:
    with pytest.raises(ArgumentError, match="split='validation'; use 'train', 'dev', 'test' or 'confirm'"):
        data.load_questions("validation")  # type: ignore[arg-type]


# ---------------------------------------------------------------- passages


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=lambda d: d.id)
def test_passages_cover_the_document_in_order(document: data.Document) -> None:
    passages = data.cut(document)
    assert [p.id for p in passages] == [f"{document.id}#{i}" for i in range(len(passages))]
    for passage, following in zip(passages, [*passages[1:], None], strict=True):
        assert passage.text == document.body[passage.start : passage.end]
        assert following is None or passage.end <= following.start
    without_headings = re.sub(r"^#+ .*$", "", document.body, flags=re.MULTILINE)
    assert " ".join(p.text for p in passages).split() == without_headings.split()


def test_passages_are_short_unless_a_table() -> None:
    long = [p.id for p in PASSAGES.values() if len(p.text.split()) > corpus.MAX_WORDS and "|" not in p.text]
    assert long == []


# ---------------------------------------------------------------- docstrings


def test_docstrings_are_capped_different_and_nested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    few, more = data.load_docstrings(30, progress=False), data.load_docstrings(60, progress=False)
    assert len(few) == 30 and few == more[:30]
    assert len({" ".join(d.text.split()).lower() for d in more}) == 60


def test_a_damaged_docstring_cache_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    first = data.load_docstrings(20, progress=False)
    (stored,) = (tmp_path / "docstrings").iterdir()
    stored.write_text(json.dumps(["half"])[:5], encoding="utf-8")
    assert data.load_docstrings(20, progress=False) == first


def test_garbage_is_collected_again_after_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def collect(*_: object) -> list[data.Docstring]:
        assert not gc.isenabled()
        raise MemoryError

    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    monkeypatch.setattr(docstrings, "_collect", collect)
    with pytest.raises(MemoryError):
        data.load_docstrings(10, progress=False)
    assert gc.isenabled()


def test_a_read_only_cache_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("COURSE_CACHE", str(blocked / "cache"))
    with pytest.raises(CourseError, match="cannot be written to .*set COURSE_CACHE"):
        data.load_docstrings(10, progress=False)


# ---------------------------------------------------------------- updates


def test_changes_and_deletions_apply_to_current_documents() -> None:
    changes, deletions = data.load_changes(), data.load_deletions()
    assert (len(changes), len(deletions)) == (40, 15)
    touched = {change.fact for change in changes} | {deletion.fact for deletion in deletions}
    assert len(touched) == 55
    for fact_id in touched:
        assert FACTS[fact_id].valid_to is None and DOCUMENTS[FACTS[fact_id].doc].superseded_by is None
    for change in changes:
        fact = FACTS[change.fact]
        assert change.new_value != fact.value and change.new_value in change.new_quote
        assert fact.value not in change.new_quote and change.new_quote not in DOCUMENTS[fact.doc].body


# ---------------------------------------------------------------- probes, voice, canaries


def test_probes_reach_the_promised_numbers_and_do_not_overlap() -> None:
    knowledge, texts, known = data.load_knowledge_probes(), data.load_text_probes(), data.load_known_facts()
    assert (len(knowledge), len(texts), len(known)) == (120, 60, 200)
    assert Counter(text.genre for text in texts).most_common()[-1][1] == 10 and len({t.genre for t in texts}) == 6
    questions = [probe.question.lower() for probe in knowledge] + [fact.question.lower() for fact in known]
    assert len(questions) == len(set(questions))


def test_hostile_texts_hold_a_payload_that_stands_nowhere_else() -> None:
    attacks = [attack for split in ("dev", "test") for attack in data.load_injections(split)]
    assert Counter(attack.split for attack in attacks) == {"dev": 12, "test": 36}
    assert set(Counter(attack.style for attack in attacks).values()) == {6}
    assert len({attack.payload for attack in attacks}) == 48
    bodies = [document.body for document in data.load_documents()]
    for attack in attacks:
        assert contains_answer(attack.text, (attack.payload,)), attack.id
        assert not any(contains_answer(body, (attack.payload,)) for body in bodies), attack.id
    with pytest.raises(ArgumentError, match=re.escape("split is 'train'; choose 'dev' or 'test'")):
        data.load_injections("train")  # type: ignore[arg-type]


@pytest.mark.parametrize("fact", data.load_known_facts(), ids=lambda f: f.id)
def test_passages_of_a_known_fact_say_what_they_should(fact: data.KnownFact) -> None:
    truth, lie = [fact.answer], [fact.counterfactual_answer]
    assert contains_answer(fact.gold, truth)
    assert not contains_answer(fact.wrong, truth) and not contains_answer(fact.wrong, lie)
    assert contains_answer(fact.counterfactual, lie) and not contains_answer(fact.counterfactual, truth)
    assert contains_answer(fact.near_miss, [fact.near_miss_answer])
    assert not contains_answer(fact.near_miss, truth) and not contains_answer(fact.near_miss, lie)


# ---------------------------------------------------------------- for tuning


def test_off_task_prompts_have_marks_that_a_ticket_line_or_a_refusal_fails() -> None:
    prompts = data.load_off_task_prompts()
    assert len(prompts) >= 100 and min(Counter(p.topic for p in prompts).values()) >= 10
    line = data.load_tickets("train")[0].line
    for prompt in prompts:
        assert prompt.marks and not any(
            sensible(prompt, said) for said in (line, "I don't know.", "", prompt.prompt, prompt.prompt.upper())
        ), prompt.id


def test_terms_can_be_told_from_their_sentences_and_not_from_their_questions() -> None:
    terms = data.load_terms()
    bodies = " ".join(d.body.lower() for d in DOCUMENTS.values())
    assert len(terms) == 120 == len({t.term.lower() for t in terms})
    assert [sum(t.doc is None for t in part) for part in (terms[:60], terms[60:])] == [30, 60]
    for term in terms:
        assert contains_answer(term.meaning, term.accepted), term.id
        assert not contains_answer(f"{term.question} {term.trap}", term.accepted), term.id
        bare = term.term.lower().removeprefix("the ")
        assert len(term.sentences) == 3 and all(bare in sentence.lower() for sentence in term.sentences), term.id
        assert term.doc is None or bare in DOCUMENTS[term.doc].body.lower(), term.id
        assert term.doc is not None or not contains_answer(bodies, [term.term]), term.id


def test_codes_are_all_different_and_stand_in_their_statement_alone() -> None:
    codes = data.load_codes()
    assert len(codes) == len({c.code for c in codes}) == len({c.holder for c in codes}) == 480
    for code in codes:
        assert re.fullmatch(r"\d{6}", code.code) and code.code in code.statement
        assert all(code.holder.lower() in text.lower() for text in (code.statement, *code.questions, code.held_out)), (
            code.id
        )
        assert not any(code.code in text for text in (*code.questions, code.held_out)), code.id


def test_voice_pairs_keep_every_number() -> None:
    pairs = [pair for split in (*SPLITS, "confirm") for pair in data.load_voice(cast(data.Confirmed, split))]
    assert len(data.load_voice("confirm")) == 60
    assert len(pairs) >= 300 and min(Counter(pair.split for pair in pairs).values()) >= 40
    changed = [p.id for p in pairs if sorted(re.findall(r"\d+", p.plain)) != sorted(re.findall(r"\d+", p.voice))]
    assert changed == []


def test_canaries_are_planted_in_equal_doses_with_as_many_controls() -> None:
    canaries = data.load_canaries()
    assert Counter(canary.times for canary in canaries) == {0: 40, 1: 10, 4: 10, 16: 10, 64: 10}
    assert len({canary.secret for canary in canaries}) == len({canary.holder for canary in canaries}) == 80
    for canary in canaries:
        assert canary.secret in canary.text and canary.secret not in canary.question
        assert not any(canary.secret in document.body for document in DOCUMENTS.values())


def test_traces_answer_every_dev_question_in_every_arm_from_passages_that_exist() -> None:
    questions = {q.id: q for q in data.load_questions("dev")}
    known = {p.id for p in cut_all(data.load_documents())}
    read = {"closed-book": 0, "RAG": 1, "fused": 1, "wrong": 1}
    asked: dict[str, set[str]] = {}
    for trace in data.load_traces():
        assert trace.id == f"{trace.question}/{trace.arm}" and set(trace.passages) <= known
        assert trace.arm == "oracle" or len(trace.passages) == read[trace.arm]
        asked.setdefault(trace.arm, set()).add(trace.question)
    answerable = {q.id for q in questions.values() if q.answer}
    assert asked == {"oracle": answerable} | {arm: set(questions) for arm in read}
