"""A trained model for a trial: trained once, kept in the user's cache, and gone from the base model afterwards."""

import copy
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, cast

from course_lib import models, native, settings, training
from course_lib.base import files
from course_lib.base.kept import kept
from course_lib.evidence.trial import Trial
from course_lib.generate import Message

EVERY = 10  # steps between two checkpoints


@contextmanager
def free_as_before(lm: models.LanguageModel) -> Iterator[None]:
    """Let, afterwards, the same numbers of a model move that could move before."""
    free = [(p, p.requires_grad) for p in cast(Any, lm.model).parameters()]
    try:
        yield
    finally:
        for parameter, may_move in free:
            parameter.requires_grad_(may_move)


@contextmanager
def trained(
    trial: Trial,
    chats: Sequence[Sequence[Message]],
    recipe: training.Recipe,
    label: training.Labeller = training.labelled,
) -> Iterator[Trial]:
    """Yield the trial with its model trained on chats; afterwards the model is as it was.

    What may move is decided before. The moved numbers are rounded to bf16, as an adapter is stored, so a model that
    comes from the cache and one that was just trained are the same.

    Args:
        trial: whose model is trained; it caches if the trial does.
        chats: each ends with the answer to learn.
        recipe: how.
        label: which tokens are learned.
    """
    lm = trial.bench.lm
    moving = {name: p for name, p in cast(Any, lm.model).named_parameters() if p.requires_grad}
    before = {name: p.detach().clone() for name, p in moving.items()}
    path = place(lm, chats, recipe, label, list(moving)) if trial.cache else None
    try:
        _move(moving, _numbers(path) or _learned(trial, chats, recipe, label, moving, path))
        yield with_model(trial, replace(lm, label=f"{lm.label}, trained"))
    finally:
        _move(moving, before)


def fit_or_go_on(
    trial: Trial,
    lm: models.LanguageModel,
    chats: Sequence[Sequence[Message]],
    recipe: training.Recipe,
    label: training.Labeller,
    part: Path | None,
) -> None:
    """Train, and go on from where an interrupted run stopped."""
    training.fit(
        lm, chats, recipe, label=label, every=EVERY if part else 0, checkpoint=part, progress=trial.progress
    )  # fmt: skip


def _learned(
    trial: Trial,
    chats: Sequence[Sequence[Message]],
    recipe: training.Recipe,
    label: training.Labeller,
    moving: Mapping[str, Any],
    path: Path | None,
) -> dict[str, Any]:
    """Train; return the moved numbers in bf16, and keep them if there is a place."""
    torch = native.import_torch()
    from safetensors.torch import save_file

    part = path.with_suffix(".part") if path else None
    fit_or_go_on(trial, trial.bench.lm, chats, recipe, label, part)
    numbers = {name: p.detach().to(torch.bfloat16).contiguous() for name, p in moving.items()}
    if path and part:
        with files.whole(path) as scratch:
            save_file(numbers, scratch)
        part.unlink(missing_ok=True)
    return numbers


def with_model(trial: Trial, lm: models.LanguageModel) -> Trial:
    """Return the trial with another model and everything else as it is."""
    bench = copy.copy(trial.bench)
    bench.lm = lm
    return replace(trial, bench=bench)


def mean_loss(trial: Trial, chats: Sequence[Sequence[Message]]) -> float:
    """Return the mean loss of the labels of chats, in nats a token, kept as answers are."""
    lm = trial.bench.lm
    asked = json.dumps(["mean loss", lm.fingerprint if trial.cache else "", lm.dtype, chats])
    key = hashlib.sha256(asked.encode()).hexdigest()
    with kept(trial.cache) as store:
        known = store.get(key)
        if known is None:
            known = training.mean_loss(lm, chats)
            store.put({key: known})
    return float(known)


def _numbers(path: Path | None) -> dict[str, Any] | None:
    """Return the numbers that are kept, None if there are none."""
    from safetensors.torch import load_file

    return load_file(path) if path is not None and path.exists() else None


def _move(moving: Mapping[str, Any], numbers: Mapping[str, Any]) -> None:
    for name, parameter in moving.items():
        parameter.data.copy_(numbers[name])


def place(
    lm: models.LanguageModel,
    chats: Sequence[Sequence[Message]],
    recipe: training.Recipe,
    label: training.Labeller,
    moving: Sequence[str],
) -> Path:
    """Return where what was trained so is kept: named by everything that it depends on."""
    examples = [label(lm, chat) for chat in chats]
    whole = json.dumps([lm.fingerprint, lm.dtype, asdict(recipe), examples, moving])
    return settings.cache_dir() / "trained" / f"{hashlib.sha256(whole.encode()).hexdigest()[:24]}.safetensors"
