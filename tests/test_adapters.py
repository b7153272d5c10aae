"""A trained model for a trial: kept by fingerprint, the same from the cache, and gone afterwards."""

import copy
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import tiny
import torch

from course_lib import data, lora, models, recording, settings, training
from course_lib.errors import CourseError
from course_lib.evidence import Bench, Trial
from course_lib.evidence.training import adapters, runs, tickets

RECIPE = training.Recipe(steps=2, rate=0.05, examples=2)


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trial:
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    lm = tiny.language_model()
    return Trial(Bench(lm=replace(lm, model=copy.deepcopy(lm.model))), [], 2, cache=True, progress=False)


def scores(lm: models.LanguageModel) -> torch.Tensor:
    with torch.inference_mode():
        return cast(torch.Tensor, cast(Any, lm.model)(torch.tensor([[5, 80, 900, 12]])).logits)


def test_an_adapter_is_trained_once_and_taken_off(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    chats = tickets.chats(data.load_tickets("train")[:4])
    bare, name = scores(trial.bench.lm), trial.bench.lm.fingerprint
    with adapters.adapted(trial, chats, RECIPE, rank=2, last_blocks=None) as tuned:
        first, fingerprint = scores(tuned.bench.lm), tuned.bench.lm.fingerprint
    assert not torch.equal(first, bare) and fingerprint != name
    monkeypatch.setattr(training, "fit", lambda *_, **__: pytest.fail("trained again"))
    with adapters.adapted(trial, chats, RECIPE, rank=2, last_blocks=None) as tuned:
        assert torch.equal(scores(tuned.bench.lm), first) and tuned.bench.lm.fingerprint == fingerprint
    assert torch.equal(scores(trial.bench.lm), bare) and trial.bench.lm.fingerprint == name


def test_another_rank_recipe_or_label_is_another_model(trial: Trial) -> None:
    chats = tickets.chats(data.load_tickets("train")[:4])
    found = set()
    for rank, recipe in ((2, RECIPE), (3, RECIPE), (2, replace(RECIPE, seed=1))):
        with adapters.adapted(trial, chats, recipe, rank=rank, last_blocks=None) as tuned:
            found.add(tuned.bench.lm.adapter)
    assert len(found) == 3


def test_without_the_cache_nothing_is_kept(trial: Trial, tmp_path: Path) -> None:
    chats = tickets.chats(data.load_tickets("train")[:2])
    with adapters.adapted(replace(trial, cache=False), chats, RECIPE, rank=2, last_blocks=None) as tuned:
        assert tuned.bench.lm.adapter
    assert not list(tmp_path.glob("trained/*"))


def test_what_goes_wrong_within_leaves_the_model_bare(trial: Trial) -> None:
    chats, bare = tickets.chats(data.load_tickets("train")[:2]), scores(trial.bench.lm)
    with pytest.raises(RuntimeError, match="within"), adapters.adapted(trial, chats, RECIPE, rank=2, last_blocks=None):
        raise RuntimeError("within")
    assert not hasattr(trial.bench.lm.model, "peft_config") and torch.equal(scores(trial.bench.lm), bare)
    with (
        pytest.raises(Exception, match="chats is empty"),
        adapters.adapted(trial, [], RECIPE, rank=2, last_blocks=None),
    ):
        pass
    assert torch.equal(scores(trial.bench.lm), bare)
    lora.unload(lora.adapt(trial.bench.lm, 2))  # no adapter was left behind


def test_a_replay_goes_through_what_was_kept_and_trains_nothing(trial: Trial) -> None:
    chats, asked = tickets.chats(data.load_tickets("train")[:4]), data.load_tickets("dev")[:2]

    def measured(trial: Trial) -> tuple[list[str], float]:
        training.only_last_blocks(trial.bench.lm.model, 1)
        with runs.trained(trial, chats, RECIPE) as tuned:
            moved, loss = tuned.generate([tickets.prompt(t) for t in asked], 3), runs.mean_loss(tuned, chats)
        with adapters.adapted(trial, chats, RECIPE, rank=2, last_blocks=1) as tuned:
            adapted = tuned.generate([tickets.prompt(t) for t in asked], 3)
        return [found.text for found in [*moved, *adapted]], loss

    first = measured(trial)
    whole = trial.bench.lm
    copied = replace(trial, bench=Bench(lm=replace(whole, model=copy.deepcopy(whole.model))))
    with recording.sealed(copied.bench.lm, "not in the cache"):
        assert measured(copied) == first
        with pytest.raises(CourseError, match="not in the cache"):
            copied.generate([tickets.prompt(data.load_tickets("dev")[5])], 3)
        with (
            pytest.raises(CourseError, match="not in the cache"),
            adapters.adapted(copied, chats, replace(RECIPE, seed=1), rank=2, last_blocks=1),
        ):
            pass


def test_what_may_move_is_as_before(trial: Trial) -> None:
    chats, model = tickets.chats(data.load_tickets("train")[:2]), cast(Any, trial.bench.lm.model)
    training.only_last_blocks(model, 1)
    before = [p.requires_grad for p in model.parameters()]
    with adapters.adapted(trial, chats, RECIPE, rank=2, last_blocks=1):
        assert not any(p.requires_grad for name, p in model.named_parameters() if "lora_" not in name)
    assert [p.requires_grad for p in model.parameters()] == before and True in before and False in before
    assert not list(settings.cache_dir().rglob("*.part"))
