"""Rerankers: by hand, against plain loops, torch and the model's own loss, and as a second look at the same hits."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
import tiny
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib import models, native
from course_lib.embed import Embedder
from course_lib.errors import ArgumentError
from course_lib.index import Hit
from course_lib.rerank import LateInteraction, QuestionLikelihood, maxsim, question_log_likelihood

Reranker = Callable[[str, Sequence[Hit]], list[Hit]]
TEXTS = (
    "The guarantee on the Tarn lasts 24 months.",
    "The Tarn is built in Lisbon.",
    "The hose of the Tarn is made of red rubber.",
)


@pytest.fixture(scope="module")
def late() -> LateInteraction:
    return LateInteraction(Embedder())


@pytest.fixture(scope="module")
def likelihood() -> QuestionLikelihood:
    return QuestionLikelihood(tiny.language_model())


def hits(*texts: str) -> list[Hit]:
    return [Hit(tiny.passage(f"p{i}#0", text), 0.9 - i / 10) for i, text in enumerate(texts)]


def ids(found: Sequence[Hit]) -> list[str]:
    return [hit.passage.id for hit in found]


def unit(rows: Any) -> Any:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def token_rows(count: int) -> Any:
    number = st.floats(-1, 1, width=32).filter(lambda x: abs(x) > 0.01)
    return arrays(np.float64, (count, 3), elements=number).map(unit)


# ---------------------------------------------------------------- late interaction, by hand


@pytest.mark.parametrize(
    ("query", "passage", "want"),
    [
        ([[1, 0], [0, 1]], [[1, 0]], 0.5),  # one of two words finds itself, the other nothing
        ([[1, 0]], [[0, 1], [0.6, 0.8]], 0.6),  # the nearest counts, not the mean
        ([[1, 0]], [[-1, 0]], -1.0),
        ([[0.6, 0.8], [1, 0]], [[0.6, 0.8], [1, 0], [0, 1]], 1.0),
    ],
)
def test_maxsim_by_hand(query: list[list[float]], passage: list[list[float]], want: float) -> None:
    assert maxsim(np.array(query), np.array(passage)) == pytest.approx(want)


@settings(deadline=None)  # the first example imports torch
@given(token_rows(4), token_rows(5))
def test_maxsim_equals_plain_loops_and_torch(query: Any, passage: Any) -> None:
    torch = native.import_torch()
    loops = sum(max(sum(a * b for a, b in zip(t, u, strict=True)) for u in passage) for t in query) / len(query)
    theirs = torch.einsum("id,jd->ij", torch.tensor(query), torch.tensor(passage)).amax(dim=1).mean()
    assert maxsim(query, passage) == pytest.approx(loops, abs=1e-9)
    assert maxsim(query, passage) == pytest.approx(float(theirs), abs=1e-9)


@given(token_rows(3), token_rows(4), token_rows(2))
def test_maxsim_only_gains_from_more_text_and_ignores_its_order(query: Any, passage: Any, more: Any) -> None:
    base = maxsim(query, passage)
    assert -1 - 1e-9 <= base <= 1 + 1e-9
    assert maxsim(query, passage[::-1]) == pytest.approx(base)
    assert maxsim(query[::-1], passage) == pytest.approx(base)
    assert maxsim(query, np.vstack([passage, more])) >= base - 1e-9
    assert maxsim(query, np.vstack([passage, query])) == pytest.approx(1)


def test_maxsim_is_not_symmetric() -> None:
    """Who swaps question and passage asks how much of the passage stands in the question."""
    one, two = np.array([[1.0, 0.0]]), np.eye(2)
    assert (maxsim(one, two), maxsim(two, one)) == (1.0, 0.5)


# ---------------------------------------------------------------- token vectors


def test_token_vectors_are_unit_rows_without_special_tokens_and_padding(late: LateInteraction) -> None:
    tokenizer, _ = Embedder().parts()
    vectors = late.token_vectors(["Hose", *TEXTS])
    for text, rows in zip(("Hose", *TEXTS), vectors, strict=True):
        assert rows.shape == (len(tokenizer.tokenize(text)), 384)
        assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    alone = late.token_vectors(["Hose"])[0]
    assert np.allclose(vectors[0], alone, atol=1e-5)  # a longer neighbour in the batch changes nothing


def test_a_text_that_is_too_long_is_cut_at_256_tokens(late: LateInteraction) -> None:
    assert late.token_vectors(["hose " * 400])[0].shape == (254, 384)


def test_token_vectors_average_to_the_embedding(late: LateInteraction) -> None:
    """The embedder's own vector is the mean over all tokens, the two special ones included: near, not equal."""
    rows = late.token_vectors([TEXTS[0]])[0]
    mean = rows.mean(axis=0)
    assert mean @ Embedder().encode([TEXTS[0]])[0] / np.linalg.norm(mean) > 0.9


def test_late_interaction_puts_the_passage_that_answers_first(late: LateInteraction) -> None:
    found = late("How long is the guarantee on the Tarn?", hits(TEXTS[1], TEXTS[2], TEXTS[0]))
    assert ids(found)[0] == "p2#0"
    query, *rows = late.token_vectors(["How long is the guarantee on the Tarn?", TEXTS[0]])
    assert found[0].score == pytest.approx(maxsim(query, rows[0]), abs=1e-5)


# ---------------------------------------------------------------- the question's likelihood


def test_the_likelihood_is_the_models_own_loss() -> None:
    torch, lm = native.import_torch(), tiny.language_model()
    model: Any = lm.model
    for passage, question in (([5, 6, 7], [8, 9]), ([3], [4]), ([10, 11], [12, 13, 14, 15])):
        labels = torch.tensor([[-100] * len(passage) + question])
        with torch.no_grad():
            loss = float(model(torch.tensor([passage + question]), labels=labels).loss)
        assert question_log_likelihood(model, passage, question) == pytest.approx(-loss, abs=1e-5)


class Table:
    """A model whose next token depends on the last one alone: its probabilities can be read off."""

    def __init__(self, rows: list[list[float]]) -> None:
        self.logs = native.import_torch().log(native.import_torch().tensor(rows))

    def __call__(self, tokens: Any) -> Any:
        return type("Output", (), {"logits": self.logs[tokens]})


def test_the_likelihood_by_hand() -> None:
    model = Table([[0.5, 0.25, 0.25], [0.1, 0.1, 0.8], [0.2, 0.5, 0.3]])
    # 0 -> 1 with 0.25, 1 -> 2 with 0.8; what the passage's own tokens cost does not count.
    assert question_log_likelihood(model, [2, 0], [1, 2]) == pytest.approx(math.log(0.25 * 0.8) / 2)
    assert question_log_likelihood(model, [1, 1, 0], [1, 2]) == pytest.approx(math.log(0.25 * 0.8) / 2)
    assert question_log_likelihood(model, [1], [2]) == pytest.approx(math.log(0.8))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(3, 400), min_size=1, max_size=5), st.lists(st.integers(3, 400), min_size=1, max_size=5))
def test_the_likelihood_is_a_mean_of_log_probabilities(passage: list[int], question: list[int]) -> None:
    value = question_log_likelihood(tiny.language_model().model, passage, question)
    assert value <= 0
    steps = [
        question_log_likelihood(tiny.language_model().model, [*passage, *question[:i]], [question[i]])
        for i in range(len(question))
    ]
    assert value == pytest.approx(sum(steps) / len(steps), abs=1e-4)


def test_the_passage_is_read_before_the_question(likelihood: QuestionLikelihood) -> None:
    lm, question = tiny.language_model(), "How long is the guarantee?"
    tokenizer: Any = lm.tokenizer
    passage = tiny.passage("p#0", TEXTS[0])
    before = tokenizer(f"{TEXTS[0]}\n\nA question that this text answers:", add_special_tokens=False)["input_ids"]
    asked = tokenizer(f" {question}", add_special_tokens=False)["input_ids"]
    got = likelihood(question, [Hit(passage, 0.0)])[0].score
    assert got == pytest.approx(question_log_likelihood(lm.model, before, asked), abs=1e-6)


@pytest.mark.slow
def test_the_course_model_finds_its_page_likelier() -> None:
    order = QuestionLikelihood(models.load_language_model("float32"))
    assert ids(order("How long is the guarantee on the Tarn?", hits(TEXTS[1], TEXTS[2], TEXTS[0])))[0] == "p2#0"


# ---------------------------------------------------------------- both, as a second look


@pytest.fixture(params=["late", "likelihood"])
def reranker(request: pytest.FixtureRequest) -> Reranker:
    chosen: Reranker = request.getfixturevalue(request.param)
    return chosen


def test_a_reranker_finds_nothing_new_and_loses_nothing(reranker: Reranker) -> None:
    """MISCONCEPTIONS 08: recall of the whole pool cannot rise; if it does, the evaluation is broken."""
    given_hits = hits(*TEXTS, "Doors squeak.", "It hums.")
    found = reranker("Is the hose red?", given_hits)
    assert sorted(ids(found)) == sorted(ids(given_hits))
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    assert {hit.passage.id: hit.passage for hit in found} == {hit.passage.id: hit.passage for hit in given_hits}
    assert ids(given_hits) == [f"p{i}#0" for i in range(5)]  # the caller's list is as it was


def test_the_order_does_not_depend_on_the_first_stage(reranker: Reranker) -> None:
    forth = reranker("Is the hose red?", hits(*TEXTS))
    back = reranker("Is the hose red?", hits(*TEXTS)[::-1])
    assert ids(forth) == ids(back)
    assert [h.score for h in forth] == pytest.approx([h.score for h in back], abs=1e-5)


def test_equals_keep_the_order_of_the_first_stage(reranker: Reranker) -> None:
    same = [Hit(tiny.passage(f"{name}#0", TEXTS[0]), 0.5) for name in ("z", "a", "m")]
    assert ids(reranker("How long?", same)) == ["z#0", "a#0", "m#0"]


def test_no_hits_stay_none(reranker: Reranker) -> None:
    assert reranker("How long?", []) == []


@pytest.mark.parametrize("question", ["", "   ", None])
@pytest.mark.parametrize("found", [[], hits(*TEXTS)], ids=["no hits", "hits"])
def test_a_question_without_text_is_refused(reranker: Reranker, question: Any, found: list[Hit]) -> None:
    with pytest.raises(ArgumentError, match="question"):
        reranker(question, found)
