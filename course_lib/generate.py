"""Run the language model: token by token by hand, then over many prompts at once.

Built in: Lesson 06
"""

import hashlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from course_lib import models, native, validate
from course_lib.base.kept import kept
from course_lib.errors import ArgumentError

TAUGHT = ("greedy",)
Message = dict[str, str]
BATCH_TOKENS = 2_048  # of the prompts of a batch, padding included: each takes 46 kB of keys and values in fp32


class Generation(NamedTuple):
    """What the model wrote after one prompt, and what that took.

    Attributes:
        text: without the end-of-turn token.
        prompt_tokens: tokens of the prompt, chat template included.
        new_tokens: tokens written.
        prefill_s: seconds until the first new token, this prompt's share of its batch.
        decode_s: seconds for the other tokens, likewise.
    """

    text: str
    prompt_tokens: int
    new_tokens: int
    prefill_s: float = 0.0
    decode_s: float = 0.0


def greedy(model: Any, ids: Sequence[int], end: int, max_new_tokens: int) -> list[int]:
    """Append the likeliest next token until the model ends its turn: greedy decoding, the slow way.

    The whole text is read again for each token; ``model.generate`` keeps what it has read (the key-value cache)
    and writes the same tokens.

    Args:
        model: gives, for each position, one score a token of the vocabulary.
        ids: the prompt's tokens.
        end: the token that ends a turn.
        max_new_tokens: the answer is cut there.

    Returns:
        The new tokens, the end left out.

    >>> lm = models.load_language_model("float32")
    >>> ids = lm.tokenizer("one, two, three,")["input_ids"]
    >>> lm.tokenizer.decode(greedy(lm.model, ids, lm.tokenizer.eos_token_id, max_new_tokens=1))
    ' four'
    """
    import torch

    new: list[int] = []
    for _ in range(max_new_tokens):
        with torch.no_grad():
            scores = model(torch.tensor([[*ids, *new]])).logits[0, -1]
        best = int(scores.argmax())
        if best == end:
            break
        new.append(best)
    return new


def prompt_text(lm: models.LanguageModel, messages: Sequence[Message]) -> str:
    """Return a chat as the one text the model reads, by the model's own template, ready for the answer."""
    tokenizer = cast(Any, lm.tokenizer)
    return str(tokenizer.apply_chat_template(list(messages), add_generation_prompt=True, tokenize=False))


def count_tokens(lm: models.LanguageModel, text: str) -> int:
    """Return how many tokens a text has."""
    return len(cast(Any, lm.tokenizer)(text, add_special_tokens=False)["input_ids"])


def generate(
    lm: models.LanguageModel,
    prompts: Sequence[Sequence[Message]],
    *,
    max_new_tokens: int = 32,
    stop: Sequence[str] = (),
    batch_size: int = 16,
    progress: bool = False,
    cache: bool = False,
) -> list[Generation]:
    """Continue each chat greedily until the model ends its turn.

    Prompts of like length share a batch (padded on the left), so little work goes into padding; the
    answers come back in the order of the prompts.

    Args:
        lm: from :func:`course_lib.models.load_language_model`.
        prompts: chats, each a list of ``{"role": ..., "content": ...}``.
        max_new_tokens: an answer is cut there.
        stop: texts at which an answer ends; it is cut before the first of them.
        batch_size: prompts at once, fewer if they are long: a batch holds at most ``BATCH_TOKENS``.
        progress: show a bar with the time left.
        cache: look up and store each answer in the user's cache, so that an interrupted run goes on where it
            stopped. An answer from the cache keeps the seconds it took when it was made. A model is known there by
            its fingerprint (weights and adapter) and dtype, never by its label.

    Raises:
        ArgumentError: no prompts, a prompt that is no list of messages, an empty stop, or a count below 1.
        CourseError: the store of answers is damaged, or another run holds it too long.
    """
    validate.count("generate", "max_new_tokens", max_new_tokens)
    validate.count("generate", "batch_size", batch_size)
    if not prompts:
        raise ArgumentError("generate: prompts is empty; pass at least one chat")
    if isinstance(prompts[0], str | dict):
        raise ArgumentError(
            f"generate: prompts[0] is a {type(prompts[0]).__name__}; pass a list of chats, each a list of messages"
        )
    if isinstance(stop, str) or "" in stop:
        raise ArgumentError(f'generate: stop={stop!r}; pass a list of texts, none empty, such as ["\\n"]')
    from tqdm.auto import tqdm

    texts = [prompt_text(lm, p) for p in prompts]
    made_with = json.dumps([lm.fingerprint if cache else "", lm.dtype, max_new_tokens, *stop])
    keys = [hashlib.sha256(f"{made_with}\n{text}".encode()).hexdigest() for text in texts]
    with kept(cache) as store, tqdm(total=len(texts), desc="answering", unit="prompt", disable=not progress) as bar:
        answers = {key: Generation(*known) for key in set(keys) if (known := store.get(key)) is not None}
        bar.update(sum(key in answers for key in keys))
        todo = {key: text for key, text in zip(keys, texts, strict=True) if key not in answers}
        for batch in _batches(lm, todo, batch_size):
            written = dict(zip(batch, _continue(lm, [todo[k] for k in batch], max_new_tokens, stop), strict=True))
            store.put(written)
            answers.update(written)
            bar.update(sum(key in written for key in keys))
    return [answers[key] for key in keys]


def _batches(lm: models.LanguageModel, texts: Mapping[str, str], batch_size: int) -> Iterator[list[str]]:
    """Yield the keys of texts that go together: of like length, and together no longer than memory allows."""
    lengths = {key: count_tokens(lm, text) for key, text in texts.items()}
    order = sorted(texts, key=lambda key: -lengths[key])
    while order:
        size = max(1, min(batch_size, BATCH_TOKENS // lengths[order[0]]))
        yield order[:size]
        order = order[size:]


def _continue(
    lm: models.LanguageModel, texts: Sequence[str], max_new_tokens: int, stop: Sequence[str]
) -> list[Generation]:
    """Continue one batch of prompt texts."""
    torch = native.import_torch()
    tokenizer, model = cast(Any, lm.tokenizer), cast(Any, lm.model)
    marks: list[float] = []

    def note_time(ids: Any, scores: Any) -> Any:  # called once a step, after the model has read
        marks.append(time.perf_counter())
        return scores

    batch = tokenizer(list(texts), add_special_tokens=False, padding=True, padding_side="left", return_tensors="pt")
    width = batch["input_ids"].shape[1]
    halt = {"stop_strings": list(stop), "tokenizer": tokenizer} if stop else {}
    started = time.perf_counter()
    with torch.inference_mode():
        written = model.generate(
            **batch,
            max_new_tokens=max_new_tokens,
            do_sample=False,
            pad_token_id=tokenizer.pad_token_id,
            logits_processor=[note_time],
            **halt,
        )[:, width:]
    prefill, decode = marks[0] - started, time.perf_counter() - marks[0]
    found = []
    ends = {tokenizer.pad_token_id, tokenizer.eos_token_id}
    for row, mask in zip(written.tolist(), batch["attention_mask"], strict=True):
        length = next((i for i, token in enumerate(row) if token in ends), len(row))
        text = tokenizer.decode(row[:length], skip_special_tokens=True).strip()
        text = text[: min((text.find(mark) for mark in stop if mark in text), default=len(text))]
        found.append(Generation(text.strip(), int(mask.sum()), length, prefill / len(texts), decode / len(texts)))
    return found
