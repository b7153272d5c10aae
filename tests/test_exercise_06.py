"""The graders of exercise 06: what each answer in ``tests/answers/06`` gets, and what its texts rest on."""

import pytest
from answers import Answer, collect, judge

from course_lib import data

NAME = "06_rag_pipeline"
SKIP = ("shown-marker", "shown-table", "shown-losses")  # demonstrations on the real answers: they take their time


@pytest.mark.parametrize("answer", collect(NAME), ids=lambda answer: answer.file)
def test_an_answer_gets_what_it_should(answer: Answer) -> None:
    judge(NAME, answer, skip=SKIP)


def test_the_recorded_answers_cover_every_development_question() -> None:
    """The exercise and lesson 06 count on an answer in each arm."""
    asked = {q.id: q for q in data.load_questions("dev")}
    found = {(t.arm, t.question) for t in data.load_traces()}
    for arm in ("closed-book", "RAG", "fused", "wrong"):
        assert {question for a, question in found if a == arm} == set(asked)
    assert {question for a, question in found if a == "oracle"} == {i for i, q in asked.items() if q.answer}
