"""Small real things for fast tests: a Llama of two layers, an encoder that counts letters, passages made to order."""

import datetime as dt
import string
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from course_lib import data, models, native


@cache
def tokenizer() -> Any:
    """Return the course's tokenizer, without its model."""
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(models.fetch(models.LANGUAGE_MODEL), padding_side="left")


@cache
def language_model() -> models.LanguageModel:
    """Return an untrained Llama behind the course's tokenizer: it writes nonsense, but always the same."""
    torch = native.import_torch()
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(
        vocab_size=len(tokenizer()), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, initializer_range=0.5, bos_token_id=1, eos_token_id=2, pad_token_id=2,
    )  # fmt: skip
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model = LlamaForCausalLM(config)
    return models.LanguageModel(cast(Any, model).eval(), tokenizer(), "tiny", "float32", "tiny")


class Broken:
    """A model that must not be asked; its weights may be looked at."""

    def state_dict(self) -> Any:
        """Return the weights of the one it stands for."""
        return language_model().model.state_dict()

    def generate(self, *_: Any, **__: Any) -> Any:
        raise AssertionError("the model was asked")

    __call__ = generate


def broken() -> models.LanguageModel:
    """Return the tiny model's twin, by its fingerprint, that fails when asked."""
    return replace(language_model(), model=cast(Any, Broken()))


class LetterEncoder:
    """Counts letters and digits: a text's vector is near that of its anagrams."""

    label = "letters"
    dim = 36

    def encode(self, texts: Sequence[str], *, progress: bool = False, cache: bool = False) -> NDArray[np.float32]:
        """Return one unit row a text."""
        letters = string.ascii_lowercase + string.digits
        counts = np.array([[text.lower().count(letter) for letter in letters] for text in texts], dtype=np.float32)
        rows: NDArray[np.float32] = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        return rows


def passage(
    passage_id: str,
    text: str,
    *,
    tenant: data.records.Tenant = "both",
    effective: dt.date = dt.date(2025, 1, 1),
    superseded_by: str | None = None,
    start: int = 0,
) -> data.Passage:
    """Return a passage without title and heading; its document is what stands before the ``#``."""
    doc_id, _, _ = passage_id.partition("#")
    end = start + len(text)
    return data.Passage(passage_id, doc_id, "", "", text, start, end, tenant, effective, superseded_by)
