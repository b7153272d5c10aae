"""The rule that chooses the reader, on planted marks: who always refuses, who is cheaper, who is better."""

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

PATH = Path(__file__).resolve().parent.parent / "tools" / "choose_reader.py"
ANSWERABLE = np.array([True] * 300 + [False] * 90)
NEAR = [f"document {i % 60}" for i in range(390)]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("choose_reader", PATH)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def reader(tool: ModuleType, right: int, refused: int, seed: int = 0):  # type: ignore[no-untyped-def]
    """Return the marks of a reader with so many right answers and so many refusals where no answer exists."""
    rng = np.random.default_rng(seed)
    marks = np.zeros(390)
    marks[rng.permutation(300)[:right]] = 1
    silent = np.zeros(390)
    silent[300 + rng.permutation(90)[:refused]] = 1
    return tool.Scores(marks, 1 - marks - silent, silent, 100.0, 0.0)


ONE, THREE, LONG = ("a", "one", 24), ("a", "three, best last", 24), ("a", "one", 48)


def test_who_always_refuses_is_not_eligible(tool: ModuleType) -> None:
    mute = tool.Scores(np.zeros(390), np.zeros(390), np.ones(390), 100.0, 0.0)
    assert tool.choose({ONE: reader(tool, 60, 0), THREE: mute}, ANSWERABLE, NEAR) == ONE


def test_the_cheaper_of_two_that_chance_could_swap_wins(tool: ModuleType) -> None:
    close = {ONE: reader(tool, 90, 10), THREE: reader(tool, 92, 10, seed=1), LONG: reader(tool, 91, 10, seed=2)}
    assert tool.choose(close, ANSWERABLE, NEAR) == ONE


def test_the_dearer_one_wins_if_it_is_better_beyond_chance(tool: ModuleType) -> None:
    assert tool.choose({ONE: reader(tool, 90, 10), THREE: reader(tool, 180, 10)}, ANSWERABLE, NEAR) == THREE


def test_refusing_where_no_answer_exists_counts(tool: ModuleType) -> None:
    found = tool.choose({ONE: reader(tool, 100, 0), LONG: reader(tool, 95, 80)}, ANSWERABLE, NEAR)
    assert found == LONG


def test_every_wording_gives_the_same_leave_to_refuse_and_holds_text_and_question(tool: ModuleType) -> None:
    assert len(tool.WORDINGS) >= 6 and set(tool.LIMITS) == {24, 48} and len(tool.ORDERS) == 3
    for wording in tool.WORDINGS.values():
        said = "\n".join(turn["content"] for turn in wording("THE TEXT", "THE QUESTION?"))
        assert said.count(tool.REFUSE) == 1 and said.count("THE TEXT") == 1 and said.count("THE QUESTION?") == 1
