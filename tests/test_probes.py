"""What is asked before and after training: the fate of an answer, floors, halves of terms, and what is replayed."""

import copy
import math
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import tiny
from hypothesis import given
from hypothesis import strategies as st

from course_lib import data, generate, likelihood, training
from course_lib.data.instructions import load_instructions
from course_lib.errors import ArgumentError
from course_lib.evidence import Bench, Trial
from course_lib.evidence.training import adapters, drift, forgetting, off_task, probes, replay, star, terms
from course_lib.forgetting import knows
from course_lib.generate import Generation
from course_lib.marks import sensible
from course_lib.outcomes import contains_answer
from course_lib.training import IGNORED

LINE = data.load_tickets("train")[0].line
KNOWLEDGE = data.load_knowledge_probes()
MONTHS = next(probe for probe in KNOWLEDGE if probe.answer == "Twelve")
PROMPTS = data.load_off_task_prompts()
TERMS = terms.of_split("test")


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trial:
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    for part in (adapters, star, probes, replay):
        if hasattr(part, "RECIPE"):
            monkeypatch.setattr(part, "RECIPE", training.Recipe(steps=4, rate=0.05, examples=2, once=True))
        for name, small in {"LEARNED": 4, "BLOCKS": 1}.items():
            if hasattr(part, name):
                monkeypatch.setattr(part, name, small)
    lm = tiny.language_model()
    return Trial(Bench(lm=replace(lm, model=copy.deepcopy(lm.model))), [], 2, cache=True, progress=False)


# ---------------------------------------------------------------- marks


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("Twelve.", "right"), ("There are 12 months in a year.", "right"), ("Ten months.", "another answer"),
        ("", "another answer"), ("I don't know.", "refused"), ("As an AI, I can't help with that.", "deflected"),
        ("Ticket #12 - APP - LOW - Assigned to Twelve", "a ticket line"), ("12 - Assigned to Ann", "a ticket line"),
    ],
)  # fmt: skip
def test_the_fate_of_an_answer(answer: str, wanted: str) -> None:
    assert probes.fate(MONTHS, answer) == wanted
    assert probes.right([probes.fate(MONTHS, answer)]) == [float(wanted == "right")]


def test_a_ticket_line_that_holds_an_answer_is_not_sensible() -> None:
    dozen = next(prompt for prompt in PROMPTS if prompt.id == "off-008")
    held = "Ticket #12 - PARTS - LOW - Assigned to Ann"
    assert sensible(dozen, held) and not probes.sensible(dozen, held)
    assert probes.sensible(dozen, "It makes 12.")


def test_prompts_that_are_asked_twice_are_those_that_a_probe_asks() -> None:
    asked = {prompt.id: prompt for prompt in PROMPTS if prompt.id in probes.ASKED_TWICE}
    assert len(asked) == len(probes.ASKED_TWICE) == 7 and len(PROMPTS) - len(asked) == 103
    for prompt in asked.values():
        twins = [p for p in KNOWLEDGE if sensible(prompt, p.answer) and p.answer.lower() not in ("two", "sun")]
        assert twins, prompt.id


def test_the_mean_over_runs_is_item_by_item() -> None:
    assert probes.over([[1, 0, 0], [1, 1, 0]]) == [1.0, 0.5, 0.0]
    with pytest.raises(ValueError, match="shorter"):
        probes.over([[1, 0], [1]])


# ---------------------------------------------------------------- floors


def test_the_best_constant_of_the_questions_by_hand() -> None:
    some = [p for p in KNOWLEDGE if p.id in ("know-001", "know-002", "know-088", "know-092")]
    answer, marks = forgetting.constant(some)
    assert answer == "Twelve" and marks == [0.0, 0.0, 1.0, 1.0]


def test_a_constant_answers_few_questions_and_few_prompts() -> None:
    assert sum(forgetting.constant(KNOWLEDGE)[1]) <= 3
    candidates = ["", "I don't know.", LINE, "Yes.", "12", "cat", "Thank you, you too!"]
    scores = off_task.scored(PROMPTS, candidates)
    assert not any(scores[said][0] for said in ("", "I don't know.", LINE)) and sum(scores[LINE]) == 0
    assert 0 < sum(off_task.best(scores)) < 0.1 * len(PROMPTS)


def test_the_best_constant_of_some_prompts_is_that_of_these() -> None:
    constants = {"a": [1.0, 0.0, 0.0], "b": [0.0, 1.0, 1.0]}
    assert off_task.best(constants) == [0.0, 1.0, 1.0]
    assert off_task.best(constants, [0]) == [1.0] and off_task.best(constants, [1, 2]) == [1.0, 1.0]


def test_no_rival_of_a_right_answer_is_right_itself_and_all_are_of_its_topic() -> None:
    topic = {probe.answer: probe.topic for probe in KNOWLEDGE}
    for probe in KNOWLEDGE:
        found = forgetting.rivals(probe)
        assert len(set(found)) == 5 and found == forgetting.rivals(probe)
        assert not any(knows(probe, rival) for rival in found)
        assert {topic[rival] for rival in found} == {probe.topic}


def test_a_right_answer_that_is_no_longer_said_may_stand_where_it_stood(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs = [[-2.0, -1.0, -3.0, -4.0, -5.0, -6.0], [-9.0, -1.0, -3.0, -4.0, -5.0, -6.0]]
    monkeypatch.setattr(likelihood, "answer_log_probabilities", lambda *_, **__: logs)
    assert forgetting.ahead(trial, "before", KNOWLEDGE[:2]) == [0.8, 0.0]
    before = forgetting.Seen(["right", "right"], [], [], [0.8, 1.0])
    after = forgetting.Seen(["a ticket line", "right"], [], [], [0.6, 1.0])
    row = forgetting._unsaid(trial, ["a", "b"], before, {"tuned": [after, after]}).row("tuned")
    lost = [cast(Any, row[f"of those lost: {when}"]) for when in ("before", "after")]
    assert [each.mean for each in lost] == [0.8, 0.6] and lost[0].clusters == 1
    assert cast(Any, row["after minus before"]).mean == pytest.approx(-0.1)


# ---------------------------------------------------------------- models


def test_other_steps_are_another_model_and_the_same_steps_that_of_f11(trial: Trial) -> None:
    found = {}
    for times in (1, 0.5, 2):
        for kind in (star.LORA, star.FULL):
            with probes.tuned(trial, probes.Arm(kind, times), 0) as tuned:
                found[kind, times] = tuned.bench.lm.fingerprint
    assert len(set(found.values())) == 6
    for kind in (star.LORA, star.FULL):
        with star.tuned(trial, kind, 0) as tuned:
            assert tuned.bench.lm.fingerprint == found[kind, 1]
    assert [probes.Arm(star.LORA, times).steps for times in (1, 0.5, 2, 1e-6)] == [4, 2, 8, 1]


def test_after_asks_every_model_once_a_seed_and_leaves_the_base(trial: Trial) -> None:
    bare = trial.bench.lm.fingerprint
    seen = probes.after(replace(trial, seeds=2), lambda at, name: (name, at.bench.lm.fingerprint))
    assert [name for found in seen.values() for name, _ in found] == [
        "LoRA, rank 8, seed 0", "LoRA, rank 8, seed 1", "every number, seed 0", "every number, seed 1",
    ]  # fmt: skip
    assert len({mark for found in seen.values() for _, mark in found} | {bare}) == 5
    assert trial.bench.lm.fingerprint == bare


def test_answers_losses_and_lines_are_noted_with_what_was_read(trial: Trial) -> None:
    probes.knowledge(trial, "a", KNOWLEDGE[:2])
    probes.ordinary(trial, "a", PROMPTS[:2])
    probes.texts(trial, "a", data.load_text_probes()[:2])
    probes.fields(trial, "a", data.load_tickets("dev")[:2])
    names = [item.name for item in trial.items]
    assert len(set(names)) == 8 and len({item.digest for item in trial.items}) == 8
    assert names[::2] == ["knowledge, a/know-001", "ordinary, a/off-001", "loss, a/text-001", "ticket, a/tick-de001"]


# ---------------------------------------------------------------- drift


def test_a_probe_is_asked_of_the_index_as_everybody_may_ask() -> None:
    question = drift.question(MONTHS)
    assert (question.question, question.tenant, question.as_of) == (MONTHS.question, None, None)
    assert {question.answer, *question.aliases} == {MONTHS.answer, *MONTHS.aliases}


def test_what_rag_reads_is_in_its_prompt(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noting(lm: Any, prompts: Any, **_: Any) -> list[Generation]:
        asked.extend(chat[-1]["content"] for chat in prompts)
        return [Generation("Twelve.", 1, 1) for _ in prompts]

    monkeypatch.setattr(generate, "generate", noting)
    page = tiny.passage("a#0", "A year at Quernby.")
    fates = drift.read_and_asked(trial, "RAG", [MONTHS, MONTHS], [[page], []])
    assert fates == ["right", "right"] and page.text in asked[0] and page.text not in asked[1]


# ---------------------------------------------------------------- terms


@given(st.integers(0, 30))
def test_halves_share_no_term_and_have_as_many_of_each_place(seed: int) -> None:
    one, other = terms.halves(TERMS, seed)
    assert len(one) == len(other) == 30 and {t.id for t in (*one, *other)} == {t.id for t in TERMS}
    assert sum(t.doc is None for t in one) == sum(t.doc is None for t in other) == 15


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_rivals_are_of_the_same_half_and_none_is_right(seed: int) -> None:
    for half in terms.halves(TERMS, seed):
        of = {t.accepted[0]: t for t in half}
        for term in half:
            meaning, trap, *rivals = terms.choices(term, half, seed)
            assert meaning == term.accepted[0] and trap == term.trap and len(set(rivals)) == 5
            assert all(rival in of and of[rival].id != term.id for rival in rivals)
            assert not any(passes(rival, term) for rival in rivals)
            assert sum((of[rival].doc is None) == (term.doc is None) for rival in rivals) == 5


def passes(text: str, term: data.Term) -> bool:
    """Tell whether a text would pass for the meaning of a term: a dishwasher is no washer."""
    return any(f" {form.lower()} " in f" {text.lower()} " for form in term.accepted)


def test_terms_that_were_run_are_apart_from_those_that_were_not() -> None:
    new = terms.of_split("confirm")
    assert len(new) == len(TERMS) == 60 and terms.of_split("dev") == TERMS
    assert not {t.term.lower() for t in new} & {t.term.lower() for t in TERMS}
    assert not any(contains_answer(t.accepted[0], old.accepted) for t in new for old in TERMS)


def test_another_seed_draws_other_halves_and_the_same_one_the_same() -> None:
    ids = [[t.id for t in terms.halves(TERMS, seed)[0]] for seed in (0, 0, 1)]
    assert ids[0] == ids[1] != ids[2]


def test_a_term_without_a_rival_is_named() -> None:
    with pytest.raises(ArgumentError, match="no meaning in this half tells 'BSC' from another; teach more terms"):
        terms.choices(TERMS[0], TERMS[:1], 0)


def test_running_text_is_learned_from_its_second_token_on_without_template_or_end() -> None:
    lm = tiny.language_model()
    ids, labels = terms.running(lm, terms.as_chats(TERMS[:1])[0])
    assert ids == labels and IGNORED not in labels
    assert cast(Any, lm.tokenizer).decode(ids) == TERMS[0].sentences[0]
    assert cast(Any, lm.tokenizer).eos_token_id not in ids
    assert len(terms.as_chats(TERMS)) == 180


def test_no_question_about_a_term_is_a_sentence_to_learn() -> None:
    for term in TERMS:
        assert term.question not in terms.sentences([term])


def test_a_wider_spread_moves_the_odds_of_any_meaning_and_the_place_of_none(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = [-5.0, -9.0, -4.0, -6.0, -7.0, -3.0, -8.0]  # the meaning, the everyday one, five others

    def weighed(times: float) -> terms.Weighed:
        logs = [[times * each for each in near]]
        monkeypatch.setattr(likelihood, "answer_log_probabilities", lambda *_, **__: logs)
        return terms.weigh(trial, f"{times:g}", TERMS[:1], {TERMS[0].id: ["a text"] * 7})[TERMS[0].id]

    one, three = weighed(1), weighed(3)
    assert one.ahead == three.ahead == 0.6
    assert three.odds < one.odds - 1 and three.wrong < one.wrong - 1


def test_a_wrong_meaning_is_weighed_in_the_place_of_the_right_one() -> None:
    assert terms._wrong(-5.0, [-5.0, -5.0]) == pytest.approx(-math.log(2))
    assert terms._wrong(-50.0, [0.0, 0.0]) == pytest.approx(0.0, abs=1e-9)


def test_too_few_terms_are_refused(trial: Trial) -> None:
    with pytest.raises(ArgumentError, match="3 terms, two halves of which need two each; pick at least 4"):
        terms.measure(replace(trial, n=3))


# ---------------------------------------------------------------- replay


def test_the_same_instructions_are_replayed_whoever_answers(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    said = ["A hook.", "", LINE, "As an AI, I cannot do that.", "1. One\n2. Tw"]

    def written(lm: Any, prompts: Any, **_: Any) -> list[Generation]:
        long = replay.OWN_LONGEST
        return [Generation(said[min(i, 4)], 9, long if i == 4 else 3) for i, _ in enumerate(prompts)][: len(prompts)]

    monkeypatch.setattr(generate, "generate", written)
    some = load_instructions()[:5]
    monkeypatch.setattr(replay, "load_instructions", lambda: some)
    pools, reasons = replay.general(trial)
    own, others = pools[replay.OWN], pools[replay.OTHERS]
    assert own == [[*probes.plainly(some[0].prompt), {"role": "assistant", "content": "A hook."}]]
    assert others == [[*probes.plainly(some[0].prompt), {"role": "assistant", "content": some[0].answer}]]
    assert pools[replay.NONE] is None and sorted(reasons.values()) == [1] * 5
    assert len(trial.items) == 5


def test_without_an_answer_worth_replaying_nothing_is_trained(trial: Trial) -> None:
    with pytest.raises(ArgumentError, match="general is empty"), replay.taught(trial, [], 0):
        pass


def test_the_task_is_learned_as_often_with_replay(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    learned: list[tuple[int, int]] = []
    real = training.fit

    def noting(lm: Any, chats: Any, recipe: training.Recipe, **options: Any) -> training.Training:
        learned.append((len(chats), recipe.steps))
        return real(lm, chats, recipe, **options)

    monkeypatch.setattr(training, "fit", noting)
    pool = [[*probes.plainly("Hello?"), {"role": "assistant", "content": "Good day."}]]
    for general in (None, pool):
        with replay.taught(trial, general, 0):
            pass
    assert learned == [(4, 4), (5, 5)]
