"""Low-rank updates: by hand equal to peft's, merged equal to unmerged, saved and loaded or refused."""

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import tiny
import torch

from course_lib import lora, models
from course_lib.errors import ArgumentError, ModelError
from course_lib.training import Recipe, fit

CHATS = [
    [{"role": "user", "content": f"Machine {i}?"}, {"role": "assistant", "content": f"It is {word}."}]
    for i, word in enumerate(("red", "blue", "grey"))
]
IDS = torch.tensor([[5, 80, 900, 12, 7]])


@pytest.fixture
def lm() -> models.LanguageModel:
    """A copy of the tiny model."""
    whole = tiny.language_model()
    return replace(whole, model=cast(Any, copy.deepcopy(whole.model)))


def scores(lm: models.LanguageModel) -> torch.Tensor:
    with torch.inference_mode():
        return cast(torch.Tensor, cast(Any, lm.model)(IDS).logits)


def trained(lm: models.LanguageModel, **options: Any) -> models.LanguageModel:
    adapted = lora.adapt(lm, 4, **options)
    fit(adapted, CHATS, Recipe(steps=5, rate=0.05))
    return adapted


# ---------------------------------------------------------------- by hand


def test_a_fresh_update_changes_nothing_and_only_it_may_move() -> None:
    layer = torch.nn.Linear(6, 4)
    x = torch.randn(3, 6)
    before = layer(x)
    lora.add(layer, rank=2, alpha=4)
    assert torch.equal(layer(x), before)
    assert {name for name, p in layer.named_parameters() if p.requires_grad} == {"down", "up"}
    assert (layer.down.shape, layer.up.shape) == ((2, 6), (4, 2))


def test_by_hand_equals_peft_on_the_same_numbers() -> None:
    from peft import LoraConfig, get_peft_model

    plain = torch.nn.Sequential(torch.nn.Linear(6, 4))
    mine = copy.deepcopy(plain[0])
    theirs = get_peft_model(cast(Any, plain), LoraConfig(r=2, lora_alpha=6, target_modules=["0"]))
    lora.add(mine, rank=2, alpha=6)
    numbers = dict(theirs.named_parameters())
    for name, p in numbers.items():
        if "lora_" in name:
            p.data = torch.randn_like(p)
    mine.down.data = next(p for n, p in numbers.items() if "lora_A" in n).data
    mine.up.data = next(p for n, p in numbers.items() if "lora_B" in n).data
    x = torch.randn(5, 6)
    assert torch.allclose(mine(x), theirs(x), atol=1e-5)


def test_merged_equals_unmerged_and_back() -> None:
    layer, x = torch.nn.Linear(6, 4), torch.randn(3, 6)
    lora.add(layer, rank=2, alpha=4)
    layer.up.data = torch.randn(4, 2)
    weight, beside = layer.weight.data.clone(), layer(x)
    lora.merge(layer)
    assert torch.allclose(layer(x), beside, atol=1e-5) and not torch.equal(layer.weight.data, weight)
    lora.unmerge(layer)
    assert torch.allclose(layer(x), beside, atol=1e-5) and torch.allclose(layer.weight.data, weight, atol=1e-5)


def test_a_rank_as_large_as_the_layer_reaches_any_change() -> None:
    change = torch.randn(4, 6)
    left, sizes, right = torch.linalg.svd(change, full_matrices=False)
    x = torch.randn(3, 6)
    assert torch.allclose(lora.low_rank(x, right, left * sizes, 1.0), x @ change.T, atol=1e-5)
    short = lora.low_rank(x, right[:1], left[:, :1] * sizes[:1], 1.0)
    assert not torch.allclose(short, x @ change.T, atol=1e-2)


# ---------------------------------------------------------------- on a model


def test_a_fresh_adapter_changes_no_answer_and_freezes_the_rest(lm: models.LanguageModel) -> None:
    before = scores(lm)
    adapted = lora.adapt(lm, 4)
    assert torch.equal(scores(adapted), before)
    free = [name for name, p in cast(Any, adapted.model).named_parameters() if p.requires_grad]
    assert free and all("lora_" in name for name in free) and len(free) == 2 * 2 * 7  # two blocks, seven matrices


@pytest.mark.parametrize(("options", "count"), [({"last_blocks": 1}, 2 * 7), ({"parts": "query and value"}, 2 * 2 * 2)])
def test_an_adapter_sits_where_it_is_told(lm: models.LanguageModel, options: dict[str, Any], count: int) -> None:
    free = [n for n, p in cast(Any, lora.adapt(lm, 4, **options).model).named_parameters() if p.requires_grad]
    assert len(free) == count
    if "last_blocks" in options:
        assert all(".layers.1." in name for name in free)


def test_a_trained_model_has_another_fingerprint_so_no_answer_of_one_is_the_others(lm: models.LanguageModel) -> None:
    bare = lm.fingerprint
    adapted = lora.adapt(lm, 4)
    fresh = adapted.fingerprint
    fit(adapted, CHATS, Recipe(steps=2, rate=0.05))
    assert len({bare, fresh, adapted.fingerprint}) == 3


def test_saved_and_loaded_it_answers_alike(lm: models.LanguageModel, tmp_path: Path) -> None:
    bare = replace(lm, model=cast(Any, copy.deepcopy(lm.model)))
    adapted = trained(lm)
    assert not torch.allclose(scores(adapted), scores(bare), atol=1e-3)
    digest = lora.save(adapted, tmp_path / "a")
    again = lora.load(bare, tmp_path / "a")
    assert again.adapter == digest and again.label == "tiny + a"
    assert torch.allclose(scores(again), scores(adapted), atol=2e-2, rtol=2e-2)  # bf16 keeps 8 bits


def test_merged_into_the_weights_it_answers_alike(lm: models.LanguageModel) -> None:
    adapted = trained(lm)
    beside = scores(adapted)
    whole = lora.merged(adapted)
    assert torch.allclose(scores(whole), beside, atol=1e-4)
    assert not hasattr(whole.model, "peft_config")


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("options", "message"),
    [({"rank": 0}, "rank=0"), ({"last_blocks": 3}, "the model has 2 blocks"), ({"last_blocks": 0}, "last_blocks=0")],
)
def test_adapt_refuses(lm: models.LanguageModel, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        lora.adapt(lm, **options)


def test_two_adapters_are_refused_and_none_is_said(lm: models.LanguageModel, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="has no adapter"):
        lora.save(lm, tmp_path)
    with pytest.raises(ArgumentError, match="has no adapter"):
        lora.merged(lm)
    adapted = lora.adapt(lm, 2)
    for call in (lora.adapt, lambda it: lora.load(it, tmp_path)):
        with pytest.raises(ArgumentError, match="has an adapter"):
            call(adapted)


def test_load_refuses_what_is_damaged_pickled_or_anothers(lm: models.LanguageModel, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    lora.save(trained(replace(lm, model=cast(Any, copy.deepcopy(lm.model)))), folder)
    config, weights = folder / "adapter_config.json", folder / "adapter_model.safetensors"
    good, whole = config.read_text(), weights.read_bytes()
    before = scores(lm)

    def refused(message: str) -> None:
        with pytest.raises(ModelError, match=message):
            lora.load(replace(lm, model=cast(Any, copy.deepcopy(lm.model))), folder)

    weights.write_bytes(whole[: len(whole) // 2])
    refused("adapter")
    weights.unlink()
    refused("adapter_model.safetensors is missing")
    (folder / "adapter_model.bin").write_bytes(b"\x80\x04")
    refused("is a pickle")
    weights.write_bytes(whole)
    config.write_text(json.dumps({**json.loads(good), "base_model_name_or_path": "another"}))
    refused("was trained on another, but this model is tiny")
    config.write_text("{")
    refused("cannot be read")
    assert torch.equal(scores(lm), before)


def test_unloaded_the_model_is_as_it_was(lm: models.LanguageModel) -> None:
    before, name = scores(lm), lm.fingerprint
    adapted = trained(lm)
    assert not torch.equal(scores(adapted), before)
    lora.unload(adapted)
    assert torch.equal(scores(lm), before) and lm.fingerprint == name
    with pytest.raises(ArgumentError, match="no adapter"):
        lora.unload(lm)
