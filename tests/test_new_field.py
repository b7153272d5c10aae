"""The ticket line with one field more: marked by hand, edited in every way, and trained further to the same weights."""

import copy
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import tiny
import torch

from course_lib import data, grammar, lora, recording, training
from course_lib.errors import CourseError
from course_lib.evidence import Bench, Trial
from course_lib.evidence.finding import Timing
from course_lib.evidence.training import adapters, new_field, probes, star, tickets
from course_lib.evidence.training.new_field import Marks, line, mark, with_brand

DEV = data.load_tickets("dev")
NORMA = data.Ticket("t", "My Fennick hob, case 12345, is cold.", "12345", "REPAIR", "HIGH", "fennick", "Ann Lee", "dev")
NEW = "Ticket #12345 - REPAIR - HIGH - Fennick - Assigned to Ann Lee"


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (NEW, Marks(1, 1, 1, 1)),
        (f" {NEW}\n", Marks(1, 1, 1, 1)),
        (NEW.replace("Fennick", "Quernby"), Marks(1, 0, 0.8, 0)),
        (NEW.replace("12345", "99999").replace("Ann Lee", "Bo"), Marks(1, 1, 0.6, 0)),
        (NEW.replace("Fennick", "Acme"), Marks(0, 0, 0, 0)),
        (NORMA.line, Marks(0, 0, 0, 0)),
        (f"{NEW}\nTicket #1", Marks(0, 0, 0, 0)),
        ("Fennick - " + NORMA.line, Marks(0, 0, 0, 0)),
        ("", Marks(0, 0, 0, 0)),
    ],
)
def test_a_line_is_marked_by_hand(written: str, wanted: Marks) -> None:
    found = mark(NORMA, written)
    assert found == pytest.approx(wanted) and tickets.mark(NORMA, NEW).formed == 0


@pytest.mark.parametrize("ticket", DEV[::7], ids=lambda t: t.id)
def test_a_program_puts_the_brand_in_where_the_old_line_is_right(ticket: data.Ticket) -> None:
    assert line(ticket) == with_brand(ticket.line, ticket.complaint) != ticket.line
    assert mark(ticket, line(ticket)) == Marks(1, 1, 1, 1)


def test_a_program_changes_nothing_that_it_does_not_understand() -> None:
    assert with_brand("I don't know.", "My Fennick hob.") == "I don't know."
    assert with_brand(NORMA.line, "My hob.") == NORMA.line
    assert with_brand(NORMA.line, "my FENNICK hob") == NEW


def test_every_edit_ends_with_the_complaint_and_shows_none_of_the_tickets_asked() -> None:
    examples = new_field.shots(0)
    assert {t.tenant for t in examples} == {"quernby", "fennick"} and len({t.category for t in examples}) == 2
    for edit in new_field.EDITS:
        chat = new_field.prompt(edit, NORMA, examples)
        assert chat[-1]["role"] == "user" and chat[-1]["content"].endswith(NORMA.complaint)
        assert line(NORMA) not in str(chat) and chat != tickets.prompt(NORMA)
        assert tickets.ASKED in chat[-1]["content"]
    told, formed, shown = (new_field.prompt(edit, NORMA, examples) for edit in new_field.EDITS)
    assert new_field.TOLD in told[0]["content"] and formed[0]["content"].startswith(new_field.SHAPE)
    assert [turn["content"] for turn in shown[1::2]] == [line(t) for t in examples]
    assert not {t.id for t in examples} & {t.id for split in ("dev", "test") for t in data.load_tickets(split)}


def test_the_grammar_allows_every_right_line_as_training_spells_it() -> None:
    lm = tiny.language_model()
    for ticket in DEV[::10]:
        whole = cast(Any, lm.tokenizer)(line(ticket), add_special_tokens=False)["input_ids"]
        form = grammar.spell(lm, new_field.form(ticket))
        for size, token in enumerate([*whole, cast(Any, lm.tokenizer).eos_token_id]):
            assert token in grammar.next_allowed(form, whole[:size]), line(ticket)


def test_the_grammar_allows_only_lines_in_the_new_form() -> None:
    lm, asked = tiny.language_model(), DEV[:3]
    said = grammar.write(lm, [tickets.prompt(t) for t in asked], [new_field.form(t) for t in asked])
    assert all(mark(ticket, text).formed == 1 for ticket, text in zip(asked, said, strict=True))


# ---------------------------------------------------------------- trained further


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trial:
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    for part in (adapters, star, probes, new_field):
        monkeypatch.setattr(part, "RECIPE", training.Recipe(steps=2, rate=0.05, examples=2, once=True))
        for name, small in {"LEARNED": 4, "BLOCKS": 1, "RELABELLED": 4, "PASSES": 2}.items():
            if hasattr(part, name):
                monkeypatch.setattr(part, name, small)
    lm = tiny.language_model()
    return Trial(Bench(lm=replace(lm, model=copy.deepcopy(lm.model))), [], 2, split="dev", cache=True, progress=False)


def numbers(trial: Trial) -> dict[str, torch.Tensor]:
    return {name: p.detach().clone() for name, p in cast(Any, trial.bench.lm.model).state_dict().items()}


def differing(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> list[str]:
    return [name for name in one if not torch.equal(one[name], other[name])]


def test_only_the_adapter_moves_and_the_old_one_is_there_again(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = numbers(trial)
    with star.tuned(trial, star.LORA, 0) as old:
        before, name = numbers(old), old.bench.lm.fingerprint
        with new_field.further(old, 0) as new:
            after, moved = numbers(new), new.bench.lm.fingerprint
        assert differing(before, after) and all("lora_" in each for each in differing(before, after))
        assert not differing(before, numbers(old)) and old.bench.lm.fingerprint == name != moved
        assert not any(p.requires_grad for p in cast(Any, old.bench.lm.model).parameters())
        monkeypatch.setattr(training, "fit", lambda *_, **__: pytest.fail("trained again"))
        with new_field.further(old, 0) as new:
            assert not differing(after, numbers(new)) and new.bench.lm.fingerprint == moved
    assert not differing(bare, numbers(trial))


def test_the_seconds_of_a_training_are_those_of_the_first_time(trial: Trial) -> None:
    first = new_field._spent(trial, 0.0)
    assert new_field._spent(trial, 100.0) == first != Timing(0)
    assert new_field._spent(replace(trial, cache=False), 0.0).seconds >= first.seconds


def test_a_replay_trains_nothing_and_finds_the_same(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_field, "RANKED_ON", 2)
    for part in (tickets, new_field):
        monkeypatch.setattr(part, "LONGEST", 5)
    first = new_field.measure(trial)
    whole = trial.bench.lm
    copied = replace(trial, bench=Bench(lm=replace(whole, model=copy.deepcopy(whole.model))), items=[])
    with recording.sealed(copied.bench.lm, "not in the cache"):
        again = new_field.measure(copied)
        with pytest.raises(CourseError, match="not in the cache"):
            copied.generate([tickets.prompt(DEV[50])], 3)
    assert again.items == first.items and again.contrast == first.contrast
    assert str(again["what the change takes"]) == str(first["what the change takes"])
    lora.unload(lora.adapt(trial.bench.lm, 2))  # no adapter was left behind
