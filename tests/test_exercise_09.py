"""The graders of exercise 09: what each answer in ``tests/answers/09`` gets, and what its texts rest on."""

import functools
import re
from typing import Any

import numpy as np
import pytest
from answers import Answer, collect, judge

from course_lib import training
from exercises import defined, printed

NAME = "09_training"
space = functools.partial(defined, NAME)
shown = functools.partial(printed, NAME)


@pytest.mark.parametrize("answer", collect(NAME), ids=lambda answer: answer.file)
def test_an_answer_gets_what_it_should(answer: Answer) -> None:
    judge(NAME, answer)


def test_what_came_out_is_what_the_predictions_ask_for() -> None:
    weights = re.findall(r"counts +([\d.]+) times", shown("parts-show"))
    assert weights == ["25.0", "1.0"]
    theirs, mine = map(float, re.findall(r"theirs ([\d.]+), yours ([\d.]+)", shown("loop-show"))[0])
    assert theirs < mine - 0.03
    assert shown("runs-count").startswith("2 of 4 runs with a mistake")


def test_at_the_higher_rate_two_bugs_hide_each_other_no_longer() -> None:
    rows = re.findall(r"rate +([\d.]+), (\w+) +last ten losses between ([\d.]+) and ([\d.]+)", shown("loop-show"))
    highest = {(rate, name): float(high) for rate, name, _, high in rows}
    assert highest["40.0", "theirs"] > 4 * highest["40.0", "yours"]
    assert highest["5.0", "theirs"] < highest["5.0", "yours"] + 0.02


def test_the_examples_of_the_texts_are_right() -> None:
    made = space()
    assert made["masked_loss"](made["TINY"], [-100, 1, 2, -100]) == pytest.approx(0.4904, abs=5e-5)
    losses = made["train_table"]([(0, 1)], 2, 3, 1.0, 2)
    assert losses == pytest.approx([0.6931, 0.4741, 0.2508], abs=5e-5)
    assert made["train_table"]([(0, 1), (0, 1)], 2, 3, 1.0, 2) == pytest.approx(losses)
    two = made["train_table"]([(0, 1), (1, 0)], 2, 3, 1.0, 2)
    assert two == pytest.approx([0.6931, 0.5759, 0.4072], abs=5e-5)
    labels = made["chat_labels"](made["SHORT"])
    assert labels == [-100] * 7 + ["24", "months.", "<end>", -100]
    assert made["best_step"](made["CURVE"], 2) == (30, 50) and made["best_step"](made["CURVE"], 0) == (70, None)


def test_the_loss_is_that_of_pytorch() -> None:
    import torch

    rng = np.random.default_rng(0)
    for length, words, scale in ((2, 3, 1.0), (9, 5, 30.0), (30, 120, 800.0)):
        scores = rng.standard_normal((length, words)) * scale
        labels = np.where(rng.random(length) < 0.5, rng.integers(0, words, length), -100).tolist()
        labels[-1] = 1
        want = torch.nn.functional.cross_entropy(torch.tensor(scores[:-1]), torch.tensor(labels[1:]))
        assert space()["masked_loss"](scores, labels) == pytest.approx(float(want))


def test_a_step_of_parts_is_that_of_pytorch_on_all_labels() -> None:
    import torch

    rng = np.random.default_rng(1)
    scores, labels = rng.standard_normal((7, 4)), torch.tensor([0, 3, 1, 1, 2, 0, 3])

    def gradient(places: slice) -> Any:
        weights = torch.zeros(4, dtype=torch.float64, requires_grad=True)
        torch.nn.functional.cross_entropy(torch.tensor(scores[places]) + weights, labels[places]).backward()
        assert weights.grad is not None
        return weights.grad.numpy()

    parts = [(gradient(places), places.stop - places.start) for places in (slice(0, 1), slice(1, 1), slice(1, 7))]
    parts[1] = (np.full(4, np.nan), 0)  # the gradient of a mean of nothing
    assert space()["step_gradient"](parts) == pytest.approx(gradient(slice(0, 7)))


def test_the_mended_loop_is_that_of_pytorch() -> None:
    import torch

    pairs = [(1, 0), (1, 0), (0, 1), (1, 2), (2, 2), (3, 0)]
    read, came = (torch.tensor(side) for side in zip(*pairs, strict=True))
    table = torch.zeros((4, 4), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([table], lr=3.0)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda done: min(1.0, (done + 1) / 5))
    losses = []
    for _ in range(12):
        loss = torch.nn.functional.cross_entropy(table[read], came)
        losses.append(float(loss.detach()))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    assert space()["train_table"](pairs, 4, 12, 3.0, 5) == pytest.approx(losses)


def test_the_stop_is_that_of_the_library() -> None:
    rng = np.random.default_rng(2)
    for _ in range(200):
        values = (rng.random(9) * 10).round().tolist()
        losses = {10 * (i + 1): value for i, value in enumerate(values)}
        patience = int(rng.integers(1, 5))
        stops = [
            step for n, step in enumerate(losses, start=1) if training._stale(dict([*losses.items()][:n])) >= patience
        ]
        assert space()["best_step"](losses, patience)[1] == (stops[0] if stops else None)


def test_each_run_shows_its_mistake_and_no_other() -> None:
    """None hangs by a thread: a machine that rounds otherwise shows the same."""
    made, found = space(), {}
    for name, (losses, new, said) in made["FIVE"].items():
        wanted = {machine: f"{answer} <end>".split() for machine, answer in made["MEANT"].items()}
        lines = {machine: line.split() for machine, line in said.items()}
        if any("<end>" not in line for line in lines.values()):
            assert all(lines[one][: len(wanted[one]) - 1] == wanted[one][:-1] for one in wanted)
            found[name] = "no end"
        elif lines != wanted:
            assert all(set(lines[one]) < set(wanted[one]) and lines[one][0] == wanted[one][1] for one in wanted)
            found[name] = "one place off"
        elif max(losses[-4:]) - min(losses[-4:]) > 0.5:
            found[name] = "ten times the rate"
        elif new > losses[-1] + 0.5:
            found[name] = "prompt, too"
        else:
            assert abs(new - losses[-1]) < 0.02
            found[name] = "no mistake"
    assert found == {name: made[name] for name in found}
    endless = next(made["FIVE"][name] for name, kind in found.items() if kind == "no end")
    assert abs(endless[0][-1] - endless[1]) < 0.02 and endless[0][-1] < 0.4  # no loss gives it away


def test_the_leaping_run_writes_well_by_luck() -> None:
    """One step later it says something else."""
    made = space()
    place = next(place for name, place in made["SHUFFLED"].items() if made[name] == "ten times the rate")
    said = [made["small_run"](place, steps)[2]["Tarn?"] for steps in range(56, 66)]
    assert "24 months <end>" in said and len(set(said)) > 1


def test_where_the_leaping_run_is_stopped_decides_what_it_says() -> None:
    """The text names the steps: two sooner and one later, every question gets the same answer."""
    made = space()
    right = {machine: f"{answer} <end>" for machine, answer in made["MEANT"].items()}
    wrong = dict.fromkeys(made["MEANT"], "one moment <end>")
    said = {steps: made["small_run"](3, steps)[2] for steps in (58, 59, 60, 61)}
    assert said == {58: wrong, 59: right, 60: right, 61: wrong}
    rows = re.findall(r"after (\d+) steps: Tarn\? (.+? <end>)", shown("runs-count"))
    assert {int(steps): line for steps, line in rows} == {steps: lines["Tarn?"] for steps, lines in said.items()}


def test_the_losses_beside_each_other_are_of_the_same_step() -> None:
    """The last training loss and that on new chats are both taken after the last step."""
    made = space()
    for mistake in (0, 3):
        losses, new, _ = made["small_run"](mistake, 60)
        assert len(losses) == 61 and abs(losses[-1] - new) < 0.02
