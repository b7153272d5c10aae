"""How likely is a given answer? Log-probabilities of answers that we name, without letting the model write one.

A right answer is right or not: where a model is right three times in a hundred, or ninety-seven, two systems look
alike. The log-odds of the right value against others like it move long before the answer does.

Built in: Lesson 06
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, cast

import numpy as np

from course_lib import models, native
from course_lib.base.kept import kept
from course_lib.errors import ArgumentError
from course_lib.generate import Message, prompt_text

TAUGHT = ("log_odds",)


def log_odds(right: float, others: Sequence[float]) -> float:
    """Return the log-odds of the right value: its log-probability less that of any of the others.

    With five others, a model that cannot tell them apart gives ln(1/5) = -1.61.

    Args:
        right: natural log of the probability of the right value.
        others: the same of each other value.

    >>> round(log_odds(np.log(0.5), [np.log(0.25), np.log(0.25)]), 3)
    0.0
    """
    return float(right - np.logaddexp.reduce(others))


def answer_log_probabilities(
    lm: models.LanguageModel,
    prompts: Sequence[Sequence[Message]],
    answers: Sequence[Sequence[str]],
    *,
    progress: bool = False,
    cache: bool = False,
) -> list[list[float]]:
    """Return the natural log of the probability that the model begins its answer with each of the given texts.

    A prompt is read once for all its answers. The end of the answer is left open: the model may go on.

    Args:
        lm: from :func:`course_lib.models.load_language_model`.
        prompts: chats, as for :func:`course_lib.generate.generate`.
        answers: for each prompt, the texts to look at.
        progress: show a bar with the time left.
        cache: look up and store each number in the user's cache.

    Raises:
        ArgumentError: another number of lists than of prompts, or an answer without a token.
    """
    if len(answers) != len(prompts):
        raise ArgumentError(
            f"answer_log_probabilities: {len(answers)} lists of answers for {len(prompts)} prompts; give one each"
        )
    for i, texts in enumerate(answers):
        if not texts or not all(text.strip() for text in texts):
            raise ArgumentError(f"answer_log_probabilities: answers[{i}] is {list(texts)}; pass texts, none empty")
    from tqdm.auto import tqdm

    asked = [(prompt_text(lm, prompt), list(texts)) for prompt, texts in zip(prompts, answers, strict=True)]
    made_with = ["log-probability", lm.fingerprint if cache else "", lm.dtype]
    found: list[list[float]] = []
    with kept(cache) as store:
        for text, texts in tqdm(asked, desc="weighing", unit="prompt", disable=not progress):
            key = hashlib.sha256(json.dumps([*made_with, text, texts]).encode()).hexdigest()
            known = store.get(key)
            if known is None:
                known = _weigh(lm, text, texts)
                store.put({key: known})
            found.append(known)
    return found


def _weigh(lm: models.LanguageModel, text: str, answers: Sequence[str]) -> list[float]:
    torch = native.import_torch()
    tokenizer, model = cast(Any, lm.tokenizer), cast(Any, lm.model)
    prompt = tokenizer(text, add_special_tokens=False, return_tensors="pt")["input_ids"]
    ids = [tokenizer(answer, add_special_tokens=False)["input_ids"] for answer in answers]
    width = max(map(len, ids))
    padded = torch.tensor([row + [tokenizer.eos_token_id] * (width - len(row)) for row in ids])
    with torch.inference_mode():
        read = model(prompt, use_cache=True, logits_to_keep=1)
        read.past_key_values.batch_repeat_interleave(len(ids))
        after = model(padded[:, :-1], past_key_values=read.past_key_values).logits if width > 1 else None
        first = read.logits[:, -1:].expand(len(ids), -1, -1)
        scores = first if after is None else torch.cat([first, after], dim=1)
        chosen = torch.log_softmax(scores.float(), dim=-1).gather(2, padded[:, :, None])[:, :, 0]
    return [float(row[: len(tokens)].sum()) for row, tokens in zip(chosen, ids, strict=True)]
