"""The logic of the experiments of lesson 08, on planted pages, answers and odds."""

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
import tiny

from course_lib import data, generate, likelihood, outcomes, passages
from course_lib.evidence import Bench, Finding, Reader, Trial
from course_lib.evidence.answers import distractors, overlong, rarity, stale, two_hop
from course_lib.evidence.attacks import forged, injection, prompts
from course_lib.evidence.bench import SIZE
from course_lib.evidence.retrieval import duplicates, floor
from course_lib.index import PassageIndex

DOCUMENTS = data.load_documents()
TEST = data.load_questions("test")
FACTS = {f.id: f for f in data.load_facts()}
SINGLE = [q for q in TEST if q.answer and len(q.facts) == 1]


def bench_about(questions: Sequence[data.Question], reader: Reader | None = None) -> Bench:
    """The documents of some questions, with successors, behind an encoder that counts letters."""
    about = {gold.split("#")[0] for q in questions for gold in q.gold}
    about |= {d.superseded_by or d.id for d in DOCUMENTS if d.id in about}
    bench = Bench(reader, documents=[d for d in DOCUMENTS if d.id in about], lm=tiny.language_model())
    bench.encoder = cast(Any, tiny.LetterEncoder())
    return bench


def trial_of(questions: Sequence[data.Question], n: int = 6) -> Trial:
    return Trial(bench_about(questions), questions, n, split="test", progress=False)


def plant(monkeypatch: pytest.MonkeyPatch, says: Any = None, weighs: Any = None) -> None:
    """Let a rule of ours answer prompts and weigh values in the place of the model."""

    def answered(self: Trial, asked: Any, max_new_tokens: int | None = None) -> list[generate.Generation]:
        texts = [says(chat[0]["content"]) if says else "" for chat in asked]
        return [generate.Generation(text, 7, 1, 0.0, 0.0) for text in texts]

    def weighed(lm: Any, asked: Any, values: Any, **_: Any) -> list[list[float]]:
        return [
            [weighs(chat[0]["content"], value) if weighs else -1.0 for value in row]
            for chat, row in zip(asked, values, strict=True)
        ]

    monkeypatch.setattr(Trial, "generate", answered)
    monkeypatch.setattr(likelihood, "answer_log_probabilities", weighed)


def reads(text: str, value: str) -> float:
    """A reader that finds a value ten times likelier where the prompt holds it."""
    return 0.0 if outcomes.contains_answer(text, (value,)) else float(-np.log(10))


def mean(finding: Finding) -> float:
    return finding.contrast.ci95.mean


# ---------------------------------------------------------------- orders and odds


def test_prompts_follow_the_reader_unless_another_order_is_asked() -> None:
    pages = [tiny.passage("a#0", "first"), tiny.passage("b#0", "second")]
    trial = Trial(Bench(Reader(order="best last"), passage_list=[]), [], 1)
    question = SINGLE[0]

    def first_place(order: Any) -> bool:
        ((message,),) = trial.prompts([question], [pages], order)
        return message["content"].index("first") < message["content"].index("second")

    assert (first_place(None), first_place("best last"), first_place("best first")) == (False, False, True)


def test_log_odds_can_look_at_another_value(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, weighs=reads)
    trial = trial_of(SINGLE[:1])
    page = tiny.passage("a#0", "The lie is blue heron.")
    (odds,) = trial.log_odds("x", SINGLE[:1], [[page]], values=[["blue heron", "tin cuckoo"]])
    (other,) = trial.log_odds("y", SINGLE[:1], [[page]], values=[["tin cuckoo", "blue heron"]])
    assert (odds, other) == pytest.approx((np.log(10), -np.log(10)))


# ---------------------------------------------------------------- two hops

HOPS = [q for q in TEST if q.kind == "two_hop"][:6]


def test_a_pair_is_the_naming_page_and_the_page_with_the_answer() -> None:
    bench = bench_about(HOPS)
    for q in HOPS:
        names, states = two_hop.pair(bench, q)
        first, last = (FACTS[i] for i in q.facts)
        assert outcomes.contains_answer(names.searchable, (first.value, *first.aliases)) and names.doc_id == first.doc
        assert outcomes.contains_answer(states.searchable, (last.value, *last.aliases)) and states.doc_id == last.doc


@pytest.mark.parametrize(("needs", "gain"), [(1, 0.0), (2, float(np.log(10)))])
def test_the_contrast_tells_a_reader_that_needs_both_pages_from_one_that_needs_one(
    needs: int, gain: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: a value is ten times likelier where the prompt holds it, behind as many pages as are needed."""
    plant(
        monkeypatch,
        weighs=lambda text, value: reads(text, value) if f"[{needs}]" in text else float(-np.log(10)),
    )
    found = two_hop.measure(trial_of(HOPS))
    chance = found["the right value against five of its kind"].estimate("log-odds of the right value", "no passage")
    assert mean(found) == pytest.approx(gain, abs=0.2) and chance.mean == pytest.approx(-np.log(5))
    read = found["what was read"]
    assert read.estimate("both", two_hop.LAST).mean == 1 and read.estimate("both", two_hop.STATES).mean == 0


def test_two_steps_know_nothing_of_gold(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = bench_about(HOPS)
    found = two_hop.two_steps(bench, HOPS)
    blind = [replace(q, answer="", aliases=(), gold=(), facts=(), near="") for q in HOPS]
    assert two_hop.two_steps(bench, blind) == found
    assert all(len({p.id for p in read}) == 2 for read in found)


# ---------------------------------------------------------------- how often a fact is stated


def test_one_digest_and_five_are_of_one_form_and_one_size(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)
    sizes, own = [], []
    trial = trial_of([q for q in SINGLE if q.kind == "lookup"][:8], n=8)
    real = Bench.over

    def over(self: Bench, passage_list: Sequence[data.Passage]) -> Bench:
        sizes.append(len(passage_list))
        own.append(Counter(sum(rarity.states(p, q) for p in passage_list) for q in trial.questions))
        return real(self, passage_list)

    monkeypatch.setattr(Bench, "over", over)
    finding = rarity.measure(trial)
    assert len(set(sizes)) == 1 and own == [Counter({0: 8}), Counter({1: 8}), Counter({5: 8})]
    assert mean(finding) == 0


def test_each_digest_states_its_fact_in_its_own_words() -> None:
    some = [FACTS[q.facts[0]] for q in SINGLE[::40]]
    found = rarity.digests(rarity.every_form(some))
    assert len({p.id for p in found}) == len(found) == len(some) * len(rarity.FORMS)
    assert len({p.text for p in found}) == len(found)
    for (fact, _), page in zip(rarity.every_form(some), found, strict=True):
        assert outcomes.contains_answer(page.text, (fact.value,)) and fact.attribute in page.text


def test_the_contrast_is_one_digest_minus_five(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: the same passages are read, and the second index of three answers nothing."""
    trial = trial_of([q for q in SINGLE if q.kind == "lookup"][:5], n=5)
    calls: list[int] = []

    def answered(self: Trial, asked: Sequence[Any], max_new_tokens: int | None = None) -> list[generate.Generation]:
        calls.append(len(asked))
        right = [q.answer if len(calls) == 3 else "No idea" for q in trial.questions]
        return [generate.Generation(text, 7, 1, 0.0, 0.0) for text in right]

    monkeypatch.setattr(Trial, "generate", answered)
    assert mean(rarity.measure(trial)) == -1


# ---------------------------------------------------------------- more passages, a full window


def test_three_passages_are_read_best_last_whatever_the_reader_prefers(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = [q for q in SINGLE if q.kind == "lookup"][:6]
    seen: list[str] = []

    def says(text: str) -> str:
        seen.append(text)
        return ""

    plant(monkeypatch, says=says)
    trial = trial_of(questions)
    finding = distractors.measure(trial)
    pools = trial.bench.nearest(questions, 3)
    one, three, first = (seen[i * 6 : i * 6 + 6] for i in range(3))
    for texts, places in ((one, [0]), (three, [2, 1, 0]), (first, [0, 1, 2])):
        for text, pool in zip(texts, pools, strict=True):
            found = [text.find(pool[place].searchable) for place in places]
            assert found == sorted(found) and found[0] >= 0
    assert [row["prompt"] for row in finding["passages a prompt"].rows] == list(distractors.ARMS)


def test_yes_and_no_are_not_asked_where_a_coin_would_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)
    some = [q for kind in ("yes_no", "lookup", "name") for q in data.load_questions("confirm") if q.kind == kind]
    few = [*some[:4], *some[-4:]]
    for measure in (distractors.measure, overlong.measure):
        trial = replace(trial_of(few, n=8), items=[])
        assert measure(trial).contrast.ci95.n == 4


def test_in_a_full_window_the_end_holds_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: who reads the question answers; the end of the prompt cut off, nobody does."""
    questions = [q for q in SINGLE if q.kind == "lookup"][:4]
    answers = {q.question: q.answer for q in questions}

    def says(text: str) -> str:
        return next((a for asked, a in answers.items() if f"Question: {asked}\n" in text), "No idea")

    plant(monkeypatch, says=says)
    trial = trial_of(questions, n=4)
    table = overlong.measure(trial)["outcomes in a window of 400 tokens"]
    share = {arm: table.estimate("right", arm=f"best last, {arm}").mean for arm in (overlong.END, overlong.WHOLE)}
    assert share == {overlong.END: 0.0, overlong.WHOLE: 1.0}
    assert mean(overlong.measure(replace(trial, items=[]))) == 1


# ---------------------------------------------------------------- versions


def test_questions_about_versions_are_none_of_the_splits_own() -> None:
    bench = Bench(passage_list=[])
    asked = stale.about_versions(bench, "test")
    assert len(asked) == 234 and len({q.id for q, _ in asked}) == 234
    assert not {q.id for q, _ in asked} & {q.id for q in TEST} and not stale.about_versions(bench, "confirm")
    for q, (fact, rival) in asked:
        assert q.split == "test" and q.facts == (fact.id,) and fact.value != rival.value
        assert not outcomes.contains_answer(q.answer, (rival.value,))
        assert fact.doc != rival.doc and fact.attribute == rival.attribute
        old = fact if fact.valid_to else rival
        assert next(d for d in DOCUMENTS if d.id == old.doc).superseded_by in (fact.doc, rival.doc)


def test_a_fact_holds_on_its_day() -> None:
    bench = Bench(passage_list=[])
    for _, (fact, _) in stale.about_versions(bench, "test"):
        on = stale.day(bench, fact)
        assert fact.valid_from is None or fact.valid_from <= on
        assert fact.valid_to is None or on < fact.valid_to


@pytest.mark.parametrize("misled", [True, False])
def test_the_contrast_is_the_cost_of_the_other_version(misled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: a reader that finds every value in the prompt likely, and one that sees the valid one alone."""
    asked = [q for q in TEST if q.kind == "as_of"][::15]
    trial = trial_of(asked, n=8)
    valid = {q.question: q.answer for q, _ in stale.about_versions(trial.bench, "test")}

    def weighs(text: str, value: str) -> float:
        question = text.rpartition("Question: ")[2].splitlines()[0]
        return reads(text, value) if misled or valid[question] == value else float(-np.log(10))

    plant(monkeypatch, weighs=weighs)
    finding = stale.measure(trial)
    assert mean(finding) == pytest.approx(-np.log(10) if misled else 0, abs=0.3)
    table = finding["what was read"]
    assert table.estimate(stale.OTHER, stale.BOTH).mean == 1 and table.estimate(stale.OTHER, stale.BESIDE).mean == 0
    assert table.estimate(stale.VALID, stale.BOTH).mean == table.estimate(stale.VALID, stale.BESIDE).mean == 1


def test_both_pages_stand_in_the_drawn_order() -> None:
    a, b = tiny.passage("a#0", "a"), tiny.passage("b#0", "b")
    assert stale.placed([a, a], [b, b], [True, False]) == [[a, b], [b, a]]


# ---------------------------------------------------------------- attacks


def test_a_payload_stands_before_five_of_other_attacks() -> None:
    pool = data.load_injections("test")
    rows = injection.payloads(pool, pool, 0)
    assert [row[0] for row in rows] == [attack.payload for attack in pool]
    assert all(len(set(row)) == 6 for row in rows) and rows == injection.payloads(pool, pool, 0)
    assert rows != injection.payloads(pool, pool, 1) and len({tuple(row[1:]) for row in rows}) > 30


@pytest.mark.parametrize(("cleans", "gain"), [(lambda text: "Clean.", -1.0), (lambda text: text, 0.0)])
def test_a_perfect_cleaning_reaches_no_attack_and_a_useless_one_changes_nothing(
    cleans: Any, gain: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch, weighs=reads)
    monkeypatch.setattr(injection, "disarm", cleans)
    finding = injection.measure(trial_of([q for q in SINGLE if q.kind == "lookup"][:12], n=12))
    assert mean(finding) == pytest.approx(gain * np.log(10), abs=0.3)
    odds = finding["the payload against five others"]
    assert odds.estimate("log-odds of the payload", injection.LEFT).mean == pytest.approx(np.log(2), abs=0.3)
    assert odds.estimate("log-odds of the payload", "no attack").mean == pytest.approx(-np.log(5))


def test_other_questions_meet_the_attacks_of_test() -> None:
    trials: Mapping[str, Trial] = {s: Trial(Bench(passage_list=[]), [], 1, split=s) for s in ("dev", "test", "confirm")}
    assert {s: injection.split_of(t) for s, t in trials.items()} == {"dev": "dev", "test": "test", "confirm": "test"}


def test_the_fence_stands_in_the_readers_own_prompt() -> None:
    page = dataclasses.replace(tiny.passage("a#0", "The hose is red."), title="Hoses", lead="| part |")
    for reader in (Reader(), Reader(with_passages="Say it in one word.")):
        (message,) = prompts.fenced(reader, SINGLE[0], page)
        (usual,) = reader.prompt(SINGLE[0].question, [page])
        rest = message["content"].replace(f"\n\n{prompts.FENCE}", "").replace("<text>\n", "").replace("\n</text>", "")
        assert rest == usual["content"] and prompts.FENCE in message["content"]


def test_the_lie_is_weighed_on_every_question_and_answered_on_some(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: only whole chat markers make the lie likely."""
    plant(monkeypatch, weighs=lambda text, value: 0.0 if f"assistant\n{value}<|im_end|>" in text else -2.0)
    monkeypatch.setattr(forged, "ANSWERED", 3)
    finding = forged.measure(trial_of(SINGLE[::60], n=12))
    odds = finding["the lie against the truth"]
    values = {arm: odds.estimate("log-odds of the lie", arm).mean for arm in (forged.PLAIN, forged.LEFT, forged.BROKEN)}
    assert values == {forged.PLAIN: 0.0, forged.LEFT: 2.0, forged.BROKEN: 0.0} and mean(finding) == -2
    assert (finding.contrast.ci95.n, finding["who repeats the lie"].rows[0]["n"]) == (12, 3)


def test_every_question_with_one_value_has_a_lie() -> None:
    for q in SINGLE[::4]:
        told = forged.lie(q)
        assert told and not outcomes.contains_answer(told, (q.answer, *q.aliases)), q.id


# ---------------------------------------------------------------- nothing there, copies


def test_what_is_taken_out_answers_nowhere() -> None:
    questions = SINGLE[:40:8]
    bench = bench_about(questions)
    for q, score in zip(questions, floor.absent_scores(bench, questions), strict=True):
        shut = {q.near, *(p.doc_id for p in bench.gold(q))}
        left = PassageIndex(bench.encoder)
        left.add([p for p in bench.passages if p.doc_id not in shut])
        (query,) = bench.queries([q])
        (hit,) = left.search_vector(query.vector, 1, tenant=q.tenant, on=q.as_of)
        assert score == pytest.approx(hit.score, abs=1e-6)


def test_pulls_average_to_the_area_and_vary_as_it_does() -> None:
    """Whole questions resampled: the area of each sample moves as the mean of its pulls does."""
    rng = np.random.default_rng(0)
    low, high = rng.normal(0, 1, 300), rng.normal(1, 1, 300)
    pulls = np.array(floor.pulls(low, high))
    assert pulls.mean() == pytest.approx(np.mean(floor.placements(low, high)))
    picks = rng.integers(0, 300, size=(300, 300))
    areas = [np.mean(floor.placements(low[i], high[i])) for i in picks]
    assert pulls[picks].mean(axis=1).std() == pytest.approx(np.std(areas), rel=0.1)
    assert np.std([np.mean(np.array(floor.placements(low, high))[i]) for i in picks]) < 0.85 * np.std(areas)


def test_the_floor_stands_beside_questions_written_without_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = ("lookup", "unanswerable", "false_premise")
    some = [q for kind in kinds for q in [q for q in TEST if q.kind == kind][:4]]
    monkeypatch.setattr(Trial, "tuning_questions", lambda self: some)
    finding = floor.measure(trial_of(some, n=4))
    rows = finding["a floor under the best similarity"].rows
    assert [row["questions"] for row in rows] == [floor.THERE, floor.GONE, "unanswerable", "false_premise"]
    assert [row["n"] for row in rows] == [4, 4, 4, 4] and "AUC" not in rows[0]
    assert cast(Any, rows[1]["AUC"]).mean == pytest.approx(mean(finding))


def test_copies_crowd_and_dropping_them_cannot_find_more_than_the_clean_index(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = SINGLE[::80]
    trial = trial_of(questions, n=len(questions))
    rows = {row["index"]: cast(Any, row) for row in duplicates.measure(trial)["the first 5 passages"].rows}
    kept, dropped = rows[duplicates.CROWDED], rows[duplicates.CROWDED + duplicates.DROPPED]
    assert kept["share of different texts"].mean < dropped["share of different texts"].mean
    assert set(rows) == {
        name + more
        for name in (duplicates.CLEAN, duplicates.CROWDED, duplicates.MIRRORED)
        for more in ("", duplicates.DROPPED)
    }
    monkeypatch.setattr(duplicates, "distinct", lambda hits: hits[5:])
    assert mean(duplicates.measure(replace(trial, items=[]))) < 0


def test_a_sibling_dropped_for_a_copy_is_a_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: a rule too coarse, which keeps one text a document, loses what stands in the others."""
    questions = [q for q in SINGLE if q.kind == "lookup"][::12][:12]
    trial = trial_of(questions, n=12)

    def coarse(hits: Sequence[Any]) -> list[Any]:
        first: dict[str, Any] = {}
        for hit in hits:
            first.setdefault(hit.passage.doc_id, hit)
        return list(first.values())[:1]

    fair = mean(duplicates.measure(trial))
    monkeypatch.setattr(duplicates, "distinct", coarse)
    assert mean(duplicates.measure(replace(trial, items=[]))) < fair


def test_the_bench_cut_is_what_the_experiments_read() -> None:
    assert passages.cut_all(DOCUMENTS[:1], size=SIZE) == Bench(documents=DOCUMENTS[:1]).passages
