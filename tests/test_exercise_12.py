"""The graders of exercise 12: what each answer in ``tests/answers/12`` gets, and what its texts rest on."""

import functools
import re
from collections import Counter
from typing import Any

import numpy as np
import pytest
from answers import Answer, collect, judge

from exercises import defined, printed

NAME = "12_what_training_breaks"
space = functools.partial(defined, NAME)
shown = functools.partial(printed, NAME)


@pytest.mark.parametrize("answer", collect(NAME), ids=lambda answer: answer.file)
def test_an_answer_gets_what_it_should(answer: Answer) -> None:
    judge(NAME, answer)


def test_what_came_out_is_what_the_predictions_ask_for() -> None:
    pooled, mean, title = map(
        float, re.findall(r"(?:all tokens|eleven factors|title alone): ([\d.]+)", shown("growth-show"))
    )
    assert pooled < 1.03 and mean > 2 and title == 20.1
    assert "the adapter has forgotten more" in shown("equal-show")
    assert "4 of the five with a fault show less lost than 3" in shown("faults-show")


def test_the_examples_of_the_texts_are_right() -> None:
    made = space()
    assert made["growth"](made["BEFORE"], made["AFTER"], made["COUNTS"]) == pytest.approx(2.3989, abs=5e-5)
    assert [len(batch) for batch in made["mix"](made["TICKETS"], made["TEXTS"], 0.25, 4, 0)] == [4, 4, 2]
    assert 0.58 * 50 == 28.999999999999996 and 0.07 * 100 == 7.000000000000001
    at = functools.partial(made["forgotten_at"], made["RUN"])
    assert (at(0.3), at(0.1), at(0.9)) == (pytest.approx(0.022), pytest.approx(0.006), None)
    assert made["faults"](made["report"]("flint")) == ["questions"]
    steps = [int(count) for count in re.findall(r"(\d+) steps; ", shown("mix-show"))]
    assert steps == [50, 67, 100, 200] and "comes 20.0 times" in shown("mix-show")


def test_perplexity_is_that_of_all_tokens_in_one_row() -> None:
    import torch

    rng = np.random.default_rng(0)
    for _ in range(20):
        counts = rng.integers(1, 50, 6).tolist()
        before = [torch.tensor(rng.exponential(2, count)) for count in counts]
        after = [torch.tensor(rng.exponential(2.5, count)) for count in counts]
        want = torch.exp(torch.cat(after).mean()) / torch.exp(torch.cat(before).mean())
        losses = [[float(one.mean()) for one in side] + [float("nan")] for side in (before, after)]
        assert space()["growth"](*losses, [*counts, 0]) == pytest.approx(float(want))


def test_a_mix_differs_from_a_run_without_replay_in_the_replay_alone() -> None:
    mix, rng = space()["mix"], np.random.default_rng(1)
    for _ in range(40):
        size = int(rng.integers(2, 20))
        each = int(rng.integers(0, size))
        task = rng.integers(0, 30, int(rng.integers(1, 60))).astype(str).tolist()
        general = [f"text {n}" for n in range(int(rng.integers(1, 20)))]
        batches, seed = mix(task, general, each / size, size, 5), Counter(dict.fromkeys(general, 0))
        plain = [one for batch in mix(task, [], 0, 7, 5) for one in batch]
        assert [one for batch in batches for one in batch if one not in general] == plain
        for batch in batches:
            seed.update(one for one in batch if one in general)
            assert max(seed.values()) - min(seed.values()) <= 1
            assert sum(one in general for one in batch) == each


def test_what_is_forgotten_is_what_a_fine_walk_along_the_run_finds() -> None:
    rng = np.random.default_rng(2)
    for _ in range(50):
        count = int(rng.integers(1, 8))
        gained = rng.normal(0.3, 0.4, count).cumsum().round(2)
        worse = rng.normal(0.1, 0.2, count).cumsum()
        run = [*zip(range(1, count + 1), gained.tolist(), worse.tolist(), strict=True)]
        walk = np.linspace(0, count, 200_001)
        learned = np.interp(walk, range(count + 1), [0, *gained])
        forgotten = np.interp(walk, range(count + 1), [0, *worse])
        for goal in rng.uniform(0, 1.2, 5):
            there = np.flatnonzero(learned >= goal)
            want = pytest.approx(forgotten[there[0]], abs=1e-3) if len(there) else None
            assert space()["forgotten_at"](run, goal) == want


def test_each_report_has_the_faults_that_were_planted() -> None:
    made = space()
    plants = {
        "questions": ("two others", "fewer", "twice", "again", "one more"),
        "prompt": ("choice", "prompts swapped", "other word", "order before", "order after"),
        "template": ("order ",),
        "limit": ("limit 3", "limits swapped", "limit of one"),
    }
    for name, (planted, mark) in made["REPORTS"].items():
        want = [fault for fault, words in plants.items() if any(word in planted for word in words)]
        want += ["mark"] if mark != "whole words" else []
        assert made["faults"](made["report"](name)) == want, name


def test_each_fault_of_a_report_moves_the_number_it_gives() -> None:
    """Else it would be no fault worth finding."""
    rows = re.findall(r"(\w+): right before +(\d+) of 10, after +(\d+), lost +(-?\d+)", shown("faults-show"))
    lost = {name: int(number) for name, *_, number in rows}
    assert len(lost) == 6 and all(number != lost["slate"] for name, number in lost.items() if name != "slate")


def test_the_made_up_table_could_be_real() -> None:
    """Shares are counts of so many items, differences those of the rows, intervals lie around them."""
    table = space()["TABLE"]
    rows: dict[str, Any] = {
        line.split()[0]: [float(one) for one in line.split()[-4:-1]] for line in table.splitlines()[4:8]
    }
    rows["before"] = [float(one) for one in table.splitlines()[3].split()[-4:-1]]
    for shares in rows.values():
        for share, items in zip(shares, (200, 120, 100), strict=True):
            assert any(round(count / items, 2) == share for count in range(items + 1))
    found = re.findall(r": +(-?[\d.]+) +\( ?(-?[\d.]+) to +(-?[\d.]+)\)", table)
    first, second, third, taught, others, less = ([float(one) for one in row] for row in found)
    assert first[0] == pytest.approx(rows["A"][1] - rows["C"][1]) and rows["A"][0] == rows["C"][0]
    assert second[0] == pytest.approx(rows["D"][1] - rows["A"][1])
    assert less[0] == pytest.approx(taught[0] - others[0])
    for estimate, low, high in (first, second, third, taught, others, less):
        assert low < estimate < high and estimate - low == pytest.approx(high - estimate)
    spread = np.hypot(taught[2] - taught[0], others[2] - others[0])
    assert less[2] - less[0] == pytest.approx(spread, abs=0.15)
    steps = {line.split()[0]: int(line.split()[-5]) for line in table.splitlines()[4:8]}
    assert steps["D"] == round(steps["A"] / (1 - 0.25))
