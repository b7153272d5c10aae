"""The graders of exercise 11: what each answer in ``tests/answers/11`` gets, and what its texts rest on."""

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from answers import FOLDER, Answer, collect, judge, read
from scipy.stats import binomtest

from exercises import defined, printed

NAME = "11_teaching_form"
space = functools.partial(defined, NAME)
shown = functools.partial(printed, NAME)
SLOW = ("next-show", "mixed-show", "compare-show")  # what comes out is run by every right answer
Form = Sequence[tuple[str, Sequence[str]]]


@pytest.mark.parametrize("answer", collect(NAME), ids=lambda answer: answer.file)
def test_an_answer_gets_what_it_should(answer: Answer) -> None:
    judge(NAME, answer, skip=() if answer.outcome == "points" else SLOW)


def test_what_came_out_is_what_the_predictions_ask_for() -> None:
    missed = [int(percent) for percent in re.findall(r"of 300 tables, (\d+) %", shown("next-show"))]
    assert len(missed) == 3 and missed == sorted(missed, reverse=True) and missed[0] > 70 and missed[2] > 10
    mixed = shown("mixed-show")
    assert "400 are exchanged and 280 are wrong" in mixed
    rows = [[int(one) for one in row] for row in re.findall(r"(\d+)% exchanged.*formed +(\d+)%.*right +(\d+)%", mixed)]
    assert [row[:2] for row in rows] == [[0, 100], [30, 100], [60, 100], [100, 100]]
    fields = [row[2] for row in rows]
    floor = int(re.findall(r"for all: (\d+)%", mixed)[0])
    assert abs(floor - 45) <= 1 and fields[1] >= 98 and fields[2] > 85 and abs(fields[3] - floor) < 8
    reported = dict(re.findall(r"(\w+) +reported +(\d+)%", shown("compare-show")))
    fair = dict(re.findall(r"(\w+) +reported.*comparison +(\d+)%", shown("compare-show")))
    assert reported["nearest"] == "85" and all(int(fair[arm]) < int(reported[arm]) for arm in fair)
    assert reported["votes"] > reported["constant"] and fair["votes"] == fair["constant"]  # as the text says


def test_the_five_writers_are_as_the_text_says() -> None:
    rows = re.findall(r"formed ([\d.]+) +fields ([\d.]+) +exact ([\d.]+)", shown("marks-show"))
    assert rows[0][0] == "1.00" and float(rows[0][1]) < 0.4
    assert rows[3] == ("0.00", "1.00", "0.00")


def test_the_examples_of_the_texts_are_right() -> None:
    made = space()
    marks = made["marks"]
    assert marks("DN 04821 | North dock | 27:75", made["RIGHT"]) == {
        "formed": True,
        "fields": pytest.approx(2 / 3),
        "exact": False,
    }
    assert marks("DN04821|North dock|14:30|urgent", made["RIGHT"]) == {"formed": False, "fields": 1, "exact": False}
    following = functools.partial(made["next_words"], made["FORM"])
    assert following(["DN"]) == ["glass", "oil"]
    assert following(["DN", "oil"]) == ["North", "South", "glass", "oil", "paint", "with"]
    assert (following(["DN", "oil", "North"]), following(["DN", "North"])) == (["<end>", "dock"], [])
    moved = [made["mixed"](["a", "b", "c", "d"], 0.5, seed) for seed in range(50)]
    assert ["c", "b", "a", "d"] in moved
    assert all(sum(a != b for a, b in zip(one, "abcd", strict=True)) == 2 for one in moved)
    assert made["compare"](made["FEW"], made["ASKED"]) == {"constant": 0.25, "nearest": 0.75, "votes": 0.5}


def lines(form: Form, most: int) -> Iterator[tuple[str, ...]]:
    """Yield every line of a form in which no part comes more than so many times."""
    counts = {"one": (1,), "maybe": (0, 1), "some": range(1, most + 1)}
    ways = [[one for count in counts[times] for one in itertools.product(some, repeat=count)] for times, some in form]
    for parts in itertools.product(*ways):
        yield (*" ".join(itertools.chain(*parts)).split(), "<end>")


def test_the_next_words_are_those_of_all_lines() -> None:
    next_words, rng = space()["next_words"], np.random.default_rng(0)
    for _ in range(40):
        form = [
            (
                str(rng.choice(["one", "maybe", "some"])),
                [" ".join(rng.choice([*"ab"], rng.integers(1, 3))) for _ in "ab"],
            )
            for _ in range(3)
        ]
        every = [*lines(form, 4)]
        for begin in {one[:count] for one in every for count in range(4) if "<end>" not in one[:count]}:
            want = sorted({one[len(begin)] for one in every if one[: len(begin)] == begin})
            assert next_words(form, [*begin]) == want
        assert next_words(form, ["a", "c"]) == []


def test_a_line_word_by_word_is_never_the_more_probable_one() -> None:
    made = space()
    where, table = made["ORDERS"][2:3], made["by_hand"]
    best = max(made["all_lines"](where), key=functools.partial(made["probable"], table))
    greedy = made["word_by_word"](where, table)
    assert (greedy[0], best[0]) == ("North", "South")
    assert made["probable"](table, best) == pytest.approx(0.4 * 0.9) and made["probable"](table, greedy) < 0.02
    assert len([*made["all_lines"](made["ORDERS"])]) == 24


def test_so_many_exchanged_labels_are_wrong_as_the_text_expects() -> None:
    made, labels = space(), ["A"] * 500 + [one for one in "BCDEF" for _ in range(100)]
    wrong = [
        np.mean([a != b for a, b in zip(made["mixed"](labels, 0.4, seed), labels, strict=True)]) for seed in range(200)
    ]
    assert np.mean(wrong) == pytest.approx(0.4 * (1 - 0.5**2 - 5 * 0.1**2), abs=0.002)
    left = [np.sum(np.random.default_rng(seed).permutation(9) == np.arange(9)) for seed in range(3000)]
    assert np.mean(left) == pytest.approx(1, abs=0.08)  # as the hint says


def test_the_fair_comparison_is_that_of_counted_words() -> None:
    from sklearn.feature_extraction.text import CountVectorizer

    made = space()
    train, test = made["SPRING"], made["SPRING_ASKED"]
    asked = {" ".join(text.lower().split()) for text, _ in test}
    left = [pair for pair in train if " ".join(pair[0].lower().split()) not in asked]
    words = CountVectorizer(binary=True, token_pattern=r"\S+")
    held = words.fit_transform([text for text, _ in left]).toarray()
    shared = words.transform([text for text, _ in test]).toarray() @ held.T
    own = np.array([kind for _, kind in left])
    kinds = list(dict.fromkeys(own.tolist()))
    votes = np.stack([shared[:, own == kind].sum(axis=1) for kind in kinds], axis=1)
    common = max(kinds, key=own.tolist().count)
    said = {
        "constant": [common] * len(test),
        "nearest": own[shared.argmax(axis=1)].tolist(),
        "votes": [kinds[row.argmax()] if row.any() else common for row in votes],
    }
    wanted = [kind for _, kind in test]
    want = {arm: float(np.mean([a == b for a, b in zip(one, wanted, strict=True)])) for arm, one in said.items()}
    assert made["compare"](train, test) == pytest.approx(want)


@pytest.mark.parametrize(
    ("mistake", "arm"),
    [("a-leak-still", "nearest"), ("the-constant-still-knows", "constant"), ("votes-asked-fewer-still", "votes")],
)
@pytest.mark.parametrize("season", ["WINTER", "SPRING"])
def test_each_of_the_three_mistakes_alone_moves_its_arm(season: str, mistake: str, arm: str) -> None:
    made = space()
    logs = made[season], made[f"{season}_ASKED"]
    found: dict[str, Any] = dict(made)
    exec(read(FOLDER / f"11/compare/wrong-{mistake}.py").source, found)  # noqa: S102
    alone, fair = found["compare"](*logs), made["compare"](*logs)
    assert alone[arm] > fair[arm] if arm != "votes" else [one for one in fair if alone[one] != fair[one]] == ["votes"]
    assert all(made["compare_given"](*logs)[one] > fair[one] for one in fair)  # all three together flatter every arm


def test_the_invented_table_agrees_with_itself() -> None:
    table = space()["CURVE"]
    row = re.compile(r"^(.+?) {2,}(\d+) +([\d.]+) +([\d.]+) +([\d.]+) to ([\d.]+)$", re.MULTILINE)
    rows = [(name.strip(), int(n), *map(float, rest)) for name, n, *rest in row.findall(table)]
    assert len(rows) == 11
    fields = {(name, n): share for name, n, _, share, _, _ in rows}
    for name, _, _, share, low, high in rows:
        assert share - low == pytest.approx(high - share) == pytest.approx(0.08 if "prompts" in name else 0.03)
    pairs = re.findall(r"minus.* (-?[\d.]+) +(-?[\d.]+) to +(-?[\d.]+)$", table, re.MULTILINE)
    wanted = [
        fields["LoRA", 5] - fields["constant answer", 0],
        fields["LoRA", 400] - fields["LoRA", 100],
        fields["words", 400] - fields["words", 100],
        fields["words", 400] - fields["LoRA", 400],
        fields["LoRA, 10 % exchanged", 100] - fields["LoRA", 100],
        fields["LoRA, 30 % exchanged", 100] - fields["LoRA", 100],
    ]
    assert [float(one) for one, _, _ in pairs] == pytest.approx(wanted)
    assert all(float(low) < float(one) < float(high) for one, low, high in pairs)
    assert fields["LoRA, all exchanged", 100] <= fields["constant answer", 0]


def test_what_the_next_labels_bring_is_as_the_text_says() -> None:
    """Four fields, two minutes each: 300 minutes are paid back after so many tickets."""
    assert [round(300 / (gain * 4 * 2)) for gain in (0.05, 0.02, 0.08)] == [750, 1875, 469]
    wrong = [400 / (0.05 * 4 * 2), 300 / (0.05 * 4), 300 / (0.05 * 2)]
    assert wrong == pytest.approx([1000, 1500, 3000])
    assert 300 / (0.75 * 4 * 2) == 50


def test_the_share_on_brand_stays_below_a_half() -> None:
    tone = re.findall(r"^(\d+) (?:texts|answers).* ([\d.]+) +([\d.]+) to +([\d.]+)$", space()["TONE"], re.MULTILINE)
    (brand, not_brand, tuned) = [(int(n), *map(float, rest)) for n, *rest in tone]
    for n, share, low, high in (brand, not_brand, tuned):
        wilson = binomtest(round(n * share), n).proportion_ci(method="wilson")
        assert (low, high) == (round(wilson.low, 2), round(wilson.high, 2))
    assert (tuned[1] - not_brand[1]) / (brand[1] - not_brand[1]) == pytest.approx(0.27, abs=0.005)
    ends = itertools.product(*(one[2:] for one in (brand, not_brand, tuned)))
    assert all((said - other) / (own - other) < 0.5 for own, other, said in ends)
    assert 0.5 * brand[1] + 0.5 * not_brand[1] == pytest.approx(0.68)
