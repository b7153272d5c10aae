"""Forged answers: wrong ones, with something beside them that makes a naive grader believe them."""

import builtins
import math
import sys
import zlib
from collections.abc import Iterator
from types import FunctionType

import numpy as np
import pytest
from answers import FOLDER

import course_lib
from course_lib import checks
from exercises import run

FORGED = sorted((FOLDER / "forged").glob("*.py"))
REPLACED, READING, COURSE = (
    {path.stem.partition("-")[2]: path.read_text(encoding="utf-8") for path in FORGED if path.stem.startswith(kind)}
    for kind in ("replaced-", "reading-", "course-")
)
FUNCTIONS = {
    "05_documents": {
        "task-torn-code": ("torn", "test-torn"),
        "task-full-code": ("full_spans", "test-full"),
        "task-force-code": ("in_force", "test-force"),
        "task-asker-code": ("best_for", "test-asker"),
        "task-leftovers-code": ("leftovers", "test-leftovers"),
        "task-delete-code": ("delete_document", "test-delete"),
        "task-update-code": ("update", "test-update"),
    },
    "06_rag_pipeline": {
        "task-holds-code": ("holds", "test-holds"),
        "task-inflation-code": ("inflation", "test-inflation"),
        "task-sent-code": ("what_was_sent", "test-sent"),
        "task-precision-code": ("precision", "test-precision"),
        "task-citations-code": ("citations", "test-citations"),
        "task-table-code": ("cross_table", "test-table"),
        "task-arms-code": ("differs", "test-arms"),
    },
    "09_training": {
        "task-loss-code": ("masked_loss", "test-loss"),
        "task-labels-code": ("chat_labels", "test-labels"),
        "task-parts-code": ("step_gradient", "test-parts"),
        "task-loop-code": ("train_table", "test-loop"),
        "task-stop-code": ("best_step", "test-stop"),
    },
    "10_lora": {
        "task-merged-code": ("merged", "test-merged"),
        "task-rank-code": ("least_rank", "test-rank"),
        "task-bytes-code": ("largest_rank", "test-bytes"),
        "task-flaw-code": ("flaw", "test-flaw"),
    },
    "11_teaching_form": {
        "task-marks-code": ("marks", "test-marks"),
        "task-next-code": ("next_words", "test-next"),
        "task-mixed-code": ("mixed", "test-mixed"),
        "task-compare-code": ("compare", "test-compare"),
    },
    "12_what_training_breaks": {
        "task-growth-code": ("growth", "test-growth"),
        "task-mix-code": ("mix", "test-mix"),
        "task-equal-code": ("forgotten_at", "test-equal"),
        "task-faults-code": ("faults", "test-faults"),
    },
    "13_teaching_facts": {
        "task-kinds-code": ("kinds", "test-kinds"),
        "task-majority-code": ("majority", "test-majority"),
        "task-exposure-code": ("exposure", "test-exposure"),
        "task-highest-code": ("highest", "test-highest"),
        "task-tries-code": ("tries", "test-tries"),
        "task-changed-code": ("really_changed", "test-changed"),
    },
}
VERDICTS = {
    "05_documents": {
        "predict-guesses": "guess_torn = guess_again = None",
        "task-report-code": "verdict_document = verdict_long = 'holds'\n"
        "verdict_sentences = verdict_headings = 'refuted'",
    },
    "06_rag_pipeline": {
        "predict-guesses": "guess_substring = guess_random_page = guess_kindest = None",
        "task-verdicts-code": "ash = birch = cedar = 'cuts on the right'\ndogwood = 'sends all'\n"
        "accuracy_like_closed_book = question_lost = 'Ash'",
        "task-arms-code": "verdict = 'the oracle passages are wrong'",
    },
    "09_training": {
        "predict-guesses": "guess_weight = guess_loop = guess_right = None",
        "task-runs-code": "fern = gorse = heath = 'no end'\niris = juniper = 'one place off'\nneeded = 'training loss'",
    },
    "10_lora": {
        "predict-guesses": "guess_rank = guess_memory = guess_falls = None",
        "task-star-code": "rate = rank = memory = 'picked'\nlayers = full = promise = ten = 'refuted'",
    },
    "11_teaching_form": {
        "predict-guesses": "guess_line = guess_wrong = guess_shuffled = guess_nearest = None",
        "task-curve-code": "form = few = rival = prompt = later = noise = voice = 'shown'\n"
        "pays, spend = '50', 'nowhere'",
    },
    "12_what_training_breaks": {
        "predict-guesses": "guess_growth = guess_equal = guess_reports = None",
        "task-verdicts-code": "adapter = equal = replay = free = 'floor'\nyes = terms = drift = 'shown'\n"
        "field = 'refuted'",
    },
    "13_teaching_facts": {
        "predict-guesses": "guess_bits = guess_tries = guess_changed = None",
        "task-facts-code": "nine = more = back = 'too few'\nraw = calm = bold = gone = code = 'shown'",
    },
}
SKIP = {
    "05_documents": (),
    "06_rag_pipeline": ("shown-marker", "shown-table", "shown-losses"),
    "09_training": ("loop-show",),
    "10_lora": ("merged-show", "rank-show", "flaw-show"),
    "11_teaching_form": ("marks-show", "next-show", "mixed-show", "compare-show"),
    "12_what_training_breaks": ("growth-show", "mix-show", "equal-show", "faults-show"),
    "13_teaching_facts": ("exposure-show", "tries-show"),
}


def all_wrong(name: str, forgery: str = "", body: str = "return 12345") -> dict[str, str]:
    """Return wrong answers to every cell, by cell, with a forgery before the first."""
    wrong = VERDICTS[name]
    functions = {
        cell: f"def {one}(*a, **k):\n    {body}\n\n\n{wrong.get(cell, '')}"
        for cell, (one, _) in FUNCTIONS[name].items()
    }
    return {**wrong, **functions, "predict-guesses": f"{forgery}\n{wrong['predict-guesses']}"}


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Put back whatever a forgery replaces in this process."""
    spaces = [vars(module) for module in (builtins, math, np, zlib, checks, course_lib)]
    kept = [dict(space) for space in spaces]
    codes = {one: one.__code__ for one in vars(checks).values() if isinstance(one, FunctionType)}
    modules, finders = dict(sys.modules), list(sys.meta_path)
    yield
    for space, before in zip(spaces, kept, strict=True):
        space.update(before)
    for one, code in codes.items():
        one.__code__ = code
    sys.modules.update(modules)
    sys.meta_path[:] = finders


def passed(name: str, sources: dict[str, str]) -> list[str]:
    """Return the graded cells that give their points."""
    return [grade for grade, error in run(name, sources, skip=SKIP[name]).items() if error is None]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_wrong_answers_get_nothing(name: str) -> None:
    assert passed(name, all_wrong(name)) == []


@pytest.mark.parametrize("kind", REPLACED)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_replaced_checks_get_nothing(name: str, kind: str) -> None:
    assert passed(name, all_wrong(name, REPLACED[kind])) == []


@pytest.mark.parametrize("kind", READING)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_answers_that_look_at_the_checks_get_nothing(name: str, kind: str) -> None:
    """Behind a name of the task's, and by that name itself."""
    sources = all_wrong(name, READING[kind], "return forge(*a, **k)")
    assert passed(name, sources) == []
    renamed = {cell: f"{sources[cell]}\n{one} = forge" for cell, (one, _) in FUNCTIONS[name].items()}
    assert passed(name, sources | renamed) == []


@pytest.mark.parametrize("kind", COURSE)
def test_a_function_of_the_course_is_refused_however_it_comes(kind: str) -> None:
    for exercise, cell, taken in (
        ("05_documents", "task-full-code", "course_lib.passages import fixed_spans"),
        ("06_rag_pipeline", "task-holds-code", "course_lib.outcomes import contains_answer"),
        ("06_rag_pipeline", "task-citations-code", "course_lib.rag import cite"),
        ("09_training", "task-labels-code", "course_lib.training import labelled"),
        ("10_lora", "task-merged-code", "course_lib.lora import low_rank"),
        ("11_teaching_form", "task-marks-code", "course_lib.outcomes import exact_match"),
        ("12_what_training_breaks", "task-growth-code", "course_lib.stats import bootstrap_means"),
        ("13_teaching_facts", "task-highest-code", "course_lib.stats import estimate"),
    ):
        name, grade = FUNCTIONS[exercise][cell]
        source = f"from {taken} as taken\n{COURSE[kind]}"
        for tail in (f"\n{name} = forge", f"\n\n\ndef {name}(*a, **k):\n    return forge(*a, **k)"):
            error = run(exercise, {cell: source + tail}, skip=SKIP[exercise])[grade]
            assert type(error).__name__ == "CheckFailed" and "uses" in str(error), (exercise, str(error))
