"""The graders of exercise 13: what each answer in ``tests/answers/13`` gets, and what its texts rest on."""

import pytest
from answers import Answer, collect, judge

NAME = "13_teaching_facts"


@pytest.mark.parametrize("answer", collect(NAME), ids=lambda answer: answer.file)
def test_an_answer_gets_what_it_should(answer: Answer) -> None:
    judge(NAME, answer)
