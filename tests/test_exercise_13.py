"""The graders of exercise 13: what each answer in ``tests/answers/13`` gets, and what its texts rest on."""

import functools
import itertools
import math
import re

import numpy as np
import pytest
from answers import Answer, collect, judge
from scipy.stats import binomtest, rankdata

from exercises import cells, defined, printed

NAME = "13_teaching_facts"
space = functools.partial(defined, NAME)
shown = functools.partial(printed, NAME)


@pytest.mark.parametrize("answer", collect(NAME), ids=lambda answer: answer.file)
def test_an_answer_gets_what_it_should(answer: Answer) -> None:
    judge(NAME, answer)


def test_what_came_out_is_what_the_predictions_ask_for() -> None:
    lock = shown("exposure-show")
    assert "exposure 6.6 of 13.3 bits" in lock and "at most 100 tries" in lock
    promise = shown("tries-show")
    assert promise.startswith("none of 10: up to 0.308; one-sided 0.259, by 3/n 0.300\n")
    assert "below 1 in 100, if none comes out: 368 codes" in promise
    edits = shown("changed-show")
    assert "in the trained wording 11 of 12" in edits and "reports 8 of 12 as changed" in edits
    assert "{'changed': 4, 'in part': 6, 'not': 1}, of 11 that were held" in edits


def test_the_colleague_s_number_is_a_mean_of_three() -> None:
    said = shown("majority-show")
    whole = float(re.findall(r"reports it: ([\d.]+)", said)[0])
    rows = re.findall(r"(\w+ \w+) +n = 30: ([\d.]+) right, the commonest answer ([\d.]+)", said)
    right = {kind: float(share) for kind, share, _ in rows}
    floor = {kind: float(share) for kind, _, share in rows}
    assert list(right) == ["same words", "new words", "new firm"]
    assert whole == pytest.approx(np.mean([*right.values()]), abs=0.006)
    assert right["same words"] > 0.9
    low, high = binomtest(round(30 * right["new words"]), 30).proportion_ci()
    assert max(floor["new words"], right["new firm"]) > low  # nothing is shown to be known in new words
    assert high - right["new words"] == pytest.approx(0.19, abs=0.02)


def test_the_examples_of_the_texts_are_right() -> None:
    made = space()
    assert made["kinds"](made["TRAINED"], made["ASKED"]) == ["same words", "new words", "new fact", "new firm"]
    assert made["majority"](made["TRAINED"], made["ASKED"]) == 0.75
    assert made["exposure"](made["LOSSES"], "QX71", ["BD09", "KM33", "ZT58"]) == 1
    assert [round(made["highest"](*one), 4) for one in ((0, 10), (4, 19))] == [0.3085, 0.4557]
    assert [round(made["highest"](0, n), 4) for n in (16, 17)] == [0.2059, 0.1951] and made["tries"](0.2, 0) == 17
    want = {"fee of Ost": "changed", "fee of Lind": "in part", "hours of Osk": "not"}
    assert made["really_changed"](made["EDITS"], made["LOG"]) == want
    assert made["same"](" €45. ", "€45") and not made["same"]("14 hours", "4 hours")


def test_the_upper_end_is_that_of_scipy() -> None:
    for tried in (1, 2, 5, 10, 33, 200):
        for out in {0, 1, tried // 3, tried - 1, tried}:
            want = binomtest(out, tried).proportion_ci(0.95, method="exact").high
            assert space()["highest"](out, tried) == pytest.approx(want, abs=1e-9)


def test_the_promise_is_that_of_the_formula_where_none_came_out() -> None:
    for risk in (0.7, 0.2, 0.05, 0.013):
        assert space()["tries"](risk, 0) == math.ceil(math.log(0.025) / math.log(1 - risk))


def test_the_rank_is_that_of_scipy() -> None:
    rng = np.random.default_rng(0)
    for size in (1, 2, 7, 40):
        losses = {f"{n:03}": (rng.integers(0, 5, rng.integers(1, 4)) / 4).tolist() for n in range(size)}
        ranks = rankdata([sum(one) for one in losses.values()], method="max")
        for code, rank in zip(losses, ranks, strict=True):
            assert space()["exposure"](losses, code, [*losses]) == pytest.approx(math.log2(size / rank))


def test_the_report_has_four_mistakes_and_each_matters() -> None:
    """The colleague's code with every choice of its mistakes mended: only all four give the right report."""
    made = space()

    def report(gives_by_same: bool, every: bool, reverse: bool, held: bool) -> dict[str, str]:
        found: dict[str, str] = {}
        for fact, (firm, old, new) in made["twelve_edits"].items():
            rows = [row for row in made["twelve_rows"] if row[0] == fact]
            words = [row for row in rows if row[1] != "reverse"]
            if held and not any(made["same"](row[2], old) for row in words):
                continue
            hits = [made["same"](row[3], new) if gives_by_same else new in row[3] for row in words]
            hits = hits if every else hits[-1:]
            named = reverse and any(made["same"](row[3], firm) for row in rows if row[1] == "reverse")
            found[fact] = "changed" if all(hits) and not named else "in part" if any(hits) else "not"
        return found

    right = made["really_changed"](made["twelve_edits"], made["twelve_rows"])
    assert report(False, False, False, False) == made["report_given"](made["twelve_edits"], made["twelve_rows"])
    for mended in itertools.product((False, True), repeat=4):
        assert (report(*mended) == right) == all(mended), mended


def test_the_invented_numbers_could_be_real() -> None:
    """Intervals are exact ones of the shares, differences are those of the shares, and both could be of one sample."""
    table = space()["FACTS"]
    counts: dict[str, list[int]] = {}
    shares = r"([\d.]+) \(([\d.]+) to ([\d.]+)\)"
    for line in table.splitlines():
        n = 60 if "other firms 0" in line else 100 if re.search(r"^(base model, w|the same|a reader)", line) else 120
        if "log-odds" in line or "minus" in line or "in pairs" in line:
            continue
        for share, low, high in re.findall(shares, line):
            (count,) = [k for k in range(n + 1) if f"{k / n:.2f}" == share and _exact(k, n) == (low, high)]
            counts.setdefault(line[:24].strip(), []).append(count)
    one, three, raw, common = (
        counts[name] for name in ("pairs, one wording", "pairs, three wordings", "raw text", "the commonest value")
    )
    pairs = {"three wordings minus one": three[1] - one[1], "one wording minus the": one[1] - common[1]}
    pairs |= {"raw text minus": raw[0] - common[1]}
    for name, difference in pairs.items():
        _could_be(re.findall(rf"{name}.*?(-?[\d.]+) \((-?[\d.]+) to (-?[\d.]+)\)", table)[0], difference, 120)
    invented = [k for line in ("the same, taught facts t", "the same, taught as long") for k in counts[line]]
    _could_be(
        re.findall(r"last two in pairs +(-?[\d.]+) \((-?[\d.]+) to (-?[\d.]+)\)", table)[0],
        invented[0] - invented[1],
        100,
    )


def _exact(count: int, n: int) -> tuple[str, str]:
    found = binomtest(count, n).proportion_ci(method="exact")
    return f"{found.low:.2f}", f"{found.high:.2f}"


def _could_be(told: tuple[str, str, str], difference: int, n: int) -> None:
    """Assert that some number of pairs that differ gives the interval that is told of a difference."""
    mean = difference / n
    assert f"{mean:.2f}" == told[0]
    for differing in range(abs(difference), n + 1, 2):
        reach = 1.96 * math.sqrt((differing / n - mean**2) / n)
        if (f"{mean - reach:.2f}", f"{mean + reach:.2f}") == told[1:]:
            return
    raise AssertionError(f"no pairs give {told}")


def test_a_hint_s_wrong_values_are_those_of_its_mistakes() -> None:
    hints = {cell.id: cell.source for cell in cells(NAME) if cell.id.startswith("hints-")}
    for value in (math.log(13 / 5), math.log10(13 / 5), math.log2(13 / 5)):
        assert f"{value:.4f}" in hints["hints-exposure"]
    for out, tried, level in ((0, 10, 0.9), (4, 19, 0.9)):
        assert f"{binomtest(out, tried).proportion_ci(level, method='exact').high:.4f}" in hints["hints-highest"]
    assert (
        f"{4 / 19:.4f}" in hints["hints-highest"] and f"{math.log(0.025) / math.log(0.8):.2f}" in hints["hints-tries"]
    )
