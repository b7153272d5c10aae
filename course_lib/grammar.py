"""Constrained decoding: the model chooses, but only among texts that a form allows.

A form is a chain of parts, each with its choices: ``Ticket #``, one of the numbers in the complaint, `` -``, one of
eight categories, and so on. It is walked, never written out: four parts of ten choices are 10,000 texts.

Source: De Cao et al. (2020), "Autoregressive Entity Retrieval", on constrained beam search.

Built in: Lesson 11
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from course_lib import models, native, prefix, validate
from course_lib.base.kept import kept
from course_lib.errors import ArgumentError
from course_lib.generate import Message

TAUGHT = ("next_allowed", "choose")
Form = list[list[list[int]]]  # parts, each with its choices, each of tokens


def next_allowed(form: Sequence[Sequence[Sequence[int]]], written: Sequence[int]) -> set[int]:
    """Return the tokens that may come next; none where the text is complete, or has left the form.

    A part may begin at several places if one of its neighbour's choices begins another, so all are followed.

    Args:
        form: parts in their order, each a list of choices, each choice its tokens.
        written: tokens so far, those of the prompt left out.

    >>> form = [[[7]], [[1, 2], [1, 3], [4]], [[9]]]
    >>> next_allowed(form, [7]), next_allowed(form, [7, 1]), next_allowed(form, [7, 4, 9])
    ({1, 4}, {2, 3}, set())
    """
    text, begins, found = list(written), {0}, set()
    for choices in form:
        ends = set()
        for begin in begins:
            rest = text[begin:]
            for choice in map(list, choices):
                if rest[: len(choice)] == choice:
                    ends.add(begin + len(choice))
                elif choice[: len(rest)] == rest:
                    found.add(choice[len(rest)])
        begins = ends
    return found


def choose(model: Any, batch: Any, forms: Sequence[Form], end: int, max_new_tokens: int) -> list[list[int]]:
    """Continue each prompt of a batch greedily within its form.

    All other tokens get a score of minus infinity before the likeliest is taken. The model runs as often as it would
    without a form.

    Args:
        model: a causal language model.
        batch: prompts that end in the last column: ``input_ids`` and ``attention_mask``, shape (prompts, width).
        forms: one a prompt; its last part is the end of the turn.
        end: the token that ends a turn.
        max_new_tokens: of the longest text that a form allows.

    Returns:
        The new tokens of each prompt, the end left out.

    >>> lm = models.load_language_model("float32")
    >>> batch = lm.tokenizer(["one, two, three,"], return_tensors="pt")
    >>> form = spell(lm, [[" cow", " ten", " four"]])
    >>> lm.tokenizer.batch_decode(choose(lm.model, batch, [form], lm.tokenizer.eos_token_id, max_new_tokens=2))
    [' four']
    """
    width = batch["input_ids"].shape[1]

    def allowed(row: int, ids: Any) -> list[int]:
        # a row that has ended waits for the others
        return sorted(next_allowed(forms[row], ids[width:].tolist())) or [end]

    written = model.generate(
        **batch, max_new_tokens=max_new_tokens, do_sample=False, pad_token_id=end, prefix_allowed_tokens_fn=allowed
    )
    new = written[:, width:].tolist()
    return [row[: row.index(end)] if end in row else row for row in new]


# ---------------------------------------------------------------- around them


def spell(lm: models.LanguageModel, parts: Sequence[Sequence[str]]) -> Form:
    """Return a form in tokens, the end of the turn as its last part.

    Part a text where the model's tokens part: a space belongs to the word after it.

    Raises:
        ArgumentError: a part without a choice, or a choice without text.
    """
    tokenizer = cast(Any, lm.tokenizer)
    for place, choices in enumerate(parts):
        if isinstance(choices, str) or not choices or "" in choices:
            raise ArgumentError(
                f"grammar.spell: parts[{place}] is {choices!r}; pass a list of one text or more, none empty"
            )
    spelled = [[tokenizer(text, add_special_tokens=False)["input_ids"] for text in choices] for choices in parts]
    return [*spelled, [[tokenizer.eos_token_id]]]


def write(
    lm: models.LanguageModel,
    prompts: Sequence[Sequence[Message]],
    forms: Sequence[Sequence[Sequence[str]]],
    *,
    batch_size: int = 16,
    progress: bool = False,
    cache: bool = False,
) -> list[str]:
    """Answer each chat greedily within its form.

    Prompts of like length share a batch, and what all begin with is read once (:mod:`course_lib.prefix`).

    Args:
        lm: from :func:`course_lib.models.load_language_model`.
        prompts: chats.
        forms: one a prompt: its parts, each a list of texts of which one is written.
        batch_size: prompts at once, fewer if they are long.
        progress: show a bar with the time left.
        cache: look up and store each answer in the user's cache.

    Raises:
        ArgumentError: no prompts, another number of forms, a part without a choice, or a count below 1.
        CourseError: the store of answers is damaged, or another run holds it too long.
    """
    validate.count("grammar.write", "batch_size", batch_size)
    if not prompts or len(prompts) != len(forms):
        raise ArgumentError(f"grammar.write: {len(prompts)} prompts and {len(forms)} forms; pass one form a prompt")
    from tqdm.auto import tqdm

    rows, spelled = prefix.tokens(lm, prompts), [spell(lm, form) for form in forms]
    made_with = json.dumps(["within a form", lm.fingerprint if cache else "", lm.dtype])
    wholes = [f"{made_with}\n{json.dumps(form)}\n{row}" for row, form in zip(rows, spelled, strict=True)]
    keys = [hashlib.sha256(whole.encode()).hexdigest() for whole in wholes]
    with kept(cache) as store, tqdm(total=len(keys), desc="choosing", unit="prompt", disable=not progress) as bar:
        answers = {key: known for key in set(keys) if (known := store.get(key)) is not None}
        bar.update(sum(key in answers for key in keys))
        todo = {key: i for i, key in enumerate(keys) if key not in answers}
        beginning = prefix.Beginning(lm, rows) if todo else None
        for batch in prefix.batches({key: rows[i] for key, i in todo.items()}, batch_size):
            inputs = cast(prefix.Beginning, beginning).before([rows[todo[key]] for key in batch])
            picked = _picked(lm, inputs, [spelled[todo[key]] for key in batch])
            written = dict(zip(batch, picked, strict=True))
            store.put(written)
            answers |= written
            bar.update(sum(key in written for key in keys))
    return [answers[key] for key in keys]


def _picked(lm: models.LanguageModel, inputs: Mapping[str, Any], forms: Sequence[Form]) -> list[str]:
    """Continue one batch of prompts within their forms."""
    torch = native.import_torch()
    tokenizer = cast(Any, lm.tokenizer)
    longest = max(sum(max(map(len, choices)) for choices in form) for form in forms)
    with torch.inference_mode():
        written = choose(lm.model, inputs, forms, tokenizer.eos_token_id, longest)
    return [tokenizer.decode(row).strip() for row in written]
