"""Put the best of the retrieved passages first: late interaction of token vectors, and the question's likelihood.

Both are slower than the first stage and read only what it found: what it missed stays missed. With internet a learner
would load a cross-encoder, which reads question and passage together: ``sentence_transformers.CrossEncoder(
"cross-encoder/ms-marco-MiniLM-L6-v2")``.

Built in: Lesson 08
"""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from course_lib import data, models, native, validate
from course_lib.embed import Embedder
from course_lib.index import Hit

TAUGHT = ("maxsim", "question_log_likelihood")


def maxsim(query_tokens: NDArray[np.floating], passage_tokens: NDArray[np.floating]) -> float:
    """Return the mean, over the tokens of a query, of the cosine with the nearest token of the passage.

    Each word of the question looks for its own best match: late interaction. One vector a text mixes all words first.
    Source: Khattab and Zaharia, "ColBERT" (2020), which takes the sum; the mean gives the same order.

    Args:
        query_tokens: unit rows of shape (tokens, d).
        passage_tokens: unit rows of shape (tokens, d).

    >>> maxsim(np.eye(2), np.array([[1.0, 0.0]]))
    0.5
    """
    return float((query_tokens @ passage_tokens.T).max(axis=1).mean())


def question_log_likelihood(model: Any, passage_ids: Sequence[int], question_ids: Sequence[int]) -> float:
    """Return the mean log-probability of a question's tokens after a passage: would this page prompt this question?

    Source: Ponte and Croft, "A language modeling approach to information retrieval" (1998); with a pretrained model,
    Sachan et al., "Improving Passage Retrieval with Zero-Shot Question Generation" (2022).

    Args:
        model: a causal language model.
        passage_ids: tokens of the passage and of what introduces the question.
        question_ids: tokens of the question.

    >>> lm = models.load_language_model("float32")
    >>> ids = lambda text: lm.tokenizer(text)["input_ids"]
    >>> near, far = (question_log_likelihood(lm.model, ids(t), ids(" the hose?")) for t in ("The hose.", "Paris."))
    >>> near > far
    True
    """
    import torch

    with torch.no_grad():
        logits = model(torch.tensor([[*passage_ids, *question_ids]])).logits[0]
    scores = torch.log_softmax(logits[len(passage_ids) - 1 : -1].float(), dim=-1)
    return float(scores[torch.arange(len(question_ids)), torch.tensor(question_ids)].mean())


class LateInteraction:
    """Order hits by :func:`maxsim` over the embedder's token vectors."""

    def __init__(self, embedder: Embedder) -> None:
        self._tokenizer, self._transformer = embedder.parts()

    def __call__(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """Return the same hits with new scores, best first; equals keep their order."""
        text = validate.text("LateInteraction", "question", question)
        if not hits:
            return []
        query, *found = self.token_vectors([text, *(hit.passage.searchable for hit in hits)])
        return _ordered(hits, [maxsim(query, tokens) for tokens in found])

    def token_vectors(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """Return the unit token vectors of each text, its special tokens left out: shape (tokens, 384)."""
        torch = native.import_torch()
        batch = self._tokenizer(list(texts), padding=True, truncation=True, max_length=256, return_tensors="pt")
        with torch.inference_mode():
            rows = torch.nn.functional.normalize(self._transformer(**batch).last_hidden_state, dim=-1).numpy()
        lengths = batch["attention_mask"].sum(dim=1).tolist()
        return [row[1 : length - 1] for row, length in zip(rows, lengths, strict=True)]


class QuestionLikelihood:
    """Order hits by :func:`question_log_likelihood` under the language model."""

    def __init__(self, lm: models.LanguageModel) -> None:
        self._lm = lm

    def __call__(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """Return the same hits with new scores, best first; equals keep their order."""
        asked = self._ids(f" {validate.text('QuestionLikelihood', 'question', question)}")
        scores = [question_log_likelihood(self._lm.model, self._ids(_introduced(hit.passage)), asked) for hit in hits]
        return _ordered(hits, scores)

    def _ids(self, text: str) -> list[int]:
        return list(cast(Any, self._lm.tokenizer)(text, add_special_tokens=False)["input_ids"])


def _introduced(passage: data.Passage) -> str:
    return f"{passage.searchable}\n\nA question that this text answers:"


def _ordered(hits: Sequence[Hit], scores: Sequence[float]) -> list[Hit]:
    rescored = [Hit(hit.passage, score) for hit, score in zip(hits, scores, strict=True)]
    return sorted(rescored, key=lambda hit: -hit.score)
