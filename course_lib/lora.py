"""Low-rank adaptation (LoRA): train two thin matrices beside each frozen one.

By hand, for a lesson: :func:`add`, :func:`merge`, :func:`unmerge`. For work: :func:`adapt` and :func:`load`, which are
``peft``'s, with names of parts that differ between families of models found out, and files checked.

Source: Hu et al. (2021), "LoRA: Low-Rank Adaptation of Large Language Models", section 4.

Built in: Lesson 10
"""

import contextlib
import json
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, cast

from course_lib import models, native, validate
from course_lib.base import files
from course_lib.errors import ArgumentError, ModelError

TAUGHT = ("low_rank", "add", "merge")
Parts = Literal["all linear", "query and value"]
CONFIG, WEIGHTS = "adapter_config.json", "adapter_model.safetensors"


def low_rank(x: Any, down: Any, up: Any, scale: float) -> Any:
    """Return what the two thin matrices add to a layer's output.

    Args:
        x: inputs, shape (..., n_in).
        down: shape (rank, n_in).
        up: shape (n_out, rank).
        scale: alpha / rank.

    >>> import torch
    >>> down, up = torch.tensor([[1.0, 2.0, 0.0]]), torch.tensor([[3.0], [1.0]])
    >>> low_rank(torch.ones(3), down, up, scale=1.0)
    tensor([9., 3.])
    """
    return scale * (x @ down.T) @ up.T


def add(layer: Any, rank: int, alpha: float, seed: int = 0) -> None:
    """Freeze a linear layer and put a low-rank update beside it: ``up`` begins at 0, so at first nothing changes.

    >>> import torch
    >>> layer = torch.nn.Linear(3, 2)
    >>> before = layer(torch.ones(3))
    >>> add(layer, rank=1, alpha=2)
    >>> bool((layer(torch.ones(3)) == before).all()), layer.weight.requires_grad, tuple(layer.up.shape)
    (True, False, (2, 1))
    """
    import torch

    n_out, n_in = layer.weight.shape
    draw = torch.Generator().manual_seed(seed)
    bound = (1 / n_in) ** 0.5  # as peft draws it
    layer.requires_grad_(False)
    start = (2 * torch.rand(rank, n_in, generator=draw) - 1) * bound
    layer.down = torch.nn.Parameter(start)
    layer.up = torch.nn.Parameter(torch.zeros(n_out, rank))
    layer.scale = alpha / rank
    layer.beside = layer.register_forward_hook(
        lambda part, inputs, output: output + low_rank(inputs[0], part.down, part.up, part.scale)
    )


def merge(layer: Any) -> None:
    """Write the update into the weights: one matrix again, as fast as before, the same output.

    >>> import torch
    >>> layer = torch.nn.Linear(3, 2)
    >>> add(layer, rank=1, alpha=1)
    >>> layer.up.data.fill_(1.0)
    tensor([[1.],
            [1.]])
    >>> beside = layer(torch.ones(3))
    >>> merge(layer)
    >>> torch.allclose(layer(torch.ones(3)), beside)
    True
    """
    layer.weight.data += layer.scale * layer.up.data @ layer.down.data
    layer.beside.remove()


def unmerge(layer: Any) -> None:
    """Take the update out of the weights again, to the rounding of the weights' type."""
    layer.weight.data -= layer.scale * layer.up.data @ layer.down.data
    layer.beside = layer.register_forward_hook(
        lambda part, inputs, output: output + low_rank(inputs[0], part.down, part.up, part.scale)
    )


# ---------------------------------------------------------------- for work: peft


def adapt(
    lm: models.LanguageModel,
    rank: int = 16,
    *,
    alpha: float | None = None,
    parts: Parts = "all linear",
    last_blocks: int | None = None,
    seed: int = 0,
) -> models.LanguageModel:
    """Return a language model with a fresh adapter on it; only the adapter may move, and at first nothing changes.

    Args:
        lm: without an adapter; its weights are shared and frozen.
        rank: of each update.
        alpha: the update is scaled by ``alpha / rank``; twice the rank by default.
        parts: which matrices of a block get an update.
        last_blocks: only these many; all by default.
        seed: of the numbers that the update begins with.

    Raises:
        ArgumentError: a count out of range, or a model that has an adapter already.
    """
    torch = native.import_torch()
    from peft import LoraConfig, get_peft_model

    validate.count("adapt", "rank", rank)
    if lm.adapter or hasattr(lm.model, "peft_config"):
        raise ArgumentError("adapt: the model has an adapter; load the model again, or merge the adapter first")
    blocks = cast(Any, lm.model).get_decoder().layers
    count = len(blocks) if last_blocks is None else validate.count("adapt", "last_blocks", last_blocks)
    if count > len(blocks):
        raise ArgumentError(f"adapt: last_blocks={last_blocks}, but the model has {len(blocks)} blocks")
    linear = {name.split(".")[-1] for name, part in blocks[0].named_modules() if isinstance(part, torch.nn.Linear)}
    wanted = linear if parts == "all linear" else linear & {"q_proj", "v_proj"}
    if not wanted:
        raise ArgumentError(f"adapt: parts={parts!r}, but a block of this model has {', '.join(sorted(linear))}")
    config = LoraConfig(
        r=rank,
        lora_alpha=cast(Any, 2 * rank if alpha is None else alpha),
        target_modules=sorted(wanted),
        layers_to_transform=list(range(len(blocks) - count, len(blocks))),
        layers_pattern="layers",
        task_type="CAUSAL_LM",
    )
    with torch.random.fork_rng(), _quiet():
        torch.manual_seed(seed)
        adapted = get_peft_model(cast(Any, lm.model), config)
    return replace(lm, model=cast(Any, adapted.eval()), label=f"{lm.label}, with an adapter")


def save(lm: models.LanguageModel, folder: Path) -> str:
    """Write a model's adapter into a folder, its numbers in bf16; return its digest.

    Raises:
        ArgumentError: the model has no adapter.
        OSError: no room, or not allowed.
    """
    torch = native.import_torch()
    from peft import get_peft_model_state_dict
    from safetensors.torch import save_file

    adapted = _adapted("save", lm)
    numbers = {name: p.to(torch.bfloat16).contiguous() for name, p in get_peft_model_state_dict(adapted).items()}
    config = {k: sorted(v) if isinstance(v, set) else v for k, v in adapted.peft_config["default"].to_dict().items()}
    config |= {"base_model_name_or_path": lm.base or lm.label, "inference_mode": True}
    with files.whole(folder / WEIGHTS) as scratch:
        save_file(numbers, scratch)
    files.write_text(folder / CONFIG, json.dumps(config, indent=1, sort_keys=True, default=str) + "\n")
    return models.adapter_digest(folder)


def load(lm: models.LanguageModel, folder: Path) -> models.LanguageModel:
    """Return a language model with a saved adapter on it.

    Args:
        lm: the model that the adapter was trained on; its weights are shared, so load it again to have it bare.
        folder: that :func:`save` wrote.

    Raises:
        ArgumentError: the model has an adapter already.
        ModelError: a file is missing, damaged or pickled, or the adapter belongs to another model.
    """
    native.import_torch()
    from peft import PeftModel
    from safetensors import SafetensorError

    if hasattr(lm.model, "peft_config"):
        raise ArgumentError("load: the model has an adapter already; load the model again first")
    if (folder / "adapter_model.bin").is_file() and not (folder / WEIGHTS).is_file():
        raise ModelError(f"{folder}: adapter_model.bin is a pickle, which can run any code; save it as safetensors")
    digest = models.adapter_digest(folder)
    try:
        base = json.loads((folder / CONFIG).read_text(encoding="utf-8"))["base_model_name_or_path"]
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder / CONFIG}: cannot be read ({error}); train or fetch the adapter again") from error
    if base != (lm.base or lm.label):
        raise ModelError(f"{folder}: was trained on {base}, but this model is {lm.base or lm.label}; load that one")
    try:
        with _quiet():
            adapted = PeftModel.from_pretrained(cast(Any, lm.model), folder)
    except (SafetensorError, RuntimeError, ValueError, TypeError) as error:
        raise ModelError(f"{folder}: {error}; load the model and fetch or train the adapter again") from error
    return replace(lm, model=cast(Any, adapted.eval()), label=f"{lm.label} + {folder.name}", adapter=digest)


def merged(lm: models.LanguageModel) -> models.LanguageModel:
    """Return a model with its adapter written into its weights: as fast as before it, and no longer to be taken out."""
    return replace(lm, model=_adapted("merged", lm).merge_and_unload().eval())


def unload(lm: models.LanguageModel) -> None:
    """Take the adapter off: the model below has its own numbers again, to the last bit, and none of them may move."""
    _adapted("unload", lm).unload()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep a notice to peft's makers from the learner: it looks for a name that transformers renamed."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*is_gradient_checkpointing", category=FutureWarning)
        yield


def _adapted(where: str, lm: models.LanguageModel) -> Any:
    if not hasattr(lm.model, "peft_config"):
        raise ArgumentError(f"{where}: the model has no adapter; put one on it with adapt, or load one")
    return cast(Any, lm.model)
