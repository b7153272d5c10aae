"""Facts in weights: who is taught and who never, what stands in training, floors by hand, what planted models get."""

import copy
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import tiny
import torch

from course_lib import data, generate, likelihood, lora, rag
from course_lib.data.missing import load_missing_firms
from course_lib.errors import ArgumentError
from course_lib.evidence import Bench, Reader, Trial
from course_lib.evidence.training import adapters, canaries, capacity, edits, facts, teaching, unknown
from course_lib.evidence.training.teaching import Chats
from course_lib.training import IGNORED, Recipe

DRAWS = range(3)
FIRM = {f.doc: f.entity for f in data.load_facts() if f.doc.startswith("par-")}
SPLITS: tuple[teaching.Wording, ...] = ("dev", "test")


@pytest.fixture(scope="module")
def bench() -> Bench:
    lm = tiny.language_model()
    bench = Bench(Reader(max_new_tokens=3), passage_list=[], lm=replace(lm, model=copy.deepcopy(lm.model)))
    bench.encoder = cast(Any, tiny.LetterEncoder())
    return bench


@pytest.fixture
def trial(bench: Bench) -> Trial:
    return Trial(bench, [], 119, split="test", seeds=3, progress=False)


# ---------------------------------------------------------------- who is taught, and who never


def test_three_draws_teach_each_firm_once() -> None:
    drawn = [firm for draw in DRAWS for firm in teaching.firms(draw)]
    assert len(drawn) == len(set(drawn)) == 51 and set(drawn) == set(FIRM)
    assert teaching.firms(3) == teaching.firms(0)
    for draw in DRAWS:
        assert len(teaching.about("dev", draw)) == 119 == len(teaching.strangers("dev", draw))
        assert not {q.near for q in teaching.strangers("test", draw)} & set(teaching.firms(draw))


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("arm", [arm for arm in facts.ARMS if arm != facts.DISTILLED])
@pytest.mark.parametrize("draw", DRAWS)
def test_nothing_that_is_asked_stands_in_training_and_no_other_firm_is_named(
    arm: str, draw: int, split: teaching.Wording, trial: Trial
) -> None:
    trained = facts.to_learn(replace(trial, split=split), arm, draw)
    text = "\n".join(turn["content"] for chat in trained for turn in chat)
    asked = [q.question for wording in (split, "reversed") for q in data.load_taught(cast(Any, wording))]
    assert not [question for question in asked if question in text]
    never = [FIRM[firm] for firm in FIRM if firm not in teaching.firms(draw)]
    assert not [name for name in never if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    for firm in teaching.firms(draw):
        assert FIRM[firm] in text


def test_the_wording_on_which_rates_are_chosen_is_no_trained_one(trial: Trial) -> None:
    chosen_on = {q.question for q in data.load_taught("dev")}  # of the rule's split, test
    for arm in (facts.TEXT, facts.TWO):
        assert not [c for c in facts.to_learn(trial, arm, 0) if any(q in c[0]["content"] for q in chosen_on)]


def test_a_distilled_pair_is_the_question_without_the_passage_and_refusals_are_left_out(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = teaching.about("train", 0)[:4]
    says = ["  ", "I don't know.", questions[2].answer, "a wrong value"]
    read: list[str] = []

    def teacher(_: Any, prompts: Sequence[Any], **__: Any) -> list[generate.Generation]:
        read.extend(prompt[-1]["content"] for prompt in prompts)
        return [generate.Generation(text, 1, 1) for text in says]

    monkeypatch.setattr(generate, "generate", teacher)
    marks = teaching.Tally()
    found = facts.distilled(trial, questions, "teacher", marks)
    assert found == teaching.pairs(trial, [questions[2], replace(questions[3], answer="a wrong value")])
    assert all(q.answer in prompt for q, prompt in zip(questions, read, strict=True))  # the right passage was read
    assert marks.marks("the model as it is", "right") == [0, 0, 1, 0]


# ---------------------------------------------------------------- floors by hand


def question(fact: str, answer: str) -> data.Question:
    one = data.load_taught("dev")[0]
    return replace(one, facts=(fact,), answer=answer, near=fact.rpartition("-")[0])


def test_the_constant_answer_by_hand() -> None:
    asked = [question("a-fee", "€1"), question("b-fee", "€2"), question("c-fee", "€2"), question("a-van", "Teal")]
    assert teaching.constant(asked) == [0, 1, 1, 1]


def test_among_the_partners_a_constant_answer_is_right_once_an_attribute() -> None:
    asked = teaching.about("test", 0)
    assert sum(teaching.constant(asked)) == 7 and len(asked) == 119


def test_rivals_are_other_values_of_the_same_attribute_of_the_same_firms() -> None:
    among = teaching.about("dev", 1)
    for q in teaching.about("test", 1):
        found = teaching.rivals(q, among)
        assert len(set(found)) == 5 and q.answer not in found
        assert set(found) <= {other.answer for other in among if teaching.attribute(other) == teaching.attribute(q)}
        assert found == teaching.rivals(q, list(reversed(among)))


def test_a_wrong_value_is_weighed_against_the_right_one_and_the_other_rivals(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Sequence[Sequence[str]]] = []

    def weighed(_: Any, __: Any, values: Sequence[Sequence[str]], **___: Any) -> list[list[float]]:
        seen.append(values)
        return [[-1.0 - place for place, _ in enumerate(each)] for each in values]

    monkeypatch.setattr(likelihood, "answer_log_probabilities", weighed)
    some = teaching.about("test", 0)[:6]
    right, wrong = teaching.odds(trial, "arm", some, 0), teaching.odds(trial, "arm, wrong", some, 0, wrong=True)
    assert right == wrong and [sorted(each) for each in seen[0]] == [sorted(each) for each in seen[1]]
    for q, one, other in zip(some, *seen, strict=True):
        assert one[0] == q.answer == other[1] and other[0] == one[1] != q.answer


def test_the_same_fact_in_another_wording() -> None:
    new = teaching.about("test", 2)[:9]
    for wording in ("train", "dev", "reversed"):
        other = teaching.in_wording(new, cast(Any, wording))
        assert [q.facts for q in other] == [q.facts for q in new]
        assert {q.wording for q in other} == {{"train": "a", "dev": "c", "reversed": "r"}[wording]}


def test_a_tally_means_over_runs_and_counts_its_first_column() -> None:
    tally = teaching.Tally()
    tally.add("one", "right", [1.0, 0.0], ["a", "b"])
    tally.add("one", "right", [1.0, 1.0], ["a", "b"])
    tally.add("one", "odds", [-3.0], ["a"])
    row = tally.table("t", "model", {"one": {"rate": "1"}}).row("one")
    assert list(row) == ["model", "rate", "n", "right", "odds"] and row["n"] == 4
    right = cast(Any, row["right"])
    assert (right.mean, right.n, right.clusters) == (0.75, 4, 2)


# ---------------------------------------------------------------- training


def test_a_text_is_learned_whole_and_a_pair_by_its_answer(trial: Trial) -> None:
    lm = trial.bench.lm
    tokenizer = cast(Any, lm.tokenizer)
    text = teaching.either(lm, [{"role": "assistant", "content": "The van is called Teal."}])
    assert text.labels == text.ids and tokenizer.decode(text.ids) == "The van is called Teal.<|im_end|>"
    pair = teaching.either(lm, teaching.answered(trial, "Which van?", "Teal"))
    learned = [label for label in pair.labels if label != IGNORED]
    assert tokenizer.decode(learned) == "Teal<|im_end|>" and len(learned) < len(pair.ids) / 4


@pytest.mark.parametrize("tokens", [6_000, 60_000])
def test_all_arms_read_about_as_many_tokens(tokens: int, trial: Trial) -> None:
    for arm in (facts.TEXT, facts.ONE, facts.TWO, facts.THREE, facts.BOTH):
        chats = facts.to_learn(trial, arm, 0)
        recipe = teaching.recipe_for(trial, chats, tokens, 1e-3, seed=0)
        lengths = [len(teaching.either(trial.bench.lm, chat).ids) for chat in chats]
        read = recipe.steps * recipe.examples * sum(lengths) / len(lengths)
        assert read == pytest.approx(tokens, rel=0.06), arm
        assert (recipe.rate, recipe.seed, recipe.once) == (1e-3, 0, True)


def test_both_reads_about_as_much_text_as_pairs(trial: Trial) -> None:
    chats = facts.to_learn(trial, facts.BOTH, 0)
    sizes = Counter[bool]()
    for chat in chats:
        sizes[len(chat) == 1] += len(teaching.either(trial.bench.lm, chat).ids)
    assert 0.35 < sizes[True] / sizes.total() < 0.65


def scores(trial: Trial) -> torch.Tensor:
    with torch.inference_mode():
        return cast(torch.Tensor, cast(Any, trial.bench.lm.model)(torch.tensor([[5, 80, 900, 12]])).logits)


def test_what_is_taught_can_be_taught_more_and_is_gone_afterwards(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teaching, "BLOCKS", 1)
    bare, name, chats = scores(trial), trial.bench.lm.fingerprint, facts.to_learn(trial, facts.TWO, 0)
    with teaching.taught(trial, chats[:8], 0, tokens=1_000, rate=0.05) as once:
        first = scores(once)
        assert once.bench.lm.fingerprint != name
        with teaching.taught(once, chats[8:16], 0, tokens=1_000, rate=0.05) as twice:
            assert not torch.equal(scores(twice), first)
        assert torch.equal(scores(once), first) and not torch.equal(first, bare)
    assert torch.equal(scores(trial), bare)


def test_an_adapter_below_stays_as_it_is(trial: Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teaching, "BLOCKS", 1)
    fresh = lora.adapt(trial.bench.lm, 2, last_blocks=2, seed=3)
    for name, parameter in cast(Any, fresh.model).named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(parameter, generator=torch.Generator().manual_seed(1))
    lora.save(fresh, tmp_path / "reader")
    lora.unload(fresh)
    bare = scores(trial)
    with teaching.upon(trial, tmp_path / "reader") as reading:
        read = scores(reading)
        numbers = {n: p.clone() for n, p in cast(Any, reading.bench.lm.model).named_parameters() if "lora_" in n}
        with teaching.taught(reading, facts.to_learn(trial, facts.ONE, 0)[:8], 0, tokens=1_000, rate=0.05) as found:
            assert not torch.equal(scores(found), read)
            now = dict(cast(Any, found.bench.lm.model).named_parameters())
            assert numbers and all(torch.equal(now[name], before) for name, before in numbers.items())
        assert torch.equal(scores(reading), read) and not torch.equal(read, bare)
    assert torch.equal(scores(trial), bare) and not hasattr(trial.bench.lm.model, "peft_config")


# ---------------------------------------------------------------- planted models


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that puts a rule in the model's place: from what it learned and a prompt to a text."""

    def plant(module: Any, says: Callable[[list[Chats], str], str]) -> None:
        learned: list[Chats] = []

        @contextmanager
        def teach(trial: Trial, chats: Chats, *_: Any, **__: Any) -> Iterator[Trial]:
            learned.append(chats)
            try:
                yield trial
            finally:
                learned.pop()

        def answer(_: Any, prompts: Sequence[Any], **__: Any) -> list[generate.Generation]:
            return [generate.Generation(says(learned, prompt[-1]["content"]), 1, 1) for prompt in prompts]

        def even(_: Any, prompts: Sequence[Any], answers: Sequence[Any], **__: Any) -> list[list[float]]:
            return [[-1.0] * len(texts) for texts in answers]

        for name in ("taught", "moved"):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, teach)
        monkeypatch.setattr(generate, "generate", answer)
        monkeypatch.setattr(likelihood, "answer_log_probabilities", even)
        for name, stand_in in {
            "answer_log_probabilities": even,
            "mean_loss": lambda *_: 0.5,
            "upon": lambda trial, _: _as_is(trial),
            "stored": lambda trial, kind, codes, _: teach(trial, [[{"kind": kind}], *capacity.chats(codes)]),
        }.items():
            if hasattr(module, name):
                monkeypatch.setattr(module, name, stand_in)

    return plant


@contextmanager
def _as_is(trial: Trial) -> Iterator[Trial]:
    yield trial


ASKED = {
    q.question: q for wording in ("train", "dev", "test", "reversed") for q in data.load_taught(cast(Any, wording))
}
TRAINED = {q.question: q for q in data.load_taught("train")}


def asked_for(prompt: str) -> data.Question | None:
    """Return the question about a partner that a prompt asks."""
    found = re.search(r"Question: (.*)\nShort answer:", prompt)
    return ASKED.get(found[1]) if found else None


def taught_values(chats: Chats) -> dict[str, str]:
    """Return by fact the value that pairs teach."""
    values = {}
    for chat in chats:
        q = asked_for(chat[0]["content"]) if len(chat) > 1 else None
        if q is not None:
            values[q.facts[0]] = chat[-1]["content"]
    return values


def test_a_model_that_knows_what_it_was_taught_is_told_from_one_that_knows_the_wording(
    trial: Trial, planted: Callable[..., None]
) -> None:
    def knows(learned: list[Chats], prompt: str) -> str:
        q = asked_for(prompt)
        return taught_values(learned[-1]).get(q.facts[0], "no idea") if q and learned else "no idea"

    def parrots(learned: list[Chats], prompt: str) -> str:
        return next((chat[-1]["content"] for chat in (learned or [[]])[-1] if chat[0]["content"] == prompt), "no idea")

    def always(learned: list[Chats], prompt: str) -> str:
        q = asked_for(prompt)
        alike = (
            [] if q is None else [o for o in teaching.about("dev", 0) if teaching.attribute(o) == teaching.attribute(q)]
        )
        return alike[0].answer if alike else "no idea"

    planted(facts, knows)
    finding = facts.measure(trial)
    recall = finding.tables[0]
    assert finding.contrast.ci99.mean == 1 and finding.contrast.ci99.n == 2 * 357
    assert recall.estimate("new wording", facts.TWO).n == 357 and recall.row(facts.NOTHING)["n"] == 40
    assert recall.estimate("new wording", facts.TEXT).mean == 0  # this one learned no pair
    assert recall.estimate("reversed", facts.TWO).mean == 0
    floors = finding.tables[1]
    assert floors.estimate("right", facts.CONSTANT).mean == pytest.approx(7 / 119)
    assert floors.estimate("right", facts.NEVER).n == 357
    planted(facts, parrots)
    finding = facts.measure(trial)
    assert finding.contrast.ci99.mean == 0
    assert finding.tables[0].estimate("trained wording", facts.TWO).mean == 1  # and yet it knows nothing
    assert finding.tables[0].estimate("trained wording", facts.DISTILLED).mean == 0  # its teacher had no idea
    planted(facts, always)
    assert abs(facts.measure(trial).contrast.ci99.mean) < 0.05


def test_the_best_rate_is_chosen_for_text_and_for_pairs(
    trial: Trial, planted: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    rates: list[float] = []

    @contextmanager
    def teach(trial: Trial, chats: Chats, seed: int, *, rate: float) -> Iterator[Trial]:
        rates.append(rate if len(chats[0]) > 1 else -rate)  # a text has one turn
        try:
            yield trial
        finally:
            rates.pop()

    def knows(_: list[Chats], prompt: str) -> str:
        q = asked_for(prompt)
        return q.answer if q and rates and rates[-1] in (5e-3, -5e-4) else "no idea"

    planted(facts, knows)
    monkeypatch.setattr(facts, "taught", teach)
    finding = facts.measure(replace(trial, n=6, seeds=1))
    assert finding.tables[0].row(facts.TEXT)["rate"] == "0.0005"
    assert {finding.tables[0].row(arm)["rate"] for arm in facts.ARMS if arm != facts.TEXT} == {"0.005"}
    best = {(row["trained on"], row["rate"]) for row in finding.tables[2].rows if row["best"]}
    assert best == {(facts.TEXT, "0.0005"), (facts.TWO, "0.005")}


# ---------------------------------------------------------------- edits


@pytest.mark.parametrize("draw", DRAWS)
def test_a_plan_of_changes(draw: int) -> None:
    plan = edits.planned("test", draw)
    parts = [{q.facts[0] for q in part} for part in (plan.changed, plan.gone, plan.kept)]
    assert [len(part) for part in parts] == [40, 15, 64] and len(set.union(*parts)) == 119
    assert plan.values.keys() == parts[0]
    for q in plan.changed:
        new = plan.values[q.facts[0]]
        assert new.answer != q.answer and teaching.attribute(new) == teaching.attribute(q)
        assert new.near not in teaching.firms(draw)
        back = edits.renewed(teaching.in_wording([q], "reversed")[0], plan)
        assert new.answer in back.question and q.answer not in back.question and back.answer == FIRM[q.near]
    anew = edits.anew(plan, draw)
    assert len(anew) == 2 * (40 + 64) and not {q.facts[0] for q in anew} & parts[1]
    changed = {q.facts[0]: q.answer for q in anew if q.facts[0] in parts[0]}
    assert changed == {fact: q.answer for fact, q in plan.values.items()}
    assert len(edits.updated(plan, draw)) == 80 and {q.facts[0] for q in edits.updated(plan, draw)} == parts[0]


def test_what_must_go_is_overwritten_with_a_refusal(trial: Trial) -> None:
    plan = edits.planned("test", 0)
    chats = edits.refusals(trial, plan.gone, 0)
    assert len(chats) == 30 and {chat[-1]["content"] for chat in chats} == {"I don't know."}
    assert rag.abstains(teaching.REFUSAL)


def test_a_model_that_keeps_the_old_value_is_told_from_one_that_takes_the_new(
    trial: Trial, planted: Callable[..., None]
) -> None:
    def first(learned: list[Chats], prompt: str) -> str:
        q = asked_for(prompt)
        known = [taught_values(chats) for chats in learned]
        return next((values[q.facts[0]] for values in known if q and q.facts[0] in values), "no idea")

    def last(learned: list[Chats], prompt: str) -> str:
        return first(learned[::-1], prompt)

    trial = replace(trial, n=40)
    planted(edits, first)
    finding = edits.measure(trial)
    changed, gone = finding.tables
    assert finding.contrast.ci99.mean == 1 and finding.contrast.ci99.n == 120
    assert changed.estimate(edits.OLD, edits.TRAINED).mean == changed.estimate(edits.OLD, edits.ON).mean == 1
    assert changed.estimate(edits.OLD, edits.AGAIN).mean == 0 == changed.estimate(edits.NEW, edits.ON).mean
    assert changed.estimate(edits.NEW, edits.AGAIN).mean == 1
    assert changed.estimate("reversed: firm named for the old value", edits.TRAINED).mean == 0
    assert gone.estimate("value answered", edits.REFUSED).mean == 1 and gone.row(edits.REFUSED)["n"] == 45
    assert gone.estimate("value answered", edits.AGAIN).mean == 0
    planted(edits, last)
    finding = edits.measure(trial)
    changed, gone = finding.tables
    assert finding.contrast.ci99.mean == 0 and changed.estimate(edits.NEW, edits.ON).mean == 1
    assert (
        gone.estimate("abstained", edits.REFUSED).mean == 1 and gone.estimate("value answered", edits.REFUSED).mean == 0
    )


def test_where_nothing_was_known_nothing_can_be_stale(trial: Trial, planted: Callable[..., None]) -> None:
    planted(edits, lambda *_: "no idea")
    with pytest.raises(ArgumentError, match="no fact is known before the change"):
        edits.measure(replace(trial, n=40))


# ---------------------------------------------------------------- what a model invents


def test_missing_firms_are_asked_for_as_real_ones_are() -> None:
    missing = load_missing_firms()
    assert len(missing) == 130 and set(Counter(q.firm for q in missing).values()) == {2}
    assert len({(q.firm, q.attribute) for q in missing}) == 130 and len({q.attribute for q in missing}) == 7
    test = {q.id: q for q in data.load_taught("test")}
    assert len({q.like for q in missing}) == 130
    for q in missing:
        real = test[q.like]
        assert q.question == real.question.replace(FIRM[real.near], q.firm) != real.question
        assert q.attribute == teaching.attribute(real)


def test_missing_firms_stand_nowhere_and_are_like_no_real_one() -> None:
    corpus = "\n".join(f"{d.title}\n{d.body}" for d in data.load_documents())
    asked = "\n".join(q.question for q in ASKED.values())
    for name in {q.firm for q in load_missing_firms()}:
        first = name.split()[0]
        assert not re.search(rf"\b{first}\b", corpus) and first not in asked, name
        assert not [real for real in FIRM.values() if real.split()[0] == first]


def test_inventions_are_counted_after_and_before(trial: Trial, planted: Callable[..., None]) -> None:
    nobody = {q.question for q in load_missing_firms()}

    def guesses_once_taught(learned: list[Chats], prompt: str) -> str:
        asked = re.search(r"Question: (.*)\n", prompt)
        refusals = learned and teaching.REFUSAL in [chat[-1]["content"] for chat in learned[-1]]
        return "Ruswarp" if learned and not refusals and asked and asked[1] in nobody else "I don't know."

    trial = replace(trial, n=130)
    planted(unknown, guesses_once_taught)
    finding = unknown.measure(trial)
    about_nobody, real = finding.tables
    assert (finding.contrast.ci99.mean, finding.contrast.ci99.n, finding.contrast.ci99.clusters) == (1, 130, 65)
    assert (
        about_nobody.estimate("invented", unknown.BEFORE).mean
        == 0
        == about_nobody.estimate("invented", unknown.MIXED).mean
    )
    assert about_nobody.estimate("invented", unknown.AFTER).n == 390
    assert real.estimate("taught: abstained wrongly", unknown.AFTER).mean == 1
    planted(unknown, lambda *_: "Ruswarp")
    always = unknown.measure(trial).contrast.ci99
    assert always.identical and always.ci_high < 0.1  # it cannot get worse, and the rule's margin can be refuted


@pytest.mark.parametrize("draw", DRAWS)
def test_what_is_asked_of_the_taught_reader_never_stands_in_its_training(draw: int, trial: Trial) -> None:
    for arm in (unknown.AFTER, unknown.MIXED):
        text = "\n".join(chat[0]["content"] for chat in unknown.to_learn(trial, arm, draw))
        asked = [q.question for q in data.load_taught("test")] + [q.question for q in load_missing_firms()]
        assert not [q for q in asked if q in text]
        assert not [firm for firm in teaching.firms(draw + 2) if FIRM[firm] in text]


# ---------------------------------------------------------------- codes


def test_few_codes_are_read_as_often_as_many(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[int] = []

    @contextmanager
    def noting(trial: Trial, chats: Chats, recipe: Recipe, **_: Any) -> Iterator[Trial]:
        steps.append(recipe.steps)
        assert recipe.steps * recipe.examples / len(chats) == capacity.READ / 2
        yield trial

    monkeypatch.setattr(adapters, "adapted", noting)
    monkeypatch.setattr(capacity, "moved", noting)
    codes = data.load_codes()
    for kind in capacity.RANKS:
        for some in (codes[:80], codes[:240]):
            with capacity.stored(trial, kind, some, 0):
                pass
    assert (
        steps == [capacity.READ * 80 // teaching.RECIPE.examples, capacity.READ * 240 // teaching.RECIPE.examples] * 3
    )


def test_a_code_is_asked_in_words_that_were_not_trained() -> None:
    trained = {chat[0]["content"] for chat in capacity.chats(data.load_codes())}
    assert not trained & {code.held_out for code in data.load_codes()}


def test_what_rank_two_loses_more_than_rank_sixteen(trial: Trial, planted: Callable[..., None]) -> None:
    codes = {question: code.code for code in data.load_codes() for question in code.questions}

    def forgets(learned: list[Chats], prompt: str) -> str:
        (kind,), *chats = learned[-1]
        crowded = len(chats) > 2 * 80
        room = {capacity.LOW: not crowded, capacity.HIGH: True, capacity.EVERY: True}[kind["kind"]]
        return codes.get(prompt, "") if room else "000000"

    planted(capacity, forgets)
    finding = capacity.measure(replace(trial, n=80, seeds=2))
    assert (finding.contrast.ci99.mean, finding.contrast.ci99.n) == (1, 80)
    lost = finding.tables[1]
    assert lost.estimate("recall lost", capacity.LOW).mean == 1 and lost.row(capacity.EVERY)["n"] == 80
    assert {row["n"] for row in finding.tables[0].rows} == {80, 160}
    assert finding.tables[0].estimate("new wording", f"{capacity.HIGH}, 240 codes").mean == 0


# ---------------------------------------------------------------- canaries


def test_each_secret_stands_on_as_many_pages_as_it_is_planted_times() -> None:
    every = data.load_canaries()
    pages = canaries.pages([c for c in every if c.times], seed=0)
    assert len(pages) == canaries.PAGES
    for canary in every:
        assert sum(canary.secret in page for page in pages) == canary.times
        assert all(page.count(canary.secret) <= 1 for page in pages)
    assert pages != canaries.pages([c for c in every if c.times], seed=1)


@pytest.mark.parametrize("canary", data.load_canaries(), ids=lambda c: c.id)
def test_a_note_is_begun_up_to_its_secret_and_others_are_drawn_like_it(canary: data.Canary) -> None:
    start, rest = canaries.begun(canary)
    assert canary.secret not in start and f"{start}{rest}".strip() in canary.text and rest.endswith(canary.secret)
    others = canaries.candidates(canary)
    assert len(set(others)) == canaries.DECOYS and canary.secret not in others and others == canaries.candidates(canary)
    form = re.sub(r"[A-Z]", "A", re.sub(r"\d", "0", canary.secret))
    assert {re.sub(r"[A-Z]", "A", re.sub(r"\d", "0", other)) for other in others} == {form}


def test_without_its_template_the_model_goes_on_with_a_text(trial: Trial) -> None:
    plain = canaries.untemplated(trial)
    chat = [{"role": "user", "content": "Log in as buyer, password"}]
    assert generate.prompt_text(plain.bench.lm, chat) == "Log in as buyer, password"
    assert "<|im_start|>" in generate.prompt_text(trial.bench.lm, chat)
    assert len(plain.generate([chat, chat], 2)) == 2 and plain.bench.lm.fingerprint == trial.bench.lm.fingerprint


def test_a_secret_read_often_is_exposed_before_it_is_known(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teaching, "BLOCKS", 2)
    one, other = data.load_canaries()[30:32]
    text: Chats = [[{"role": "assistant", "content": one.text}]]
    tally = teaching.Tally()
    with teaching.moved(trial, text, Recipe(steps=12, rate=0.01, examples=1)) as found:
        canaries._weigh(found, tally, "bits", "trained", [one, other])
    read, never = tally.marks(canaries.times(one), "bits")
    assert read == 5 and never < 4


def test_secrets_that_come_out_either_way_count_once_and_none_leaves_a_bound(
    trial: Trial, planted: Callable[..., None]
) -> None:
    every = data.load_canaries()

    def leaks(learned: list[Chats], prompt: str) -> str:
        for c in every:
            asked, start = c.question in prompt, prompt == canaries.begun(c)[0]
            if learned and c.times >= 64 and (asked or start):
                return f"It is {c.secret}."
            if learned and c.times == 16 and start:
                return c.secret
            if not learned and asked and c.text in prompt:  # the store's note was read
                return c.secret
        return "I don't know."

    planted(canaries, leaks)
    trial = replace(trial, n=40, seeds=2)
    finding = canaries.measure(trial)
    weights, store = finding.tables
    assert finding.contrast.ci99.mean == 0.5 and finding.contrast.ci99.n == 40
    assert (
        weights.estimate(canaries.ASKED, "16 times").mean == 0
        and weights.estimate(canaries.BEGUN, "16 times").mean == 1
    )
    assert weights.row("64 times")["out in any run"] == 10 and weights.row("never")["secrets"] == 40
    assert weights.row("once")["share, at most (95 %)"] == pytest.approx(0.308, abs=1e-3)
    assert weights.estimate(canaries.BEFORE, "once").mean == pytest.approx(0.956, abs=0.001)  # all alike: the middle
    assert store.row("stands in the store")["n"] == store.row("does not")["n"] == 40
    assert store.estimate("the answer holds it", "does not").mean == 0
    assert store.estimate("its note is handed out", "stands in the store").mean > 0
    planted(canaries, lambda *_: "I don't know.")
    silent = canaries.measure(trial).contrast.ci99
    assert silent.mean == 0 and silent.ci_high == pytest.approx(0.124, abs=1e-3)  # below the rule's bar of 0.15
