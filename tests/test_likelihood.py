"""Log-probabilities of given answers agree with reading prompt and answer in one piece."""

from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import tiny

from course_lib import data, models
from course_lib.errors import ArgumentError
from course_lib.evidence.decoys import DECOYS, decoys
from course_lib.generate import prompt_text
from course_lib.likelihood import answer_log_probabilities, log_odds
from course_lib.outcomes import contains_answer

CHATS = [[{"role": "user", "content": text}] for text in ("How long is the term?", "Which colour is it?")]
ANSWERS = [["24 months", "3", "no idea at all"], ["blue"]]


@pytest.fixture(scope="module")
def lm() -> models.LanguageModel:
    return tiny.language_model()


def in_one_piece(lm: models.LanguageModel, chat: list[dict[str, str]], answer: str) -> float:
    import torch

    tokenizer, model = cast(Any, lm.tokenizer), cast(Any, lm.model)
    prompt, said = (tokenizer(t, add_special_tokens=False)["input_ids"] for t in (prompt_text(lm, chat), answer))
    with torch.no_grad():
        scores = torch.log_softmax(model(torch.tensor([[*prompt, *said]])).logits[0].float(), dim=-1)
    return float(sum(scores[len(prompt) - 1 + i, token] for i, token in enumerate(said)))


def test_an_answer_is_as_likely_as_in_one_piece(lm: models.LanguageModel) -> None:
    found = answer_log_probabilities(lm, CHATS, ANSWERS)
    for chat, answers, values in zip(CHATS, ANSWERS, found, strict=True):
        assert values == pytest.approx([in_one_piece(lm, chat, answer) for answer in answers], abs=1e-4)


def test_numbers_come_from_the_cache_the_second_time(
    lm: models.LanguageModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    first = answer_log_probabilities(lm, CHATS, ANSWERS, cache=True)
    monkeypatch.setattr("course_lib.likelihood._weigh", None)
    assert answer_log_probabilities(lm, CHATS, ANSWERS, cache=True) == first
    with pytest.raises(TypeError):
        answer_log_probabilities(lm, CHATS, ANSWERS)


@pytest.mark.parametrize(
    ("answers", "said"),
    [([["a"]], "1 lists of answers for 2 prompts"), ([["a"], []], r"answers\[1\] is \[\]"), ([["a"], [" "]], "none")],
)
def test_what_cannot_be_weighed_is_named(lm: models.LanguageModel, answers: list[list[str]], said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        answer_log_probabilities(lm, CHATS, answers)


def test_the_odds_are_those_of_the_right_one_against_all_others() -> None:
    chances = np.array([0.4, 0.1, 0.2, 0.05, 0.05, 0.1])
    right, *others = np.log(chances)
    assert log_odds(right, others) == pytest.approx(np.log(0.4 / 0.5))
    assert log_odds(right, [right] * DECOYS) == pytest.approx(np.log(1 / 5))
    assert log_odds(right - 900, [r - 900 for r in others]) == pytest.approx(np.log(0.4 / 0.5)), "underflow"


SINGLE = [
    q for split in ("dev", "test", "confirm") for q in data.load_questions(cast(Any, split))
    if q.answer and q.facts and q.kind not in ("list", "yes_no")
]  # fmt: skip


def test_every_question_of_one_answer_has_five_decoys_that_are_wrong() -> None:
    assert len(SINGLE) > 1800
    for q in SINGLE:
        others = decoys(q)
        assert len(set(others)) == DECOYS == len(others), q.id
        assert not any(contains_answer(other, (q.answer, *q.aliases)) for other in others), q.id
        assert others == decoys(q)


def test_decoys_are_written_as_the_answer_is() -> None:
    numbers = [q for q in SINGLE if any(c.isdigit() for c in q.answer)]
    alike = [
        sum(c.isdigit() for c in other) == sum(c.isdigit() for c in q.answer) for q in numbers for other in decoys(q)
    ]
    assert np.mean(alike) > 0.98
    assert np.mean([any(c.isdigit() for c in other) for q in numbers for other in decoys(q)]) > 0.99
