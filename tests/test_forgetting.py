"""Loss of texts, probes before and after, replay: by hand, against one text at a time, and with bad input."""

import math
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
import tiny
import torch
from hypothesis import given
from hypothesis import strategies as st

from course_lib import data, forgetting, models
from course_lib.data.instructions import load_instructions
from course_lib.errors import ArgumentError
from course_lib.forgetting import BROKEN, DEFLECTS, EMPTY, HANDS_OVER, KEPT
from course_lib.generate import Generation
from course_lib.lexical import FILLER
from course_lib.marks import sensible
from course_lib.training import Recipe
from course_lib.vectors import words

TEXTS = [probe.text for probe in data.load_text_probes()]
PROBES = data.load_knowledge_probes()
OSLO = next(probe for probe in PROBES if probe.answer == "Oslo")
RECIPE = Recipe(steps=6, seed=3)


@pytest.fixture(scope="module")
def lm() -> models.LanguageModel:
    return tiny.language_model()


# ---------------------------------------------------------------- the loss of a text


def test_the_loss_of_a_text_by_hand() -> None:
    table = torch.tensor([[0.0, 2.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 3.0]])  # scores of the next word, by the last
    model = lambda input_ids, **_: SimpleNamespace(logits=table[input_ids])  # noqa: E731
    ids, mask = torch.tensor([[0, 1, 2], [2, 2, 0]]), torch.tensor([[1, 1, 1], [1, 1, 0]])
    first = (math.log(2 + math.e**2) - 2 + math.log(2 + math.e)) / 2  # 1 after 0 has score 2, 2 after 1 has 0
    second = math.log(2 + math.e**3) - 3  # 2 after 2; what is padded does not count
    assert forgetting.text_loss(model, ids, mask).tolist() == pytest.approx([first, second], abs=1e-6)


def alone(lm: models.LanguageModel, text: str) -> float:
    """Return the loss that transformers itself computes for one text."""
    ids = torch.tensor([cast(Any, lm.tokenizer)(text, add_special_tokens=False)["input_ids"]])
    with torch.inference_mode():
        return float(cast(Any, lm.model)(input_ids=ids, labels=ids).loss)


def test_in_batches_of_any_size_each_text_has_the_loss_it_has_alone(lm: models.LanguageModel) -> None:
    texts = [*TEXTS[:3], "A short one.", TEXTS[4]]
    wanted = [alone(lm, text) for text in texts]
    for together in (1, 2, 5, 9):
        assert forgetting.losses(lm, texts, together=together) == pytest.approx(wanted, abs=1e-4)


def test_losses_come_from_the_cache_the_second_time_and_belong_to_their_model(
    lm: models.LanguageModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    first = forgetting.losses(lm, TEXTS[:2], cache=True)
    monkeypatch.setattr(forgetting, "_read", lambda *_: pytest.fail("read again"))
    assert forgetting.losses(lm, [*TEXTS[1::-1], TEXTS[1]], cache=True) == [first[1], first[0], first[1]]
    with pytest.raises(pytest.fail.Exception):
        forgetting.losses(
            models.LanguageModel(lm.model, lm.tokenizer, "tiny", "float32", "other"), TEXTS[:1], cache=True
        )
    with pytest.raises(pytest.fail.Exception):
        forgetting.losses(lm, TEXTS[:1])


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([], r"texts is \[\]; pass a list of one text or more"),
        ("one text", "texts is 'one text'; pass a list"),
        (["Fine here.", ""], r"texts\[1\] has 0 tokens; pass texts of 2 to 2,048"),
        (["a"], r"texts\[0\] has 1 tokens"),
        (["word " * 3000], r"texts\[0\] has 3,\d+ tokens"),
    ],
)
def test_what_has_no_loss_is_named(lm: models.LanguageModel, texts: Any, said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        forgetting.losses(lm, texts)
    with pytest.raises(ArgumentError, match="together=0"):
        forgetting.losses(lm, TEXTS[:1], together=0)


# ---------------------------------------------------------------- before and after


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("Oslo", True), ("The capital of Norway is oslo.", True), ("", False), ("Bergen", False), ("Osloer", False),
        ("I don't know.", False), ("It is not Oslo.", False), ("Ticket #12345 - APP - LOW - Assigned to X", False),
    ],
)  # fmt: skip
def test_what_is_known(answer: str, wanted: bool) -> None:
    assert forgetting.knows(OSLO, answer) is wanted


@given(st.lists(st.tuples(st.sampled_from([0.0, 1.0]), st.sampled_from([0.0, 1.0]))))
def test_what_is_gained_less_what_is_lost_is_the_difference(pairs: list[tuple[float, float]]) -> None:
    before, after = [b for b, _ in pairs], [a for _, a in pairs]
    found = forgetting.changes(before, after)
    assert found["gained"] - found["lost"] == sum(after) - sum(before)
    assert sum(found.values()) == len(pairs) and found["kept"] + found["lost"] == sum(before)


def test_items_of_two_runs_must_be_the_same() -> None:
    with pytest.raises(ValueError, match="shorter"):
        forgetting.changes([1, 0], [1])


# ---------------------------------------------------------------- replay


@given(st.integers(1, 60), st.integers(1, 20), st.floats(0, 0.9), st.integers(0, 5))
def test_the_mix_has_the_task_whole_and_general_ones_evenly(task: int, general: int, share: float, seed: int) -> None:
    mixed = forgetting.mix(range(task), range(-general, 0), share, np.random.default_rng(seed))
    counts = Counter(each for each in mixed if each < 0)
    assert mixed[:task] == list(range(task)) and len(mixed) == task + round(task * share / (1 - share))
    assert not counts or max(counts.values()) - min(counts.get(each, 0) for each in range(-general, 0)) <= 1


def test_the_same_seed_draws_the_same_and_another_others() -> None:
    one, again, other = (
        forgetting.mix(range(9), range(100, 200), 0.5, np.random.default_rng(seed)) for seed in (0, 0, 1)
    )
    assert one == again != other


def test_the_task_is_read_as_often_with_replay() -> None:
    mixed, recipe = forgetting.replay(range(480), range(-100, 0), 0.2, Recipe(steps=180))
    assert len(mixed) == 600 and recipe.steps == 225 and recipe.steps * recipe.examples == 3 * len(mixed)
    assert forgetting.replay(range(9), [], 0.0, RECIPE) == (list(range(9)), RECIPE)
    assert forgetting.replay([1], [2], 0.01, RECIPE) == ([1], RECIPE)  # a share too small for one


@pytest.mark.parametrize(
    ("task", "general", "share", "said"),
    [
        ([], [1], 0.2, "task is empty"),
        ([1], [], 0.2, "general is empty, but share=0.2"),
        ([1], [1], 1.0, "share=1.0; it must be 0 or more and below 1"),
        ([1], [1], -0.1, "share=-0.1"),
        ([1], [1], float("nan"), "share=nan"),
    ],
)
def test_what_cannot_be_mixed_is_named(task: list[int], general: list[int], share: float, said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        forgetting.replay(task, general, share, RECIPE)


@pytest.mark.parametrize(
    ("text", "tokens", "wanted"),
    [
        ("Put it on a hook.", 5, ("Put it on a hook.", KEPT)),
        ("Put it on a hook. Then you will al", 9, ("Put it on a hook.", KEPT)),
        ('He said "Wait!" and then', 9, ('He said "Wait!"', KEPT)),
        ("It costs 3.50 and then you", 9, ("", BROKEN)),
        ("1. A hook.\n2. A bowl.\n3. A dra", 9, ("", BROKEN)),
        ("1. A hook.\n2. A bowl.", 5, ("1. A hook.\n2. A bowl.", KEPT)),
        ("As an AI, I cannot look for keys.", 5, ("", DEFLECTS)),
        ("The capital of Norway, Oslo, has a bureau.", 5, ("", HANDS_OVER)),
        ("I lost mine in Oslo.", 5, ("I lost mine in Oslo.", KEPT)),
        ("  ", 5, ("", EMPTY)),
        ("where are my KEYS", 5, ("", EMPTY)),
    ],
)
def test_which_own_answers_are_worth_replaying(text: str, tokens: int, wanted: tuple[str, str]) -> None:
    written = Generation(text, 10, tokens)
    assert forgetting.worth_replaying("Where are my keys?", written, 9, PROBES) == wanted


def test_a_probe_is_handed_over_by_its_answer_and_its_matter_together() -> None:
    hexagon = next(probe for probe in PROBES if "hexagon" in probe.question)
    assert forgetting.hands_over("Count the sides of a hexagon: 6.", hexagon)
    assert not forgetting.hands_over("A hexagon has many sides.", hexagon)
    assert not forgetting.hands_over("There were six geese.", hexagon)


# ---------------------------------------------------------------- the instructions


def test_instructions_are_many_and_of_many_kinds() -> None:
    every = load_instructions()
    assert len(every) == 120 and set(Counter(one.topic for one in every).values()) == {10}
    assert len({one.prompt for one in every}) == 120 and all(3 < len(one.prompt.split()) < 45 for one in every)
    assert all(one.answer[-1] in ".!?" or len(one.answer) < 30 for one in every)


FORM = set(words("one sentence word short say tell write two name list please put make use explain more"))


def matter(text: str) -> set[str]:
    """Return the words by which an instruction says what it is about."""
    return set(words(text)) - FILLER - FORM


def test_no_instruction_asks_what_a_probe_asks() -> None:
    asked = [probe.question for probe in PROBES] + [prompt.prompt for prompt in data.load_off_task_prompts()]
    asked += [fact.question for fact in data.load_known_facts()] + [term.question for term in data.load_terms()]
    matters = [matter(question) for question in asked]
    for one in load_instructions():
        own = matter(one.prompt)
        assert not [m for m in matters if len(m & own) > 1 and 2 * len(m & own) > len(m)], one.id
    assert len(matter("What is the capital of Norway?") & matter("Name Norway's capital.")) == 2


def test_no_instruction_gives_away_what_a_probe_asks() -> None:
    prompts = data.load_off_task_prompts()
    for one in load_instructions():
        text = f"{one.prompt}\n{one.answer}"
        assert not any(forgetting.hands_over(text, probe) for probe in PROBES), one.id
        own = matter(one.prompt)
        assert not any(sensible(p, one.answer) and len(matter(p.prompt) & own) > 1 for p in prompts), one.id


def test_no_instruction_speaks_of_the_company() -> None:
    names = ("quernby", "fennick", "ticket #", "assigned to", "complaint")
    assert not any(name in f"{one.prompt} {one.answer}".lower() for one in load_instructions() for name in names)
