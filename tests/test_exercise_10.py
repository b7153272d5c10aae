"""The graders of exercise 10: what each answer in ``tests/answers/10`` gets, and what its texts rest on."""

import functools
import re
from typing import Any

import numpy as np
import pytest
from answers import Answer, collect, judge
from scipy.stats import binomtest

from exercises import defined, printed

NAME = "10_lora"
space = functools.partial(defined, NAME)
shown = functools.partial(printed, NAME)


@pytest.mark.parametrize("answer", collect(NAME), ids=lambda answer: answer.file)
def test_an_answer_gets_what_it_should(answer: Answer) -> None:
    judge(NAME, answer)


def test_what_came_out_is_what_the_predictions_ask_for() -> None:
    ranks = [int(rank) for rank in re.findall(r"needs rank (\d+)", shown("rank-show"))]
    assert ranks[0] > 40 and ranks[1:] == [1, 1]
    memory = shown("bytes-show")
    assert "1.8% of the model" in memory
    shares = [int(share) for share in re.findall(r"(?:is|activations:) (\d+)%", memory)]
    assert 40 < shares[0] < 50 and shares == sorted(shares)
    found = shown("flaw-show")
    assert "for 4 of the five" in found
    losses = {
        name: [float(one) for one in numbers]
        for name, *numbers in re.findall(r"(\w+): loss ([\d.]+), after 20 steps ([\d.]+), merged ([\d.]+)", found)
    }
    assert losses["oak"][2] > 3 * losses["oak"][1]  # the flaw that a falling loss hides
    assert all(after == merged for name, (_, after, merged) in losses.items() if name != "oak")


def test_the_examples_of_the_texts_are_right() -> None:
    made = space()
    merged = made["merged"](made["WEIGHT"], made["SIZES"], made["UPDATES"])
    assert merged.tolist() == [[1, 2, 23, 4], [5, 6, 67, 8]]
    assert [made["least_rank"](made["CHANGE"], share) for share in (0.5, 0.3)] == [1, 2]
    assert [made["largest_rank"](made["LITTLE"], ["k_proj"], budget) for budget in (63, 10**6)] == [1, 2]
    assert made["flaw"](made["colleague"]("oak"), *made["rows"]("oak")) == "merge"


def test_the_merge_is_that_of_peft() -> None:
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers.pytorch_utils import Conv1D

    torch.manual_seed(0)
    layer: Any = torch.nn.Sequential(Conv1D(5, 3))
    weight = layer[0].weight.detach().numpy().copy()
    adapted: Any = get_peft_model(layer, LoraConfig(r=2, lora_alpha=6, target_modules=["0"], fan_in_fan_out=True))
    thin = {name.split(".")[-3]: value for name, value in adapted.named_parameters() if "lora_" in name}
    thin["lora_B"].data.normal_()
    down, up = (thin[name].detach().numpy() for name in ("lora_A", "lora_B"))
    want = adapted.merge_and_unload()[0].weight.detach().numpy()
    assert space()["merged"](weight, {"all": 5}, {"all": (down, up, 6)}) == pytest.approx(want, abs=1e-6)


def test_the_rank_is_that_of_the_nearest_matrices() -> None:
    import torch

    rng = np.random.default_rng(0)
    for _ in range(20):
        change = rng.standard_normal((12, 7)) * np.exp(-0.4 * np.arange(7))
        share = float(rng.uniform(0.05, 0.9))
        left, sizes, right = torch.linalg.svd(torch.tensor(change), full_matrices=False)
        missed = [
            float(torch.linalg.matrix_norm(torch.tensor(change) - left[:, :r] * sizes[:r] @ right[:r]))
            for r in range(8)
        ]
        want = next(rank for rank in range(8) if missed[rank] <= share * missed[0])
        assert space()["least_rank"](change, share) == want


@pytest.mark.filterwarnings("ignore:.*is_gradient_checkpointing:FutureWarning")
def test_the_bytes_are_those_of_peft() -> None:
    from peft import LoraConfig, get_peft_model
    from transformers import Qwen3Config, Qwen3ForCausalLM

    config, parts = space()["LITTLE"], ["q_proj", "v_proj", "o_proj", "down_proj"]
    model = Qwen3ForCausalLM(Qwen3Config(vocab_size=8, tie_word_embeddings=True, **config))
    adapted = get_peft_model(model, LoraConfig(r=2, target_modules=parts))
    size = 2 * adapted.get_nb_trainable_parameters()[0]
    assert [space()["largest_rank"](config, parts, size - less) for less in (0, 1)] == [2, 1]


def test_a_colleague_steps_along_the_slope_of_pytorch() -> None:
    import torch

    made = space()
    adapter, (x, wanted) = made["colleague"]("elm"), made["rows"]("elm")
    before = [torch.tensor(one, requires_grad=True) for one in adapter.thin()]
    down, up = before
    rows = torch.tensor(x)
    output = rows @ torch.tensor(adapter.weight()).T + adapter.scale * (rows @ down.T) @ up.T
    assert adapter.output(x) == pytest.approx(output.detach().numpy())
    (output - torch.tensor(wanted)).square().mean().backward()
    adapter.step(x, wanted)
    for old, new in zip(before, adapter.thin(), strict=True):
        assert old.grad is not None
        assert new == pytest.approx((old - 0.05 * old.grad.sign()).detach().numpy())


def test_the_invented_runs_could_be_real() -> None:
    """Intervals are those of 200 complaints; numbers and memory are those of the model of task 4."""
    runs = [line.split() for line in space()["STAR"].splitlines() if re.match(r"[A-J] ", line)]
    assert len(runs) == 10
    moved = {("all", "2"): 610_560, ("all", "8"): 2_442_240, ("all", "32"): 9_768_960, ("q", "8"): 460_800}
    for run in runs:
        right, low, high = float(run[-4]), float(run[-3]), float(run[-1])
        wilson = binomtest(round(200 * right), 200).proportion_ci(method="wilson")
        assert (low, high) == (round(wilson.low, 2), round(wilson.high, 2))
        rank = next(one for one in run[2:] if one.isdigit() or one == "-")
        numbers = moved.get((run[1], rank), 134_515_008)
        bytes_ = 16 * numbers + 0.7e9 + (4 * 134_515_008 if rank != "-" else 0)
        assert run[-6] == f"{bytes_ / 1e9:.1f}"
        assert run[-8] == (f"{numbers / 1e6:.1f}" if rank != "-" else "134")
