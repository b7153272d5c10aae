"""What prompts begin with is read once, and the answers are those of reading everything."""

from typing import Any

import pytest
import tiny
from hypothesis import given
from hypothesis import strategies as st

from course_lib import generate, models, prefix
from course_lib.errors import ArgumentError

RULES = "Copy the number that the letter gives. Say nothing else, and leave out what was not asked for. " * 8
ASKED = ["What is 48213?", "Who?", "A much longer question, which asks for nothing that anybody could know.", "Who?"]


@pytest.fixture(scope="module")
def lm() -> models.LanguageModel:
    return tiny.language_model()


def chats(beginning: str = RULES) -> list[list[dict[str, str]]]:
    return [[{"role": "user", "content": f"{beginning}\n\n{question}"}] for question in ASKED]


@given(st.lists(st.lists(st.integers(0, 2), min_size=1, max_size=6), min_size=1, max_size=4))
def test_the_common_beginning_is_the_longest_that_leaves_a_token(rows: list[list[int]]) -> None:
    n = prefix.common(rows)
    assert all(row[:n] == rows[0][:n] and len(row) > n for row in rows)
    longer = [row[: n + 1] for row in rows]
    assert min(map(len, rows)) == n + 1 or any(row != longer[0] for row in longer)


@pytest.mark.parametrize("batch_size", [1, 3, 16])
def test_answers_are_those_of_reading_everything(lm: models.LanguageModel, batch_size: int) -> None:
    assert prefix.common(prefix.tokens(lm, chats())) > prefix.LONG
    wanted = [each.text for each in generate.generate(lm, chats(), max_new_tokens=7)]
    assert len(set(wanted)) > 1, "all answers are the same: nothing is tested"
    assert prefix.generate(lm, chats(), max_new_tokens=7, batch_size=batch_size) == wanted


def test_the_beginning_is_read_once(lm: models.LanguageModel, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    forward = type(lm.model).forward

    def noting(self: Any, input_ids: Any = None, **options: Any) -> Any:
        read.append(input_ids.numel())
        return forward(self, input_ids, **options)

    monkeypatch.setattr(type(lm.model), "forward", noting)
    prefix.generate(lm, chats(), max_new_tokens=1)
    rows = prefix.tokens(lm, chats())
    n = prefix.common(rows)
    assert read[0] == n and sum(read[1:]) < 4 * (max(map(len, rows)) - n + 1)


def test_prompts_that_hardly_begin_alike_are_read_whole(
    lm: models.LanguageModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prefix, "Beginning", lambda *_: pytest.fail("a copy was made"))
    wanted = [each.text for each in generate.generate(lm, chats(""), max_new_tokens=3)]
    assert prefix.generate(lm, chats(""), max_new_tokens=3) == wanted


def test_answers_are_kept(lm: models.LanguageModel, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    first = prefix.generate(lm, chats(), max_new_tokens=3, cache=True)
    monkeypatch.setattr(prefix, "_continue", lambda *_: pytest.fail("asked again"))
    assert prefix.generate(lm, chats(), max_new_tokens=3, cache=True) == first


@pytest.mark.parametrize(
    ("prompts", "options", "message"),
    [
        ([], {}, "prompts is empty"),
        (chats(), {"batch_size": 0}, "batch_size=0"),
        (chats(), {"max_new_tokens": 0}, "max_new_tokens=0"),
    ],
)
def test_bad_input_is_named(lm: models.LanguageModel, prompts: Any, options: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        prefix.generate(lm, prompts, **options)
