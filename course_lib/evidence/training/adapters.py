"""An adapter for a trial: trained once and kept; taken off afterwards to the last bit."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from course_lib import lora, training
from course_lib.evidence.training.runs import fit_or_go_on, free_as_before, place, with_model
from course_lib.evidence.trial import Trial
from course_lib.generate import Message
from course_lib.training import Recipe

BLOCKS = 4  # of the model's 30, its last: where trainings are compared
LEARNED = 480  # complaints, each read three times
RECIPE = Recipe(steps=180, rate=5e-3, examples=8, once=True)  # of training on them: the rate is LoRA's


@contextmanager
def adapted(
    trial: Trial,
    chats: Sequence[Sequence[Message]],
    recipe: training.Recipe,
    *,
    rank: int = 8,
    parts: lora.Parts = "all linear",
    last_blocks: int | None = BLOCKS,
    label: training.Labeller = training.labelled,
) -> Iterator[Trial]:
    """Yield the trial with an adapter on its model, trained on chats; afterwards the model is bare again.

    The adapter is saved in bf16 and loaded again, so one that comes from the cache and one that was just trained are
    the same; its digest is part of the model's fingerprint.

    Args:
        trial: whose model gets the adapter; it is kept in the cache if the trial caches.
        chats: each ends with the answer to learn.
        recipe: how; its seed is the adapter's, too.
        rank: of each update.
        parts: which matrices of a block get an update.
        last_blocks: only these many; None for all.
        label: which tokens are learned.
    """
    lm = trial.bench.lm
    with free_as_before(lm), tempfile.TemporaryDirectory() as scratch:
        folder, part = Path(scratch) / "adapter", None
        if trial.cache:
            folder = place(lm, chats, recipe, label, [str(rank), parts, str(last_blocks)]).with_suffix("")
            part = folder.with_suffix(".part")
        if not (folder / lora.CONFIG).exists():
            fresh = lora.adapt(lm, rank, parts=parts, last_blocks=last_blocks, seed=recipe.seed)
            try:
                fit_or_go_on(trial, fresh, chats, recipe, label, part)
                lora.save(fresh, folder)
            finally:
                lora.unload(fresh)
            if part:
                part.unlink(missing_ok=True)
        with _on(trial, folder, f"{lm.label} + adapter") as tuned:
            yield tuned


@contextmanager
def _on(trial: Trial, folder: Path, label: str) -> Iterator[Trial]:
    """Yield the trial with a saved adapter on its model, and take it off."""
    tuned = lora.load(trial.bench.lm, folder)
    try:
        yield with_model(trial, replace(tuned, label=label))
    finally:
        lora.unload(tuned)
