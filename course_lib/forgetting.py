"""What does training break, and what keeps it? Probes before and after, the loss of texts, and replay.

A probe is asked before training and after it, item by item: only so can it be told what was lost from what was never
known. Beside the marks stands the loss of general text, which has no floor and no ceiling.

Replay joins general examples with those of the task. They come from elsewhere, or are what the model itself answered
before it was trained.

Built in: Lesson 12
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

import numpy as np

from course_lib import data, models, native, validate
from course_lib.base.kept import kept
from course_lib.errors import ArgumentError
from course_lib.generate import Generation
from course_lib.lexical import FILLER
from course_lib.outcomes import asserts_answer, contains_answer
from course_lib.rag import deflects, stated
from course_lib.training import Recipe
from course_lib.vectors import words

TAUGHT = ("changes", "text_loss", "mix")
Example = TypeVar("Example")
KEPT, EMPTY, BROKEN, DEFLECTS, HANDS_OVER = (
    "kept", "empty or the prompt again", "breaks off", "deflects", "hands over a probe's answer",
)  # fmt: skip


def text_loss(model: Any, ids: Any, mask: Any) -> Any:
    """Return the loss of each text: the mean over its tokens but the first, before which nothing stands.

    Args:
        model: gives, for each position, one score a token of the vocabulary.
        ids: tokens, shape (texts, width).
        mask: 1 for a token, 0 for padding on the right.

    Returns:
        Nats a token, shape (texts,).

    >>> import torch
    >>> from types import SimpleNamespace
    >>> even = lambda input_ids, **_: SimpleNamespace(logits=torch.zeros(*input_ids.shape, 5))
    >>> ids, mask = torch.tensor([[3, 1, 4], [2, 0, 0]]), torch.tensor([[1, 1, 1], [1, 1, 0]])
    >>> [round(loss, 4) for loss in text_loss(even, ids, mask).tolist()]  # every next word of five is as likely: ln 5
    [1.6094, 1.6094]
    """
    import torch

    scores = model(input_ids=ids, attention_mask=mask).logits[:, :-1].float()
    wanted, counts = ids[:, 1:], mask[:, 1:]
    losses = torch.nn.functional.cross_entropy(scores.flatten(0, 1), wanted.flatten(), reduction="none")
    return (losses.view(wanted.shape) * counts).sum(dim=1) / counts.sum(dim=1)


def knows(probe: data.KnowledgeProbe, answer: str) -> bool:
    """Tell whether an answer says what a probe asks for, and does not only deny it.

    >>> probe = data.KnowledgeProbe("k", "geography", "What is the capital of Norway?", "Oslo", ())
    >>> knows(probe, "It is Oslo."), knows(probe, "I don't know."), knows(probe, "It is not Oslo.")
    (True, False, False)
    """
    return asserts_answer(stated(answer), (probe.answer, *probe.aliases))


def changes(before: Sequence[float], after: Sequence[float]) -> dict[str, int]:
    """Return how many items were kept, lost, gained and never right.

    The difference of the two shares is what was gained less what was lost: it hides how much of either there was.

    >>> changes([1, 1, 0, 0], [1, 0, 1, 0])
    {'kept': 1, 'lost': 1, 'gained': 1, 'never': 1}
    """
    names = {(True, True): "kept", (True, False): "lost", (False, True): "gained", (False, False): "never"}
    found = dict.fromkeys(names.values(), 0)
    for was, now in zip(before, after, strict=True):
        found[names[bool(was), bool(now)]] += 1
    return found


def mix(task: Sequence[Example], general: Sequence[Example], share: float, rng: np.random.Generator) -> list[Example]:
    """Return the examples of a task and, behind them, general ones: a share of all, drawn at random.

    Where more are wanted than there are, every general one comes once before one comes again.

    Args:
        task: what is to be learned.
        general: what is to be kept.
        share: of the result that is general, below 1.
        rng: the source of randomness.

    >>> mix(["a", "b", "c"], ["x"], 0.4, np.random.default_rng(0))
    ['a', 'b', 'c', 'x', 'x']
    """
    wanted = round(len(task) * share / (1 - share))
    drawn: list[Example] = []
    while len(drawn) < wanted:
        drawn += [general[i] for i in rng.permutation(len(general))]
    return [*task, *drawn[:wanted]]


# ---------------------------------------------------------------- around them


def losses(
    lm: models.LanguageModel, texts: Sequence[str], *, together: int = 4, progress: bool = False, cache: bool = False
) -> list[float]:
    """Return the loss of each text in nats a token; texts of like length are read together.

    Args:
        lm: from :func:`course_lib.models.load_language_model`.
        texts: plain texts: they are read without the chat template.
        together: texts at once: each of 150 tokens takes 60 MB of scores in fp32.
        progress: show a bar with the time left.
        cache: look up and store each number in the user's cache.

    Raises:
        ArgumentError: no texts, one of fewer than two tokens or of more than the model reads, or a count below 1.
    """
    validate.count("forgetting.losses", "together", together)
    if isinstance(texts, str) or not texts:
        raise ArgumentError(f"forgetting.losses: texts is {texts!r}; pass a list of one text or more")
    from tqdm.auto import tqdm

    ids = [cast(Any, lm.tokenizer)(text, add_special_tokens=False)["input_ids"] for text in texts]
    limit = getattr(cast(Any, lm.model).config, "max_position_embeddings", None) or float("inf")
    for i, row in enumerate(ids):
        if not 2 <= len(row) <= limit:
            raise ArgumentError(
                f"forgetting.losses: texts[{i}] has {len(row):,} tokens; pass texts of 2 to {limit:,.0f}"
            )
    made_with = json.dumps(["loss of a text", lm.fingerprint if cache else "", lm.dtype])
    keys = [hashlib.sha256(f"{made_with}\n{text}".encode()).hexdigest() for text in texts]
    with kept(cache) as store, tqdm(total=len(keys), desc="reading", unit="text", disable=not progress) as bar:
        found = {key: float(known) for key in set(keys) if (known := store.get(key)) is not None}
        bar.update(sum(key in found for key in keys))
        todo = {key: row for key, row in zip(keys, ids, strict=True) if key not in found}
        for batch in _batches(todo, together):
            fresh = dict(zip(batch, _read(lm, [todo[key] for key in batch]), strict=True))
            store.put(fresh)
            found |= fresh
            bar.update(sum(key in fresh for key in keys))
    return [found[key] for key in keys]


def replay(
    task: Sequence[Example], general: Sequence[Example], share: float, recipe: Recipe
) -> tuple[list[Example], Recipe]:
    """Return examples mixed as :func:`mix` does, and a recipe of so many more steps that the task's are read as often.

    Args:
        task: what is to be learned.
        general: what is to be kept.
        share: of all examples that is general; 0 for none.
        recipe: of training on the task alone; its seed draws the general ones.

    Raises:
        ArgumentError: no task, a share that is none, or nothing general to make it up of.
    """
    if not task:
        raise ArgumentError("forgetting.replay: task is empty; pass the examples that are to be learned")
    if not 0 <= share < 1:
        raise ArgumentError(f"forgetting.replay: share={share}; it must be 0 or more and below 1, such as 0.2")
    if share and not general:
        raise ArgumentError(f"forgetting.replay: general is empty, but share={share} of all is to come from it")
    mixed = mix(task, general, share, np.random.default_rng(recipe.seed))
    return mixed, replace(recipe, steps=max(recipe.steps, round(recipe.steps * len(mixed) / len(task))))


def worth_replaying(
    prompt: str, written: Generation, longest: int, probes: Sequence[data.KnowledgeProbe]
) -> tuple[str, str]:
    """Return an own answer of the model as it may be learned again, and why not if it is empty.

    An answer that was cut ends with its last whole sentence; one that was cut in a list is left out, and so is one that
    speaks of the machine, or that would teach what a probe asks.

    Args:
        prompt: what was asked.
        written: what the model wrote.
        longest: tokens after which an answer is cut.
        probes: questions that are asked before and after.
    """
    answer = _whole(written.text, cut=written.new_tokens >= longest)
    if not written.text.strip() or words(written.text) == words(prompt):
        return "", EMPTY
    if not answer:
        return "", BROKEN
    if deflects(answer):
        return "", DEFLECTS
    if any(hands_over(f"{prompt}\n{answer}", probe) for probe in probes):
        return "", HANDS_OVER
    return answer, KEPT


def hands_over(text: str, probe: data.KnowledgeProbe) -> bool:
    """Tell whether a text holds a probe's answer and half of its question's words of content, or more.

    >>> probe = data.KnowledgeProbe("k", "geography", "What is the capital of Norway?", "Oslo", ())
    >>> hands_over("The capital is Oslo.", probe), hands_over("A tram in Oslo.", probe)
    (True, False)
    """
    asked = set(words(probe.question)) - FILLER
    shared = asked & set(words(text))
    return 2 * len(shared) >= len(asked) and contains_answer(text, (probe.answer, *probe.aliases))


_ITEM = re.compile(r"(?m)^\s*(?:[-*•]|\d+[.)])\s")
_END = re.compile(r"[.!?][\"'”’)]*(?=\s|$)")


def _whole(answer: str, cut: bool) -> str:
    """Return an answer up to its last whole sentence if it was cut; nothing if that was in a list, or in the first."""
    if not cut:
        return answer.strip()
    ends = [found.end() for found in _END.finditer(answer)]
    return "" if _ITEM.search(answer) or not ends else answer[: ends[-1]].strip()


def _batches(texts: dict[str, list[int]], together: int) -> Iterator[list[str]]:
    order = sorted(texts, key=lambda key: len(texts[key]))
    yield from (order[start : start + together] for start in range(0, len(order), together))


def _read(lm: models.LanguageModel, rows: Sequence[list[int]]) -> list[float]:
    """Return the losses of one batch; what is padded on the right is seen by nothing that counts."""
    torch = native.import_torch()
    width = max(map(len, rows))
    ids = torch.tensor([row + [0] * (width - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
    with torch.inference_mode():
        return [float(loss) for loss in text_loss(lm.model, ids, mask)]
