"""How the experiments of lesson 06 sort and compare, by planted answers, passages and seconds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
import pytest
import tiny

from course_lib import data, rag
from course_lib.errors import ArgumentError
from course_lib.evidence import Answered, Bench, Finding, Reader, Trial
from course_lib.evidence.answers import (
    arms,
    blending,
    citations,
    closed_book,
    dependence,
    known_facts,
    labels,
    labels_refused,
    labels_wrong,
    latency,
    wrong_passage,
)  # fmt: skip
from course_lib.evidence.answers.known_facts import BESIDE, GOLD, LIE, NEAR_MISS, NONE
from course_lib.generate import Generation

FACTS = data.load_known_facts("test")
ARMS = (NONE, GOLD, LIE, NEAR_MISS, BESIDE)
FACT = FACTS[0]
Speaker = Callable[[str], str]


@dataclass(frozen=True)
class Planted(Trial):
    """A trial whose answers are planted: what is said is made from the last message and the number of messages."""

    speaker: Callable[[str, int], str] = lambda text, turns: ""

    def generate(self, prompts: Sequence[Any], max_new_tokens: int | None = None) -> list[Generation]:
        """Return what the speaker says to each prompt."""
        return [Generation(self.speaker(prompt[-1]["content"], len(prompt)), 10, 3) for prompt in prompts]


def planted(speaker: Speaker, questions: Sequence[data.Question] = (), n: int = 60, **bench: Any) -> Planted:
    given: dict[str, Any] = {"passage_list": [], "lm": tiny.language_model()}
    desk = Bench(**(given | bench))
    desk.encoder = cast(Any, tiny.LetterEncoder())
    return Planted(desk, list(questions), n, split="test", progress=False, speaker=lambda text, turns: speaker(text))


def about(text: str) -> data.KnownFact:
    return next(fact for fact in FACTS if fact.question in text)


def arm_of(text: str) -> str:
    fact = about(text)
    return next((arm for arm in ARMS[1:] if known_facts.passages(fact, arm)[0].text in text), NONE)


# ---------------------------------------------------------------- facts the model may know


def test_the_facts_that_were_run_and_those_that_never_were_share_none() -> None:
    run, fresh = FACTS, data.load_known_facts("confirm")
    assert (run[0].id, run[-1].id, fresh[0].id, fresh[-1].id) == ("kf-001", "kf-060", "kf-061", "kf-200")
    assert [*run, *fresh] == data.load_known_facts() and (len(run), len(fresh)) == (60, 140)
    with pytest.raises(ArgumentError, match="split='dev'; use 'test' or 'confirm'"):
        data.load_known_facts("dev")  # type: ignore[arg-type]


@pytest.mark.parametrize(("split", "first"), [("confirm", "kf-061"), ("test", "kf-001"), ("dev", "kf-001")])
def test_a_trial_takes_the_facts_of_its_split(split: str, first: str) -> None:
    trial = Trial(Bench(passage_list=[]), [], 140 if split == "confirm" else 60, split=split, exact=True)
    assert known_facts.pick(trial)[0].id == first
    with pytest.raises(ArgumentError, match="but there are"):
        known_facts.pick(replace(trial, n=trial.n + 1))


@pytest.mark.parametrize(
    ("answer", "side"),
    [
        ("It is {truth}.", "memory"),
        ("It is {lie}.", "passage"),
        ("{truth}, or {lie}", "both"),
        ("Not {truth} but {lie}", "passage"),
        ("No idea", "neither"),
        ("", "neither"),
        ("I don't know.", "neither"),
        ("I don't know whether it is {truth}", "neither"),  # an abstention is never right
    ],
)
def test_whom_an_answer_follows(answer: str, side: str) -> None:
    said = answer.format(truth=FACT.answer, lie=FACT.counterfactual_answer)
    assert known_facts.follows(FACT, said) == side


def test_each_passage_about_a_known_fact_speaks_for_its_side() -> None:
    sides = {GOLD: "memory", LIE: "passage", NEAR_MISS: "neither", BESIDE: "neither"}
    for fact in data.load_known_facts():
        assert known_facts.follows(fact, fact.answer) == "memory", fact.id
        assert known_facts.follows(fact, fact.counterfactual_answer) == "passage", fact.id
        for arm, side in sides.items():
            assert known_facts.follows(fact, known_facts.passages(fact, arm)[0].searchable) == side, fact.id


@pytest.mark.parametrize("reader", [Reader(), Reader(with_passages="Obey the text.", without="Answer or pass.")])
def test_every_arm_has_the_same_instruction_and_it_is_the_one_without_a_passage(reader: Reader) -> None:
    prompts = {arm: known_facts.prompt(reader, FACT.question, known_facts.passages(FACT, arm)) for arm in ARMS}
    (bare,) = reader.prompt(FACT.question, [])
    head, tail = bare["content"].split("\n\n")
    for arm, (message,) in prompts.items():
        parts = message["content"].split("\n\n")
        assert (parts[0], parts[-1], len(parts)) == (head, tail, 2 if arm == NONE else 3), arm
    assert reader.with_passages not in str(prompts)
    assert prompts[GOLD][0]["content"].split("\n\n")[1] == f"Text:\n[1] {FACT.gold}"


# ---------------------------------------------------------------- passage and memory


def remembers(text: str) -> str:
    return about(text).answer


def copies(text: str) -> str:
    fact, arm = about(text), arm_of(text)
    return {LIE: fact.counterfactual_answer, NEAR_MISS: fact.near_miss_answer, BESIDE: "something"}.get(
        arm, fact.answer
    )


def half(text: str) -> str:
    return remembers(text) if int(about(text).id[-1]) % 2 else copies(text)


def knows_nothing(text: str) -> str:
    return "no idea"


@pytest.mark.parametrize(("speaker", "contrast"), [(remembers, 0.0), (copies, 0.0), (half, 0.5)])
def test_what_always_remembers_or_always_copies_does_not_blend(speaker: Speaker, contrast: float) -> None:
    assert blending.measure(planted(speaker)).contrast.ci95.mean == contrast


def test_blending_looks_at_facts_that_are_known_without_a_passage_alone() -> None:
    def forgetful(text: str) -> str:
        return "no idea" if int(about(text).id[-1]) % 2 and arm_of(text) == NONE else remembers(text)

    (table,) = blending.measure(planted(forgetful)).tables
    assert [row["n"] for row in table.rows] == [30, 30]
    assert table.estimate("memory", "it does not know").mean == 1
    with pytest.raises(ArgumentError, match="no fact of 60 is known without a passage"):
        blending.measure(planted(knows_nothing))


def test_an_answer_that_names_both_values_counts_for_both_sides() -> None:
    assert blending.rarer(["both", "memory", "memory"]) == [1, 0, 0]
    assert blending.rarer(["both", "passage", "passage"]) == [1, 0, 0]
    assert blending.rarer(["neither", "neither"]) == [0, 0]


COMPANY = [q for q in data.load_questions("test") if q.kind in ("lookup", "paraphrase")][:60]
PAGES = [d for d in data.load_documents() if d.id in {g.split("#")[0] for q in COMPANY for g in q.gold}]


def with_company(speaker: Speaker) -> Speaker:
    def say(text: str) -> str:
        company = any(q.question in text for q in COMPANY)
        return text if company else speaker(text)  # of the company it repeats what it read

    return say


@pytest.mark.parametrize(("speaker", "contrast"), [(remembers, 1.0), (copies, 0.0), (half, 0.5)])
def test_memory_alone_depends_wholly_and_copying_not_at_all(speaker: Speaker, contrast: float) -> None:
    found = dependence.measure(planted(with_company(speaker), COMPANY, documents=PAGES, passage_list=None))
    assert found.contrast.ci95.mean == contrast and found.contrast.ci95.clusters == 60
    (table,) = found.tables
    assert [row["facts"] for row in table.rows] == ["it knows", "the company's"]
    assert table.estimate(GOLD, "the company's").mean == 1 and table.estimate(NONE, "the company's").mean == 0


def test_dependence_says_so_if_nothing_is_known() -> None:
    with pytest.raises(ArgumentError, match="no fact of 60 is known without a passage"):
        dependence.measure(planted(with_company(knows_nothing), COMPANY, documents=PAGES, passage_list=None))


@pytest.mark.parametrize(("speaker", "contrast"), [(remembers, 0.0), (copies, -1.0), (half, -0.5)])
def test_harm_is_the_near_miss_minus_no_passage(speaker: Speaker, contrast: float) -> None:
    found = wrong_passage.measure(planted(speaker))
    assert found.contrast.ci95.mean == contrast
    (table,) = found.tables
    kept = "right, of those right with no passage"
    assert table.estimate(kept, NEAR_MISS).mean == 1 + contrast and kept not in table.row(NONE)
    assert table.estimate("right", GOLD).mean == 1


# ---------------------------------------------------------------- sources


def answered(question: data.Question, text: str, found: Sequence[data.Passage]) -> Answered:
    return Answered(question, tuple(found), text, "right", 0)


def desk(*gold: str) -> Any:
    class Desk:
        def gold(self, question: data.Question) -> list[data.Passage]:
            return [p for p in THREE if p.id in gold]

        def holds_gold(self, question: data.Question, found: Sequence[data.Passage]) -> float:
            return float(any(p.id in gold for p in found))

    return Desk()


THREE = [tiny.passage("a#0", "The hose is red."), tiny.passage("b#0", "It lasts 24 months."), tiny.passage("c#0", "Bo")]
ASKED = replace(COMPANY[0], question="How long does it last?", answer="24 months")


def test_the_first_source_counts_and_not_any() -> None:
    both = answered(ASKED, "24 months, red", THREE)  # its numbers alone count: b
    assert citations.sources(both) == ["b#0"]
    assert (citations.first_is_gold(desk("b#0"), both), citations.first_is_gold(desk("a#0"), both)) == (1, 0)
    words = answered(ASKED, "a red hose, months", THREE)
    assert citations.sources(words)[0] == "a#0"
    assert citations.first_is_gold(desk("b#0"), words) == 0
    assert citations.first_is_gold(desk("a#0"), answered(ASKED, "36 months", THREE)) == 0  # no source


def test_recall_is_of_the_gold_passages_that_were_read() -> None:
    said = answered(ASKED, "24 months", THREE[:2])
    assert citations.gold_cited(desk("b#0", "c#0"), said) == 1  # c was not read
    assert citations.gold_cited(desk("a#0", "b#0"), said) == 0.5


def test_a_group_without_answers_has_no_shares_and_a_floor_looks_at_places_alone() -> None:
    assert citations._row(desk("b#0"), "right", []) == {"answers": "right", "n": 0}
    assert list(citations._row(desk("b#0"), "all", [answered(ASKED, "36 months", THREE)])) == [
        "answers", "n", "a source is shown", "gold passages cited",
    ]  # fmt: skip
    said = [answered(ASKED, "24 months", THREE), answered(ASKED, "24 months", THREE)]
    nearest, random = (row["is gold"] for row in citations._floors(desk("b#0"), said))
    assert (nearest.mean, round(random.mean, 3)) == (0, 0.333)  # type: ignore[union-attr]


def questions_read(trial: Planted) -> list[data.Question]:
    found = trial.bench.nearest(COMPANY, citations.READ)
    return [q for q, read in zip(COMPANY, found, strict=True) if trial.bench.holds_gold(q, read)]


def test_precision_is_of_answers_with_a_source_where_a_gold_passage_was_read() -> None:
    right_ones = {q.question: q.answer for q in COMPANY}

    def says_the_key(text: str) -> str:
        return next(answer for question, answer in right_ones.items() if f"Question: {question}\n" in text)

    trial = planted(says_the_key, COMPANY, documents=PAGES, passage_list=None)
    read = questions_read(trial)
    assert 5 < len(read) < 60  # the encoder of letters finds some
    found = citations.measure(trial)
    table = found["sources of the answers given, a gold passage read"]
    assert table.row("all")["n"] == len(read) and table.row("wrong") == {"answers": "wrong", "n": 0}
    assert found.contrast.ci95.mean > 0.8 and found.contrast.ci95.n <= len(read)
    assert table.estimate("first source is gold", "right").mean == pytest.approx(found.contrast.ci95.mean)


@pytest.mark.parametrize("text", ["I don't know.", "Zorvex", "As an AI assistant, I'm unable to help with that."])
def test_no_source_at_all_is_said_and_not_counted_as_all(text: str) -> None:
    trial = planted(lambda _: text, COMPANY, documents=PAGES, passage_list=None)
    with pytest.raises(ArgumentError, match=r"was read for \d+ of 60 questions, and no answer to them has a source"):
        citations.measure(trial)


# ---------------------------------------------------------------- labelled examples


@pytest.mark.parametrize(
    ("measure", "bare", "shown", "contrast"),
    [
        (labels.measure, "key", "I don't know.", 1.0),
        (labels.measure, "Zorvex", "I don't know.", 0.0),
        (labels_wrong.measure, "Zorvex", "I don't know.", 1.0),
        (labels_wrong.measure, "As a chatbot I cannot help.", "key", 0.0),
        (labels_wrong.measure, "key", "read", -1.0),  # a value that stands in the passage misleads as well
        (labels_refused.measure, "Zorvex", "I don't know.", -1.0),
        (labels_refused.measure, "I don't know.", "key", 1.0),
    ],
)
def test_each_half_counts_its_own_outcome(
    measure: Callable[[Trial], Finding], bare: str, shown: str, contrast: float
) -> None:
    questions = [q for q in COMPANY if q.kind == "lookup"][:10]

    def say(asked: str, turns: int) -> str:
        text = shown if turns > 1 else bare
        key = next(q.answer for q in questions if f"Question: {q.question}\n" in asked)
        return {"key": key, "read": "on page 7777777"}.get(text, text)

    trial = planted(knows_nothing, questions, 10, passage_list=[tiny.passage("x#0", "It stands on page 7777777.")])
    assert measure(replace(trial, speaker=say)).contrast.ci95.mean == contrast


def test_a_smaller_rule_on_the_same_questions_asks_a_part_of_them() -> None:
    """So the halves of a claim whose rules differ in n share their answers."""
    questions = data.load_questions("confirm")
    large, small = (Trial(Bench(passage_list=[]), questions, n, split="confirm").pick(questions) for n in (400, 250))
    assert len(small) == 250 and set(small) < set(large)


def test_the_examples_are_of_another_split_and_end_with_a_refusal_where_there_is_no_answer() -> None:
    turns = labels.examples(Bench(documents=data.load_documents()[:40], lm=tiny.language_model()))
    said = [turn["content"] for turn in turns if turn["role"] == "assistant"]
    asked = [turn["content"] for turn in turns if turn["role"] == "user"]
    assert len(said) == len(asked) == 4 and said[2] == f"{rag.ABSTENTION}."
    train = {q.question for q in data.load_questions("train")}
    assert all(any(f"Question: {question}\n" in text for question in train) for text in asked)


# ---------------------------------------------------------------- the gate, and the seconds


def test_the_gate_marks_generously() -> None:
    keys = {q.question: q.answer for q in COMPANY}
    trial = planted(lambda text: f"It is not {keys[text.split(chr(10))[1]]}.", COMPANY, 20)
    found = closed_book.measure(trial)
    assert found.contrast.ci95.mean == 1 and found.tables[0].columns == ["kind", "n", "closed-book"]


def test_a_question_whose_longer_prompt_took_less_time_does_not_count_as_all_retrieval() -> None:
    reading = [3.0, 3.0, 3.0, -0.5, -0.5]  # a mean of ratios, negative ones taken as 1, would say 0.55
    found = latency.share_of([1.0] * 5, reading, seed=0)
    assert found.ci95.mean == 0.25
    assert found.ci99.ci_low <= found.ci95.ci_low <= 0.25 <= found.ci95.ci_high <= found.ci99.ci_high


def test_the_interval_of_a_ratio_of_medians_holds_the_planted_one() -> None:
    rng, held = np.random.default_rng(4), 0
    for _ in range(60):
        part, rest = 0.03 * rng.lognormal(0, 0.3, 60), 0.2 + 0.1 * rng.standard_normal(60)
        found = latency.share_of(list(part), list(rest), seed=1).ci99
        held += found.ci_low <= 0.03 / 0.23 <= found.ci_high
    assert held >= 56


def test_no_seconds_are_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latency, "_traces", lambda bench, questions, size: [dict.fromkeys(("embed", "total"), 1.0)])
    trial = planted(
        knows_nothing, COMPANY[:6], 6, documents=PAGES[:4], passage_list=None, reader=Reader(max_new_tokens=3)
    )
    one, other = (latency.measure(trial) for _ in range(2))
    assert one.items == other.items and len(one.items) == 6 and one.contrast != other.contrast


# ---------------------------------------------------------------- log-odds beside exact answers


def test_log_odds_are_of_a_quarter_of_the_questions_and_of_one_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [*COMPANY[:8], *(q for q in data.load_questions("confirm") if q.kind in ("list", "yes_no"))][:20]
    weighed: dict[str, list[str]] = {}

    def log_odds(trial: Trial, arm: str, questions: Sequence[data.Question], evidence: Any) -> list[float]:
        weighed[arm] = [q.id for q in questions]
        return [{"closed-book": -1.0, "oracle": 3.0}.get(arm, 0.0) + i for i in range(len(questions))]

    monkeypatch.setattr(Trial, "log_odds", log_odds)
    trial = planted(knows_nothing, asked, 40, documents=PAGES, passage_list=None)
    table = arms.odds_table(trial, asked)
    assert all(set(ids) == {q.id for q in COMPANY[:8]} for ids in weighed.values()) and set(weighed) == set(arms.ARMS)
    assert table.estimate("minus closed-book", "oracle").mean == 4
    assert "minus closed-book" not in table.row("closed-book")
    arms.odds_table(replace(trial, n=12), asked)
    assert {len(ids) for ids in weighed.values()} == {3}
