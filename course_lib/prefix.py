"""Prompts that begin alike, such as the same rules before every question: what they share is read once.

What a model makes of a token, its keys and values, does not depend on what follows. So the common beginning of many
prompts is read once, and each prompt goes on from a copy. The answers are those of reading everything, up to rounding.

Built in: Lesson 11
"""

import copy
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from course_lib import generate as whole
from course_lib import models, native, validate
from course_lib.base.kept import kept
from course_lib.generate import Message

LONG = 64  # tokens: a shorter common beginning is not worth a copy
KEPT_TOKENS = 12_288  # of a batch, the copies of the beginning included: each takes 46 kB of keys and values in fp32


def common(rows: Sequence[Sequence[int]]) -> int:
    """Return how many tokens all rows begin with; of each row one at least is left over.

    >>> common([[1, 2, 3, 4], [1, 2, 5]]), common([[1, 2], [1, 2]]), common([[7, 8]])
    (2, 1, 1)
    """
    most = min(map(len, rows)) - 1
    return next((i for i in range(most) if len({row[i] for row in rows}) > 1), most)


class Beginning:
    """The common beginning of prompts, read once.

    Args:
        lm: whose model reads it.
        rows: the prompts' tokens.
    """

    def __init__(self, lm: models.LanguageModel, rows: Sequence[Sequence[int]]) -> None:
        torch = native.import_torch()
        self.length = common(rows)
        self._lm, self._ids = lm, list(rows[0][: self.length])
        with torch.inference_mode():
            read = cast(Any, lm.model)(torch.tensor([self._ids]), use_cache=True, logits_to_keep=1)
        self._read = read.past_key_values

    def before(self, rows: Sequence[Sequence[int]]) -> dict[str, Any]:
        """Return prompts as ``model.generate`` takes them: padded between the beginning and the rest, and a copy.

        Returns:
            ``input_ids`` and ``attention_mask`` of shape (prompts, width), and ``past_key_values``.
        """
        torch = native.import_torch()
        padding = cast(Any, self._lm.tokenizer).pad_token_id
        rests = [list(row[self.length :]) for row in rows]
        width = max(map(len, rests))
        ids = [[*self._ids, *[padding] * (width - len(rest)), *rest] for rest in rests]
        mask = [[1] * self.length + [0] * (width - len(rest)) + [1] * len(rest) for rest in rests]
        read = copy.deepcopy(self._read)
        read.batch_repeat_interleave(len(rows))
        return {"input_ids": torch.tensor(ids), "attention_mask": torch.tensor(mask), "past_key_values": read}


def batches(rows: Mapping[str, Sequence[int]], batch_size: int) -> Iterator[list[str]]:
    """Yield the keys of prompts that go together: of like length, and together no longer than memory allows."""
    order = sorted(rows, key=lambda key: -len(rows[key]))
    while order:
        size = max(1, min(batch_size, KEPT_TOKENS // len(rows[order[0]])))
        yield order[:size]
        order = order[size:]


def generate(
    lm: models.LanguageModel,
    prompts: Sequence[Sequence[Message]],
    *,
    max_new_tokens: int = 32,
    batch_size: int = 16,
    progress: bool = False,
    cache: bool = False,
) -> list[str]:
    """Continue each chat greedily until the model ends its turn; what all begin with is read once.

    Prompts whose common beginning is shorter than ``LONG`` go to :func:`course_lib.generate.generate`.

    Args:
        lm: from :func:`course_lib.models.load_language_model`.
        prompts: chats.
        max_new_tokens: an answer is cut there.
        batch_size: prompts at once, fewer if they are long.
        progress: show a bar with the time left.
        cache: look up and store each answer in the user's cache.

    Raises:
        ArgumentError: no prompts, or a count below 1.
        CourseError: the store of answers is damaged, or another run holds it too long.
    """
    validate.count("prefix.generate", "batch_size", batch_size)
    rows = tokens(lm, prompts) if prompts else []
    if not rows or common(rows) < LONG:
        written = whole.generate(
            lm, prompts, max_new_tokens=max_new_tokens, batch_size=batch_size, progress=progress, cache=cache
        )
        return [each.text for each in written]
    validate.count("prefix.generate", "max_new_tokens", max_new_tokens)
    from tqdm.auto import tqdm

    made_with = json.dumps(["beginning read once", lm.fingerprint if cache else "", lm.dtype, max_new_tokens])
    keys = [hashlib.sha256(f"{made_with}\n{row}".encode()).hexdigest() for row in rows]
    with kept(cache) as store, tqdm(total=len(keys), desc="answering", unit="prompt", disable=not progress) as bar:
        answers = {key: known for key in set(keys) if (known := store.get(key)) is not None}
        bar.update(sum(key in answers for key in keys))
        todo = {key: row for key, row in zip(keys, rows, strict=True) if key not in answers}
        beginning = Beginning(lm, rows) if todo else None
        for batch in batches(todo, batch_size):
            said = _continue(lm, cast(Beginning, beginning).before([todo[key] for key in batch]), max_new_tokens)
            made = dict(zip(batch, said, strict=True))
            store.put(made)
            answers |= made
            bar.update(sum(key in made for key in keys))
    return [answers[key] for key in keys]


def tokens(lm: models.LanguageModel, prompts: Sequence[Sequence[Message]]) -> list[list[int]]:
    """Return the tokens of chats, by the model's own template, ready for the answer."""
    texts = [whole.prompt_text(lm, prompt) for prompt in prompts]
    return [cast(Any, lm.tokenizer)(text, add_special_tokens=False)["input_ids"] for text in texts]


def _continue(lm: models.LanguageModel, batch: Mapping[str, Any], max_new_tokens: int) -> list[str]:
    torch = native.import_torch()
    tokenizer = cast(Any, lm.tokenizer)
    width = batch["input_ids"].shape[1]
    with torch.inference_mode():
        written = cast(Any, lm.model).generate(
            **batch, max_new_tokens=max_new_tokens, do_sample=False, pad_token_id=tokenizer.pad_token_id
        )[:, width:]
    ends = {tokenizer.pad_token_id, tokenizer.eos_token_id}
    found = []
    for row in written.tolist():
        length = next((i for i, token in enumerate(row) if token in ends), len(row))
        found.append(tokenizer.decode(row[:length], skip_special_tokens=True).strip())
    return found
