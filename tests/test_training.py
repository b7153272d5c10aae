"""Training on chats: labels, loss, the loop, and what surrounds it."""

import copy
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import launched_training
import pytest
import tiny
import torch

from course_lib import lora, models
from course_lib.errors import ArgumentError, CourseError
from course_lib.generate import Message
from course_lib.training import (
    IGNORED,
    Labelled,
    Recipe,
    Training,
    answer_loss,
    batch_of,
    fit,
    labelled,
    mean_loss,
    only_last_blocks,
    order,
)

WORDS = ("red", "blue", "a long grey", "green", "the colour of the sea", "black")
CHATS: list[list[Message]] = [
    [{"role": "user", "content": f"Colour of machine {i}?"}, {"role": "assistant", "content": f"It is {word}."}]
    for i, word in enumerate(WORDS)
]


@pytest.fixture
def lm() -> models.LanguageModel:
    """A copy of the tiny model that may be trained."""
    whole = tiny.language_model()
    return replace(whole, model=cast(Any, copy.deepcopy(whole.model)))


def weights(lm: models.LanguageModel) -> torch.Tensor:
    return torch.cat([p.detach().reshape(-1) for p in cast(Any, lm.model).parameters()])


def padding(lm: models.LanguageModel) -> int:
    return int(cast(Any, lm.tokenizer).pad_token_id)


# ---------------------------------------------------------------- labels and loss


def test_only_the_answer_and_its_end_are_labels(lm: models.LanguageModel) -> None:
    one = labelled(lm, CHATS[0])
    seen = [token for token, label in zip(one.ids, one.labels, strict=True) if label != IGNORED]
    assert cast(Any, lm.tokenizer).decode(seen) == "It is red.<|im_end|>"
    assert [label for label in one.labels if label != IGNORED] == seen
    assert one.labels[: -len(seen)] == [IGNORED] * (len(one.ids) - len(seen))


def test_the_loss_is_the_one_that_the_model_reports(lm: models.LanguageModel) -> None:
    for chat in CHATS:
        one = labelled(lm, chat)
        theirs = cast(Any, lm.model)(torch.tensor([one.ids]), labels=torch.tensor([one.labels])).loss
        count = sum(label != IGNORED for label in one.labels)
        assert float(answer_loss(lm.model, batch_of([one], padding(lm))).detach()) == pytest.approx(
            theirs.item() * count, rel=1e-5
        )


def test_labels_may_stand_anywhere_but_first(lm: models.LanguageModel) -> None:
    one = labelled(lm, CHATS[0])
    for labels in (list(one.ids), [*one.labels[1:], IGNORED]):
        theirs = cast(Any, lm.model)(torch.tensor([one.ids]), labels=torch.tensor([labels])).loss
        count = sum(label != IGNORED for label in labels[1:])
        loss = answer_loss(lm.model, batch_of([Labelled(one.ids, labels)], padding(lm)))
        assert float(loss.detach()) == pytest.approx(theirs.item() * count, rel=1e-5)


def test_padding_changes_no_loss(lm: models.LanguageModel) -> None:
    examples = [labelled(lm, chat) for chat in CHATS]
    alone = sum(float(answer_loss(lm.model, batch_of([one], padding(lm)))) for one in examples)
    assert float(answer_loss(lm.model, batch_of(examples, padding(lm)))) == pytest.approx(alone, rel=1e-5)
    count = sum(label != IGNORED for one in examples for label in one.labels)
    assert mean_loss(lm, CHATS, together=4) == pytest.approx(alone / count, rel=1e-5)


# ---------------------------------------------------------------- the loop


def test_a_step_is_the_step_that_plain_pytorch_takes(lm: models.LanguageModel) -> None:
    by_hand = copy.deepcopy(cast(Any, lm.model)).train()
    optimizer = torch.optim.AdamW(by_hand.parameters(), lr=0.01, weight_decay=0.0)
    batch = batch_of([labelled(lm, chat) for chat in CHATS], padding(lm))
    loss = answer_loss(by_hand, batch) / (batch.labels != IGNORED).sum()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(by_hand.parameters(), 1.0)
    optimizer.step()
    done = fit(lm, CHATS, Recipe(steps=1, rate=0.01, examples=6, warmup=0))
    assert done.losses[0] == pytest.approx(float(loss), rel=1e-5)
    theirs = torch.cat([p.detach().reshape(-1) for p in by_hand.parameters()])
    assert torch.allclose(weights(lm), theirs, atol=1e-5)


def test_a_step_in_parts_is_the_same_step(lm: models.LanguageModel) -> None:
    other = replace(lm, model=cast(Any, copy.deepcopy(lm.model)))
    one = fit(lm, CHATS, Recipe(steps=3, rate=0.01, examples=6, together=6))
    two = fit(other, CHATS, Recipe(steps=3, rate=0.01, examples=6, together=2))
    assert two.losses == pytest.approx(one.losses, rel=1e-4)
    assert torch.allclose(weights(lm), weights(other), atol=1e-4)


def test_loss_falls_and_the_answer_is_learned(lm: models.LanguageModel) -> None:
    before = mean_loss(lm, CHATS)
    done = fit(lm, CHATS, Recipe(steps=60, rate=0.01, examples=3))
    assert done.losses[0] > 2 * done.losses[-1]
    assert mean_loss(lm, CHATS) < before / 2
    assert done.tokens == sum(len(labelled(lm, chat).ids) for chat in CHATS) * 30 and done.stopped is None


def test_what_is_frozen_stays(lm: models.LanguageModel) -> None:
    before = {name: p.detach().clone() for name, p in cast(Any, lm.model).named_parameters()}
    free = only_last_blocks(cast(Any, lm.model), 1)
    fit(lm, CHATS, Recipe(steps=2, rate=0.01))
    moved = {name for name, p in cast(Any, lm.model).named_parameters() if not torch.equal(p, before[name])}
    assert moved and all(".layers.1." in name for name in moved)
    assert free == sum(p.numel() for name, p in before.items() if ".layers.1." in name)


def test_every_chat_is_read_once_before_any_is_read_again() -> None:
    plan = order([5, 9, 2, 7, 7, 1, 3], Recipe(steps=6, examples=3, seed=1))
    assert [len(step) for step in plan].count(1) == 2 and len(plan) == 6
    assert sorted(i for step in plan[:3] for i in step) == list(range(7))
    assert sorted(i for step in plan[3:] for i in step) == list(range(7))
    assert plan != order([5, 9, 2, 7, 7, 1, 3], Recipe(steps=6, examples=3, seed=2))


@pytest.mark.parametrize("adapted", [False, True])
def test_frozen_blocks_computed_once_change_nothing_but_the_time(lm: models.LanguageModel, adapted: bool) -> None:
    def run(once: bool) -> tuple[Training, torch.Tensor]:
        mine = replace(lm, model=cast(Any, copy.deepcopy(lm.model)))
        if adapted:
            mine = lora.adapt(mine, 4, last_blocks=1)
        else:
            only_last_blocks(cast(Any, mine.model), 1)
        done = fit(mine, CHATS, Recipe(steps=6, rate=0.01, examples=3, once=once))
        return done, weights(mine)

    (again, numbers), (once, others) = run(once=False), run(once=True)
    assert once.losses == pytest.approx(again.losses, rel=1e-4) and again.losses[0] > again.losses[-1]
    assert torch.allclose(numbers, others, atol=1e-4)


def test_nothing_is_frozen_below_the_embedding(lm: models.LanguageModel) -> None:
    with pytest.raises(ArgumentError, match="embed_tokens.weight may move"):
        fit(lm, CHATS, Recipe(steps=1, once=True))


# ---------------------------------------------------------------- interruption and early stop


class Killed(Exception):
    """Stands for whatever ends a run in the middle."""


@pytest.mark.parametrize("at", [2, 4])
def test_a_run_that_was_killed_ends_with_the_weights_of_one_that_was_not(
    lm: models.LanguageModel, tmp_path: Path, at: int
) -> None:
    recipe, path = Recipe(steps=6, rate=0.01, examples=2), tmp_path / "run.pt"
    whole = replace(lm, model=cast(Any, copy.deepcopy(lm.model)))
    again = replace(lm, model=cast(Any, copy.deepcopy(lm.model)))
    wanted = fit(whole, CHATS, recipe)
    seen: list[int] = []

    def kill(_: models.LanguageModel) -> float:
        seen.append(len(seen) + 1)
        if len(seen) > at:
            raise Killed
        return 0.0

    with pytest.raises(Killed):
        fit(lm, CHATS, recipe, check=kill, every=1, checkpoint=path)
    found = fit(again, CHATS, recipe, every=1, checkpoint=path)
    assert found.losses == pytest.approx(wanted.losses, rel=1e-6) and found.tokens == wanted.tokens
    assert torch.equal(weights(again), weights(whole))


def test_it_stops_when_the_checks_no_longer_fall(lm: models.LanguageModel) -> None:
    values = iter([3.0, 2.0, 2.5, 2.4, 1.0])
    done = fit(lm, CHATS, Recipe(steps=20), check=lambda _: next(values), every=2, patience=2)
    assert done.stopped == 8 and len(done.losses) == 8 and done.checks == {2: 3.0, 4: 2.0, 6: 2.5, 8: 2.4}


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("chats", "recipe", "message"),
    [
        ([], {}, "chats is empty"),
        ([CHATS[0][:1]], {}, r"chats\[0\] has no answer"),
        ([CHATS[0], [CHATS[0][0], {"role": "assistant", "content": " "}]], {}, r"chats\[1\] has no answer"),
        ([[{"role": "user", "content": "word " * 3000}, CHATS[0][1]]], {}, "the model reads 2,048"),
    ],
)
def test_fit_refuses(lm: models.LanguageModel, chats: Any, recipe: dict[str, Any], message: str) -> None:
    before = weights(lm)
    with pytest.raises(ArgumentError, match=message):
        fit(lm, chats, Recipe(steps=1, **recipe))
    assert torch.equal(weights(lm), before)


def test_an_error_names_the_function_that_was_called(lm: models.LanguageModel) -> None:
    with pytest.raises(ArgumentError, match="^mean_loss: chats is empty"):
        mean_loss(lm, [])


def test_a_chat_without_a_label_is_refused(lm: models.LanguageModel) -> None:
    def nothing(lm: models.LanguageModel, chat: Any) -> Labelled:
        return Labelled(labelled(lm, chat).ids, [IGNORED] * len(labelled(lm, chat).ids))

    with pytest.raises(ArgumentError, match=r"chats\[0\] has no label, so its loss is no number; let nothing keep"):
        fit(lm, CHATS, Recipe(steps=1), label=nothing)


@pytest.mark.parametrize("field", [{"steps": 0}, {"rate": 0.0}, {"warmup": 1.0}, {"clip": -1.0}, {"together": 0}])
def test_a_recipe_refuses(field: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError, match=f"{next(iter(field))}="):
        Recipe(**{"steps": 3, **field})


def test_nothing_to_train_is_said(lm: models.LanguageModel) -> None:
    for parameter in cast(Any, lm.model).parameters():
        parameter.requires_grad_(False)
    with pytest.raises(ArgumentError, match="no parameter of the model may move"):
        fit(lm, CHATS, Recipe(steps=1))


def test_a_loss_that_is_no_number_names_step_and_rate(lm: models.LanguageModel) -> None:
    with torch.no_grad():
        next(iter(cast(Any, lm.model).parameters())).fill_(float("nan"))
    with pytest.raises(CourseError, match=r"loss of step 1 is nan.*lower the rate \(0.5\)"):
        fit(lm, CHATS, Recipe(steps=2, rate=0.5))


def test_a_checkpoint_of_another_run_or_broken_is_said(lm: models.LanguageModel, tmp_path: Path) -> None:
    path = tmp_path / "run.pt"
    fit(lm, CHATS, Recipe(steps=2), every=1, checkpoint=path)
    with pytest.raises(CourseError, match="is of another run"):
        fit(lm, CHATS, Recipe(steps=3), every=1, checkpoint=path)
    with pytest.raises(CourseError, match="is of another run"):
        fit(lm, CHATS[::-1], Recipe(steps=2), every=1, checkpoint=path)
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(CourseError, match="cannot be read as a checkpoint"):
        fit(lm, CHATS, Recipe(steps=2), every=1, checkpoint=path)


def test_a_run_says_what_it_did(lm: models.LanguageModel) -> None:
    done = fit(lm, CHATS, Recipe(steps=2, examples=2))
    assert len(done.losses) == 2 and done.seconds > 0 and done.checks == {}


# ---------------------------------------------------------------- several processes


@pytest.mark.slow
def test_two_processes_follow_the_curve_of_one(tmp_path: Path) -> None:
    here = Path(__file__).parent
    launch = [sys.executable, "-m", "accelerate.commands.launch", "--multi_gpu", "--num_processes", "2"]
    launch += [
        "--num_machines",
        "1",
        "--mixed_precision",
        "no",
        "--dynamo_backend",
        "no",
    ]  # processors, whatever its name
    run = [*launch, "--main_process_port", "0", str(here / "launched_training.py"), str(tmp_path)]
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(run, check=False, env=env, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    parts = [json.loads((tmp_path / f"{rank}.json").read_text()) for rank in (0, 1)]
    assert parts[0] == parts[1]
    assert parts[0] == pytest.approx(launched_training.losses(), abs=1e-4)
