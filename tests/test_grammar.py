"""Constrained decoding: by hand, against trying every text, and never outside the form."""

import itertools
from typing import Any, cast

import pytest
import tiny
import torch

from course_lib import data, generate, grammar
from course_lib.errors import ArgumentError
from course_lib.evidence.training import form_prompts, tickets

ASKED = data.load_tickets("dev")[:5]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [([], {7}), ([7], {1, 4}), ([7, 1], {2, 3}), ([7, 4], {9}), ([7, 1, 3], {9}), ([7, 4, 9], set()), ([8], set())],
)
def test_what_may_come_next_by_hand(written: list[int], wanted: set[int]) -> None:
    assert grammar.next_allowed([[[7]], [[1, 2], [1, 3], [4]], [[9]]], written) == wanted


def test_a_choice_that_begins_another_leaves_both_ways_open() -> None:
    form = [[[1], [1, 2]], [[2, 3], [4]], [[9]]]
    assert grammar.next_allowed(form, [1]) == {2, 4}
    assert grammar.next_allowed(form, [1, 2]) == {2, 3, 4}
    assert grammar.next_allowed(form, [1, 2, 3]) == {9}


def test_next_tokens_are_those_of_the_texts_written_out() -> None:
    form = [[[1], [1, 2], [3]], [[2], [2, 2], [4, 1]], [[9]]]
    whole = [list(itertools.chain.from_iterable(chain)) for chain in itertools.product(*form)]
    for text in whole:
        for size in range(len(text) + 1):
            after = {other[size] for other in whole if other[:size] == text[:size] and len(other) > size}
            assert grammar.next_allowed(form, text[:size]) == after


def test_greedy_within_a_form_takes_the_likeliest_allowed_token_of_every_step() -> None:
    lm = tiny.language_model()
    forms = [[["Blue", "Bluish", "Grey"], [" cat", " cow", " car"]], [["Ten"], [" cats", " cows"]]]
    prompts = [tickets.prompt(ticket) for ticket in ASKED[:2]]
    for prompt, form, said in zip(prompts, forms, grammar.write(lm, prompts, forms), strict=True):
        read = cast(Any, lm.tokenizer)(generate.prompt_text(lm, prompt), add_special_tokens=False)["input_ids"]
        texts = [list(itertools.chain.from_iterable(chain)) for chain in itertools.product(*grammar.spell(lm, form))]
        new: list[int] = []
        while len(texts[0]) > len(new):  # every text written out; those that do not begin like this are struck off
            with torch.inference_mode():
                scores = cast(Any, lm.model)(torch.tensor([[*read, *new]])).logits[0, -1]
            new.append(max({text[len(new)] for text in texts}, key=lambda token: float(scores[token])))
            texts = [text for text in texts if text[: len(new)] == new]
        assert said == cast(Any, lm.tokenizer).decode(new, skip_special_tokens=True)


def test_alone_or_in_a_batch_the_same_line_and_always_one_of_the_form() -> None:
    lm = tiny.language_model()
    prompts, forms = [tickets.prompt(t) for t in ASKED], [form_prompts.form(t) for t in ASKED]
    together = grammar.write(lm, prompts, forms)
    assert together == [grammar.write(lm, [p], [f])[0] for p, f in zip(prompts, forms, strict=True)]
    for ticket, line in zip(ASKED, together, strict=True):
        assert tickets.mark(ticket, line).formed == 1 and line.split()[1][1:] in ticket.complaint


def test_every_right_line_can_be_written_token_by_token_as_training_spells_it() -> None:
    lm = tiny.language_model()
    for ticket in data.load_tickets("dev"):
        whole = cast(Any, lm.tokenizer)(ticket.line, add_special_tokens=False)["input_ids"]
        form = grammar.spell(lm, form_prompts.form(ticket))
        for size, token in enumerate([*whole, cast(Any, lm.tokenizer).eos_token_id]):
            assert token in grammar.next_allowed(form, whole[:size]), ticket.line


def test_a_cached_choice_is_not_made_again(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    prompt, form = tickets.prompt(ASKED[0]), [["red", "blue"]]
    first = grammar.write(tiny.language_model(), [prompt], [form], cache=True)
    assert grammar.write(tiny.broken(), [prompt], [form], cache=True) == first
    with pytest.raises(AssertionError, match="the model was asked"):
        grammar.write(tiny.broken(), [prompt], [[["red", "grey"]]], cache=True)


def test_what_cannot_be_written_is_refused() -> None:
    lm, prompt = tiny.language_model(), tickets.prompt(ASKED[0])
    with pytest.raises(ArgumentError, match=r"parts\[1\] is \[\]; pass a list of one text or more"):
        grammar.write(lm, [prompt], [[["a"], []]])
    with pytest.raises(ArgumentError, match="1 prompts and 2 forms; pass one form a prompt"):
        grammar.write(lm, [prompt], [[["a"]], [["b"]]])
    with pytest.raises(ArgumentError, match="0 prompts and 0 forms"):
        grammar.write(lm, [], [])
