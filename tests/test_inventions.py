"""Wrong with retrieval against wrong without: answers are planted, so the contrast is known beforehand."""

from typing import Any

import pytest
import tiny

from course_lib import data
from course_lib.evidence import Bench, Trial
from course_lib.evidence.answers import inventions
from course_lib.generate import Generation

QUESTIONS = list({q.near: q for q in data.load_questions("dev") if q.kind == "lookup"}.values())[:6]


@pytest.fixture(scope="module")
def bench() -> Bench:
    about = {q.near for q in QUESTIONS}
    bench = Bench(documents=[d for d in data.load_documents() if d.id in about], lm=tiny.language_model())
    bench.encoder = tiny.LetterEncoder()
    return bench


def planted(trial: Trial, monkeypatch: pytest.MonkeyPatch, *, with_passages: str, without: str) -> None:
    """Let the model say one thing where it has a text to read, another where it has none; ``=`` is the right answer."""
    answers = {q.question: q.answer for q in QUESTIONS}

    def generate(self: Trial, prompts: Any, max_new_tokens: int | None = None) -> list[Generation]:
        texts = [prompt[0]["content"] for prompt in prompts]
        said = [with_passages if "[1]" in text else without for text in texts]
        asked = [next(q for q in answers if q in text) for text in texts]
        return [Generation(answers[q] if s == "=" else s, 1, 1) for s, q in zip(said, asked, strict=True)]

    monkeypatch.setattr(Trial, "generate", generate)


@pytest.mark.parametrize(
    ("with_passages", "without", "has", "lacks"),
    [
        ("=", "It is 7 furlongs.", -1.0, 0.0),  # reads well, but invents where nothing is to be read
        ("I don't know.", "It is 7 furlongs.", -1.0, -1.0),
        ("It is 7 furlongs.", "I don't know.", 1.0, 1.0),
        ("It is 7 furlongs.", "It is 8 furlongs.", 0.0, 0.0),
    ],
)
def test_the_contrast_of_planted_answers(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, with_passages: str, without: str, has: float, lacks: float
) -> None:
    trial = Trial(bench, QUESTIONS, 6, progress=False)
    planted(trial, monkeypatch, with_passages=with_passages, without=without)
    found = inventions.measure(trial)
    assert found.by_moderator[inventions.HAS].ci95.mean == has
    assert found.by_moderator[inventions.LACKS].ci95.mean == lacks
    assert found.contrast.ci95.mean == pytest.approx((has + lacks) / 2)
    assert found.interaction is not None and found.interaction.ci95.mean == has - lacks


def test_what_is_looked_upon_as_not_there_is_not_read(bench: Bench) -> None:
    gone = [{q.near} for q in QUESTIONS]
    with_it, without_it = bench.nearest(QUESTIONS, 3), bench.nearest(QUESTIONS, 3, without=gone)
    for q, all_of_it, rest in zip(QUESTIONS, with_it, without_it, strict=True):
        assert len(rest) == 3 and q.near not in {p.doc_id for p in rest}
        kept = [p for p in all_of_it if p.doc_id != q.near]
        assert rest[: len(kept)] == kept, "the order of the others stays"
