"""Run the language model over many prompts: batched, length-sorted, greedy.

Built in: Lesson 06
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from course_lib import models, native, validate
from course_lib.errors import ArgumentError

Message = dict[str, str]


class Generation(NamedTuple):
    """What the model wrote after one prompt, and how many tokens went in and came out."""

    text: str
    prompt_tokens: int
    new_tokens: int


def generate(
    lm: models.LanguageModel,
    prompts: Sequence[Sequence[Message]],
    *,
    max_new_tokens: int = 32,
    batch_size: int = 16,
    progress: bool = False,
) -> list[Generation]:
    """Continue each chat greedily until the model ends its turn.

    Prompts of like length share a batch (padded on the left), so little work goes into padding; the
    answers come back in the order of the prompts.

    Args:
        lm: from :func:`course_lib.models.load_language_model`.
        prompts: chats, each a list of ``{"role": ..., "content": ...}``.
        max_new_tokens: an answer is cut there.
        batch_size: prompts at once.
        progress: show a bar with the time left.
    """
    validate.count("generate", "max_new_tokens", max_new_tokens)
    validate.count("generate", "batch_size", batch_size)
    if not prompts:
        raise ArgumentError("generate: prompts is empty; pass at least one chat")
    from tqdm.auto import tqdm

    torch = native.import_torch()
    tokenizer, model = cast(Any, lm.tokenizer), cast(Any, lm.model)
    texts = [tokenizer.apply_chat_template(list(p), add_generation_prompt=True, tokenize=False) for p in prompts]
    ids = [tokenizer(text, add_special_tokens=False)["input_ids"] for text in texts]
    order = sorted(range(len(ids)), key=lambda i: -len(ids[i]))
    answers: dict[int, Generation] = {}
    with tqdm(total=len(ids), desc="answering", unit="prompt", disable=not progress) as bar, torch.inference_mode():
        for start in range(0, len(order), batch_size):
            rows = order[start : start + batch_size]
            batch = tokenizer.pad({"input_ids": [ids[i] for i in rows]}, padding_side="left", return_tensors="pt")
            width = batch["input_ids"].shape[1]
            written = model.generate(
                **batch, max_new_tokens=max_new_tokens, do_sample=False, pad_token_id=tokenizer.pad_token_id
            )[:, width:]
            for i, tokens in zip(rows, written, strict=True):
                kept = [t for t in tokens.tolist() if t not in (tokenizer.pad_token_id, tokenizer.eos_token_id)]
                text = tokenizer.decode(kept, skip_special_tokens=True).strip()
                answers[i] = Generation(text, len(ids[i]), len(kept))
            bar.update(len(rows))
    return [answers[i] for i in range(len(ids))]
