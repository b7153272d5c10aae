"""The frozen lower blocks of a model, computed once: while only upper blocks train, what the lower ones give stays.

For text that is read several times in training this saves the lower blocks' work in every reading but the first.
"""

import copy
from collections.abc import Sequence
from typing import Any

from course_lib import native
from course_lib.errors import ArgumentError


def first_moving_block(model: Any) -> int:
    """Return the number of the lowest block in which a parameter may move.

    Raises:
        ArgumentError: none may, or one may that lies below all blocks.
    """
    decoder = model.get_decoder()
    inside = {id(p): i for i, block in enumerate(decoder.layers) for p in block.parameters()}
    moving = {name: p for name, p in model.named_parameters() if p.requires_grad}
    below = {id(p) for p in decoder.embed_tokens.parameters()}
    if not moving or any(id(p) in below for p in moving.values()):
        name = next((name for name, p in moving.items() if id(p) in below), "no parameter")
        raise ArgumentError(f"frozen: {name} may move, so nothing below it is frozen; free upper blocks alone")
    return min(inside.get(id(p), len(decoder.layers)) for p in moving.values())


def upper(model: Any, first: int) -> Any:
    """Return a model of the blocks from ``first`` on, the norm and the head: the same parts, not copies of them.

    It reads ``inputs_embeds``: what :func:`lower_states` gives.
    """
    whole, body = _twin(_bare(model)), _twin(model.get_decoder())
    body.layers = type(body.layers)(list(body.layers)[first:])
    whole.model = body
    return whole


def lower_states(model: Any, texts: Sequence[Sequence[int]], first: int, together: int = 8) -> list[Any]:
    """Return what the blocks below ``first`` make of each text, shape (tokens, numbers a token) each.

    Args:
        model: a causal language model.
        texts: token ids.
        first: the first block that is left out.
        together: texts at once, those of like length.
    """
    torch = native.import_torch()
    body = _twin(model.get_decoder())
    body.layers = type(body.layers)(list(body.layers)[:first])
    body.norm = torch.nn.Identity()
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    found: dict[int, Any] = {}
    with torch.no_grad():
        for start in range(0, len(order), together):
            part = order[start : start + together]
            width = max(len(texts[i]) for i in part)
            ids = torch.tensor([[*texts[i], *[0] * (width - len(texts[i]))] for i in part])  # what follows is not seen
            states = body(input_ids=ids, use_cache=False).last_hidden_state
            found |= {i: state[: len(texts[i])].clone() for i, state in zip(part, states, strict=True)}
    return [found[i] for i in range(len(texts))]


def _bare(model: Any) -> Any:
    """Return the causal language model inside a wrapper of peft."""
    return model.get_base_model() if hasattr(model, "get_base_model") else model


def _twin(part: Any) -> Any:
    """Return another module with the same submodules and parameters, whose submodules can be replaced."""
    twin = copy.copy(part)
    twin._modules = dict(part._modules)
    return twin
