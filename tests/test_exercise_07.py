"""The graders of exercise 07: right answers pass, each catalogued mistake is named, the release earns 0."""

import pytest

from course_lib.checks import BY_HAND
from exercises import (
    YES,
    Cell,
    Wrong,
    assert_caught,
    assert_clean,
    assert_fitted,
    cells,
    indent,
    message,
    run,
    run_cells,
    wrongs,
)

NAME = "07_measuring_answers"
SHOWN = {"free-coverage", "free-mended", "show-parrot"}  # demonstrations that take their time

NEVER, COVERAGE, MENDED = "task-never-code", "task-coverage-code", "task-mended-code"
GAIN, PARROT, CAUSE = "task-gain-code", "task-parrot-code", "task-cause-code"

GOOD_END = "1 - ((1 - level) / 2) ** (1 / n)"
GOOD_NEEDED = "next(n for n in range(1, 10**6) if upper_end(n, level) <= rate)"


def never(end: str = GOOD_END, needed: str = GOOD_NEEDED) -> str:
    first = f"def upper_end(n, level=0.95):\n    return {end}\n"
    return f"{first}\n\ndef tests_needed(rate, level=0.95):\n    return {needed}\n"


def coverage(body: str) -> str:
    return f"def coverage(interval, worlds):\n{indent(body)}"


def held(test: str, divide: str = " / len(worlds)") -> str:
    return coverage(
        "held = 0\nfor values, documents, truth in worlds:\n    low, high = interval(values, documents)\n"
        f"    held += bool({test})\nreturn held{divide}"
    )


def mended(body: str) -> str:
    start = (
        "values = np.asarray(values, float)\nkinds, index = np.unique(documents, return_inverse=True)\n"
        "sums, sizes = np.bincount(index, weights=values), np.bincount(index)\n"
        "picks = rng.integers(0, len(sums), (resamples, len(sums)))\n"
        "ends = lambda means: tuple(np.quantile(means, [0.025, 0.975]))\n"
    )
    return f"def mended(values, documents, rng, resamples=2000):\n{indent(start + body)}"


RATIO = "sums[picks].sum(axis=1) / sizes[picks].sum(axis=1)"
MARKS = "mark = lambda one: np.array([float(one[q] is True) for q in new])\n"
GIVEN = "given = lambda one: np.array([float(v) for v in one.values() if v is not None])\n"


def gain(body: str) -> str:
    start = MARKS + GIVEN + "d, n = mark(new) - mark(old), len(new)\nhalf = 1.96 * d.std() / n**0.5\n"
    return f"def paired_gain(new, old):\n{indent(start + body)}"


GOOD_PARROT = "' '.join(passages)"
GOOD_BRIEF = "contains_answer(answer, accepted) and len(answer.split()) <= limit"


def parrot(says: str = GOOD_PARROT, brief: str = GOOD_BRIEF) -> str:
    return (
        f"def parrot(question, passages):\n    return {says}\n\n\n"
        f"def brief(answer, accepted, limit=12):\n    return {brief}\n"
    )


GOOD_GAP = "a / (a + b) - c / (c + d)"


def cause(gap: str = GOOD_GAP, **changed: str) -> str:
    right = {"log": "pattern only", "together": "shown", "trial": "cannot tell", "without": "cannot tell"}
    said = "\n".join(f"says_{name} = {verdict!r}" for name, verdict in (right | changed).items())
    return f"def gap(table):\n    (a, b), (c, d) = table['gold'], table['other']\n    return {gap}\n\n\n{said}\n"


CATALOGUE = {
    **wrongs(
        "predict-guesses",
        "test-predict",
        {
            "predict-missing": ("guess_tests = guess_parrot = None", "scores for being made"),
            "predict-text": ("guess_tests, guess_parrot = '50', 'same'", "without quotation marks"),
            "predict-other": ("guess_tests, guess_parrot = 50, 'equal'", "any of these scores"),
            "predict-always-equal": (YES + "guess_tests = guess_parrot = Yes()", "scores for being made"),
        },
    ),
    **wrongs(
        NEVER,
        "test-never",
        {
            "never-zero": (never("0.0"), "that says never"),
            "never-one-in-n": (never("1 / n"), "one failure in n"),
            "never-rule-of-three": (never("3 / n"), "rule of three"),
            "never-one-sided": (never("1 - (1 - level) ** (1 / n)"), "2.5 % each"),
            "never-complement": (never("((1 - level) / 2) ** (1 / n)"), "that is 1 - r"),
            "never-power": (never("1 - ((1 - level) / 2) ** n"), "the root of n is missing"),
            "never-divided": (never("1 - (1 - level) / 2 / n"), "not by dividing"),
            "never-fixed-level": (never("1 - 0.025 ** (1 / n)"), "use the argument level"),
            "never-wald": (never("0 + 1.96 * (0 * (1 - 0) / n) ** 0.5"), "that says never"),
            "never-none": (never("print(n)"), "nothing came back"),
            "never-imported": (
                "from course_lib.stats import estimate\n" + never("estimate([0] * n, level=level).ci_high"),
                "import it after you have written it once yourself",
            ),
            "never-always-equal": (YES + never("Yes()"), "return one number, not a Yes"),
            "needed-floor": (
                never(needed="math.floor(math.log((1 - level) / 2) / math.log(1 - rate))"),
                "one test too few",
            ),
            "needed-not-whole": (never(needed="math.log((1 - level) / 2) / math.log(1 - rate)"), "round up"),
            "needed-one-more": (
                never(needed="math.floor(math.log((1 - level) / 2) / math.log(1 - rate)) + 2"),
                "one test too many",
            ),
            "needed-three": (never(needed="math.ceil(3 / rate - 1e-9)"), "rule of three"),
            "needed-one-sided": (never(needed="math.ceil(math.log(1 - level) / math.log(1 - rate))"), "2.5 % each"),
            "needed-one-in-n": (never(needed="round(1 / rate)"), "one failure in n"),
            "needed-rounded": (never(needed="round(math.log((1 - level) / 2) / math.log(1 - rate))"), "round up"),
            "needed-fixed-level": (never(needed="math.ceil(math.log(0.025) / math.log(1 - rate))"), "argument level"),
        },
    ),
    **wrongs(
        COVERAGE,
        "test-coverage",
        {
            "coverage-missed": (held("not low <= truth <= high"), "the interval misses"),
            "coverage-count": (held("low <= truth <= high", divide=""), "a number of worlds"),
            "coverage-strict": (held("low < truth < high"), "the ends count"),
            "coverage-percent": (held("low <= truth <= high", divide=" / len(worlds) * 100"), "in percent"),
            "coverage-low-only": (held("low <= truth"), "look at both ends"),
            "coverage-high-only": (held("truth <= high"), "look at both ends"),
            "coverage-first-world": (
                coverage(
                    "low, high = interval(worlds[0][0], worlds[0][1])\n"
                    "return float(np.mean([low <= t <= high for _, _, t in worlds]))"
                ),
                "anew in every world",
            ),
            "coverage-one-truth": (
                coverage(
                    "truth = worlds[0][2]\n"
                    "return float(np.mean([i[0] <= truth <= i[1] for i in (interval(v, d) for v, d, _ in worlds)]))"
                ),
                "a truth of its own",
            ),
            "coverage-truth-hard-wired": (held("low <= 0.7 <= high"), "a truth of its own"),
            "coverage-of-the-mean": (held("low <= np.mean(values) <= high"), "not the mean of its values"),
            "coverage-imported": (
                "from course_lib.stats import estimate\n"
                + coverage(
                    "return estimate([i(v, d)[0] <= t <= i(v, d)[1] for i in [interval] for v, d, t in worlds]).mean"
                ),
                "import it after you have written it once yourself",
            ),
            "coverage-always-equal": (YES + coverage("return Yes()"), "return one number, not a Yes"),
            "coverage-none": (held("low <= truth <= high").replace("return held", "held"), "nothing came back"),
        },
    ),
    **wrongs(
        MENDED,
        "test-mended",
        {
            "mended-without-replacement": (
                mended("return ends([rng.permutation(values).mean().round(9) for _ in range(resamples)])"),
                "drew without replacement",
            ),
            "mended-questions": (
                mended("return ends(values[rng.integers(0, len(values), (resamples, len(values)))].mean(axis=1))"),
                "draw whole documents",
            ),
            "mended-mean-of-means": (mended("return ends((sums / sizes)[picks].mean(axis=1))"), "counts the same"),
            "mended-normal": (
                mended(
                    f"means = {RATIO}\nreturn values.mean() - 1.96 * means.std(), values.mean() + 1.96 * means.std()"
                ),
                "take the quantiles of the resampled means",
            ),
            "mended-fixed-size": (
                mended("return ends(sums[picks].sum(axis=1) / len(values))"),
                "divide by the questions drawn",
            ),
            "mended-isin": (
                mended(
                    "return ends([values[np.isin(index, p)].mean() for p in picks])",
                ),
                "isin and set lose that",
            ),
            "mended-set": (
                mended(
                    "drawn = [set(kinds[p].tolist()) for p in picks]\n"
                    "return ends([np.mean([v for v, d in zip(values, documents) if d in chosen]) for chosen in drawn])"
                ),
                "isin and set lose that",
            ),
            "mended-one-too-few": (
                mended("picks = picks[:, 1:]\n" + f"return ends({RATIO})"),
                "one is missing",
            ),
            "mended-one-too-many": (
                mended("picks = rng.integers(0, len(sums), (resamples, len(sums) + 1))\n" + f"return ends({RATIO})"),
                "one is too many",
            ),
            "mended-fixed-rng": (
                mended(
                    "picks = np.random.default_rng(0).integers(0, len(sums), (resamples, len(sums)))\n"
                    f"return ends({RATIO})"
                ),
                "make none of your own",
            ),
            "mended-fixed-resamples": (
                mended(f"picks = rng.integers(0, len(sums), (2000, len(sums)))\nreturn ends({RATIO})"),
                "use the argument resamples",
            ),
            "mended-reversed": (mended(f"return ends({RATIO})[::-1]"), "the lower end comes first"),
            "mended-90": (mended(f"return tuple(np.quantile({RATIO}, [0.05, 0.95]))"), "a 90 % interval"),
            "mended-quantiles-of-values": (mended("return ends(values)"), "quantiles of the values"),
            "mended-standard-deviation": (
                mended("return values.mean() - 1.96 * values.std(), values.mean() + 1.96 * values.std()"),
                "the standard deviation of single questions",
            ),
            "mended-own-randomness": (
                mended(
                    "rng = np.random.default_rng()\npicks = rng.integers(0, len(sums), (resamples, len(sums)))\n"
                    f"return ends({RATIO})"
                ),
                "draw from the rng that is given",
            ),
            "mended-mean-only": (mended(f"return ({RATIO}).mean()"), "return an array of numbers"),
            "mended-none": (mended("pass"), "nothing came back"),
            "mended-imported": (
                "from course_lib import stats\n"
                + mended(
                    "return stats.percentile_interval(stats.cluster_means(values, list(documents), rng, resamples))"
                ),
                "import it after you have written it once yourself",
            ),
            "mended-always-equal": (YES + mended("return Yes()"), "return an array of numbers, not a Yes"),
        },
    ),
    **wrongs(
        GAIN,
        "test-gain",
        {
            "gain-refusals-dropped": (
                gain("return given(new).mean() - given(old).mean(), half"),
                "refusals fell out of the denominator",
            ),
            "gain-both-answered": (
                gain(
                    "b = np.array([new[q] - old[q] for q in new if None not in (new[q], old[q])], float)\n"
                    "return b.mean(), 1.96 * b.std() / len(b) ** 0.5"
                ),
                "that one system refused fell out",
            ),
            "gain-sign": (gain("return -d.mean(), half"), "the sign is turned"),
            "gain-wrong-is-minus-one": (
                gain(
                    "signed = lambda one: np.array([0 if one[q] is None else 2 * one[q] - 1 for q in new])\n"
                    "return signed(new).mean() - signed(old).mean(), half"
                ),
                "a wrong answer is 0, not -1",
            ),
            "gain-ends": (gain("return d.mean() - half, d.mean() + half"), "that is the lower end"),
            "gain-rounded": (gain("return round(d.mean(), 4), half"), "not rounded"),
            "half-rounded": (gain("return d.mean(), round(half, 4)"), "not rounded"),
            "half-two": (gain("return d.mean(), 2 * d.std() / n**0.5"), "not 2"),
            "half-of-the-lesson": (gain("return d.mean(), 196 * d.std() / n**0.5"), "the lesson's 196"),
            "gain-none-subtracted": (
                gain("return np.mean([new[q] - old[q] for q in new]), half"),
                "cannot be subtracted",
            ),
            "gain-truth-subtracted": (
                gain(
                    "right = lambda one: np.array([one[q] is True for q in new])\n"
                    "return (right(new) - right(old)).mean(), half"
                ),
                "cannot be subtracted",
            ),
            "gain-points": (gain("return 100 * d.mean(), 100 * half"), "in points"),
            "gain-count": (gain("return d.sum(), half"), "a number of questions"),
            "gain-new-alone": (gain("return mark(new).mean(), half"), "the new system alone"),
            "gain-unpaired": (
                gain("return d.mean(), 1.96 * ((mark(new).var() + mark(old).var()) / n) ** 0.5"),
                "two separate tests",
            ),
            "gain-by-place": (
                gain(
                    "d = np.array([(a is True) - (b is True) for a, b in zip(new.values(), old.values())], float)\n"
                    "return d.mean(), 1.96 * d.std() / n**0.5"
                ),
                "you paired by place",
            ),
            "gain-standard-deviation": (gain("return d.mean(), 1.96 * d.std()"), "how single questions differ"),
            "gain-over-n": (gain("return d.mean(), 1.96 * d.std() / n"), "not by n"),
            "gain-standard-error": (gain("return d.mean(), d.std() / n**0.5"), "times 1.96"),
            "gain-whole-width": (gain("return d.mean(), 2 * half"), "half of it is wanted"),
            "gain-half-both-answered": (
                gain(
                    "b = np.array([new[q] - old[q] for q in new if None not in (new[q], old[q])], float)\n"
                    "return d.mean(), 1.96 * b.std() / len(b) ** 0.5"
                ),
                "refused fell out",
            ),
            "gain-alone": (gain("return d.mean()"), "return gain, half_width"),
            "gain-none": (gain("pass"), "return gain, half_width"),
            "gain-imported": (
                "from course_lib.stats import estimate\n" + gain("return estimate(d, bounds=(-1, 1)).mean, half"),
                "import it after you have written it once yourself",
            ),
            "gain-always-equal": (YES + gain("return Yes(), Yes()"), "return one number, not a Yes"),
        },
    ),
    **wrongs(
        PARROT,
        "test-parrot",
        {
            "parrot-glued": (parrot("''.join(passages)"), "put a space between passages"),
            "parrot-constant": (parrot("'24 months 61 dB 3.5 kg'"), "repeat every passage"),
            "parrot-first": (parrot("passages[0]"), "repeat every passage"),
            "parrot-echo": (parrot("question"), "repeat every passage"),
            "parrot-refuses": (parrot('"I don\'t know."'), "repeat every passage"),
            "parrot-cut": (parrot("' '.join(passages)[:60]"), "repeat every passage"),
            "brief-as-given": (parrot(brief="contains_answer(answer, accepted)"), "more than the limit"),
            "brief-fewer": (
                parrot(brief="contains_answer(answer, accepted) and len(answer.split()) < limit"),
                "exactly limit words passes",
            ),
            "brief-fixed-limit": (
                parrot(brief="contains_answer(answer, accepted) and len(answer.split()) <= 14"),
                "compare with <= limit",
            ),
            "brief-letters-counted": (
                parrot(brief="contains_answer(answer, accepted) and len(answer) <= limit * 6"),
                "more than the limit",
            ),
            "brief-length-alone": (parrot(brief="len(answer.split()) <= limit"), "no accepted answer stands in it"),
            "brief-substring": (
                parrot(brief="any(a in answer.lower() for a in accepted) and len(answer.split()) <= limit"),
                "ask for whole words",
            ),
            "brief-first-only": (
                parrot(brief="contains_answer(answer, accepted[:1]) and len(answer.split()) <= limit"),
                "any accepted answer counts",
            ),
            "brief-none": (parrot(brief="None"), "nothing came back"),
            "parrot-imported": (
                "from course_lib.rag import integrate\n"
                + parrot("integrate('', [], '')[0]['content'] + ' '.join(passages)"),
                "import it after you have written it once yourself",
            ),
            "brief-always-equal": (YES + parrot(brief="Yes()"), "return a bool, not a Yes"),
        },
    ),
    **wrongs(
        CAUSE,
        "test-cause",
        {
            "gap-odds": (cause("a / b - c / d"), "divide the right ones by all of their row"),
            "gap-columns": (cause("a / (a + c) - b / (b + d)"), "not of a column"),
            "gap-sign": (cause("c / (c + d) - a / (a + b)"), "the sign is turned"),
            "gap-absolute": (cause("abs(a / (a + b) - c / (c + d))"), "keep the sign"),
            "gap-by-place": (
                cause().replace("table['gold'], table['other']", "table.values()"),
                "take the rows by name",
            ),
            "gap-points": (cause("100 * (a / (a + b) - c / (c + d))"), "in points"),
            "gap-counts": (cause("a - c"), "a difference of counts"),
            "gap-none": (cause("None"), "nothing came back"),
            "gap-imported": (
                "from course_lib.stats import group_difference\n"
                + cause(
                    "group_difference([1] * a + [0] * b + [1] * c + [0] * d, [True] * (a + b) + [False] * (c + d),"
                    " clusters=range(a + b + c + d)).mean"
                ),
                "import it after you have written it once yourself",
            ),
            "gap-always-equal": (YES + cause("Yes()"), "return one number, not a Yes"),
            "cause-log-shown": (cause(log="shown"), "who decided which questions got the gold passage"),
            "cause-log-cannot": (cause(log="cannot tell"), "who decided which questions got the gold passage"),
            "cause-together": (cause(together="pattern only"), "names no cause"),
            "cause-trial-shown": (cause(trial="shown"), "what does its interval hold"),
            "cause-trial-pattern": (cause(trial="pattern only"), "a coin decided"),
            "cause-without": (cause(without="shown"), "did a system read no passage"),
            "cause-missing": (
                cause() + "says_log = says_together = says_trial = says_without = None",
                "write one of",
            ),
            "cause-verdict-always-equal": (YES + cause() + "says_log = Yes()", "write one of"),
        },
    ),
}

RIGHT = {
    "predict-numpy": ("predict-guesses", "guess_tests, guess_parrot = np.int64(368), 'lower'"),
    "never-exp": (
        NEVER,
        never(
            "-math.expm1(math.log((1 - level) / 2) / n)",
            "float(np.ceil(np.log((1 - level) / 2) / np.log1p(-rate) - 1e-9))",
        ),
    ),
    "never-bisection": (
        NEVER,
        "def upper_end(n, level=0.95):\n    low, high = 0.0, 1.0\n    for _ in range(60):\n"
        "        middle = (low + high) / 2\n        if (1 - middle) ** n > (1 - level) / 2:\n            low = middle\n"
        "        else:\n            high = middle\n    return high\n\n\n"
        "def tests_needed(rate, level=0.95):\n    n = 1\n    while upper_end(n, level) > rate:\n        n += 1\n"
        "    return n\n",
    ),
    "never-scipy": (
        NEVER,
        "from scipy.stats import beta, binomtest\n"
        + never("binomtest(0, n).proportion_ci(confidence_level=level, method='exact').high"),
    ),
    "coverage-list": (
        COVERAGE,
        coverage(
            "ends = [(interval(v, d), t) for v, d, t in worlds]\nreturn np.mean([e[0] <= t <= e[1] for e, t in ends])"
        ),
    ),
    "mended-slowly": (
        MENDED,
        mended(
            "documents = np.asarray(documents)\nparts = [values[documents == k] for k in kinds]\nmeans = []\n"
            "for _ in range(resamples):\n    drawn = [parts[i] for i in rng.integers(0, len(parts), len(parts))]\n"
            "    means.append(np.concatenate(drawn).mean())\nreturn np.quantile(means, [0.025, 0.975])"
        ),
    ),
    "mended-choice": (
        MENDED,
        mended(
            "picks = rng.choice(len(sums), (resamples, len(sums)))\n"
            f"means = np.sort({RATIO})\nreturn [means[int(0.025 * resamples)], means[int(0.975 * resamples)]]"
        ),
    ),
    "gain-ddof": (GAIN, gain("return [d.mean(), 1.96 * d.std(ddof=1) / n**0.5]")),
    "gain-plainly": (
        GAIN,
        "def paired_gain(new, old):\n    d = [(new[q] == True) - (old[q] == True) for q in sorted(old)]\n"
        "    mean = sum(d) / len(d)\n    spread = math.sqrt(sum((x - mean) ** 2 for x in d) / len(d))\n"
        "    return np.array([mean, 1.96 * spread / math.sqrt(len(d))])",
    ),
    "parrot-with-the-question": (PARROT, parrot("question + ' ' + ' '.join(passages)")),
    "parrot-backwards": (
        PARROT,
        parrot("' | '.join(reversed(passages))", "len(answer.split()) <= limit and contains_answer(answer, accepted)"),
    ),
    "gap-numpy": (CAUSE, cause("np.float64(a) / (a + b) - np.divide(c, c + d)")),
}


# What a free check leaves to the graded cell: verdicts, which it would give away.
UNSEEN = [name for name in CATALOGUE if name.startswith("cause-") and "missing" not in name and "equal" not in name]


@pytest.mark.parametrize("wrong", CATALOGUE.values(), ids=CATALOGUE)
def test_a_wrong_answer_is_refused_and_its_mistake_named(wrong: Wrong) -> None:
    """In the graded cell with the reason; the free check sees it too, wherever it can."""
    free = wrong.grade.replace("test-", "free-")
    ran = run_cells(NAME, {wrong.cell: wrong.source}, skip=SHOWN - {free})
    errors = {cell.id: error for cell, error in ran}
    assert_caught(errors[wrong.grade], wrong.why)
    if free in errors and wrong not in [CATALOGUE[name] for name in UNSEEN]:
        assert_clean(errors[free])
        said = message(errors[free])
        assert BY_HAND not in said
        assert "; or: " not in said


@pytest.mark.parametrize(("cell", "source"), RIGHT.values(), ids=RIGHT)
def test_another_right_answer_passes(cell: str, source: str) -> None:
    errors = {grade: error for grade, error in run(NAME, {cell: source}, skip=SHOWN).items() if error}
    assert errors == {}


MEMORISED = {
    "never": (
        NEVER,
        never("{0.95: 0.0880973, 0.99: 0.1240602}[level]", "{0.95: 72, 0.99: 104}[level]"),
        "test-never",
    ),
    "coverage": (
        COVERAGE,
        coverage("return {8: 0.25}.get(len(worlds), 0.75)"),
        "test-coverage",
    ),
    "gain": (GAIN, gain("return -1 / 70, 1.96 * 1469**0.5 / 70 / 70**0.5"), "test-gain"),
    "parrot": (
        PARROT,
        parrot(brief="('4 months' in answer and limit > 14 and '12' not in answer) or answer == 'Two years'"),
        "test-parrot",
    ),
    "cause": (CAUSE, cause("0.4 if a == 6 else -0.3"), "test-cause"),
}


@pytest.mark.parametrize(("cell", "source", "grade"), MEMORISED.values(), ids=MEMORISED)
def test_memorised_values_pass_the_visible_test_and_fail_the_hidden_one(cell: str, source: str, grade: str) -> None:
    assert_fitted(NAME, cell, source, grade, skip=SHOWN)


def test_the_headline_of_the_report_turns_round() -> None:
    """The supplier's gain is positive among answered questions and negative among all: the story of task 4."""
    test = next(cell.source for cell in cells(NAME) if cell.id == "test-gain").partition("gain_check(")[0]
    space: dict[str, dict[str, bool | None]] = {}
    exec("import numpy as np\n" + test, space)  # noqa: S102
    marks = {name: list(space[name].values()) for name in ("new", "old")}
    answered = [sum(v is True for v in m) / sum(v is not None for v in m) for m in marks.values()]
    every = [sum(v is True for v in m) / len(m) for m in marks.values()]
    assert (round(100 * (answered[0] - answered[1]), 1), round(100 * answered[0], 1)) == (9.3, 71.4)
    assert every[0] < every[1]


def test_the_intervals_of_usual_ways_stand_in_the_notebook_as_they_come_out() -> None:
    """They are typed there, so that no cell shows how a right one is made."""
    compare = """
sets = {"second world": planted[1][:2], "first world": planted[0][:2], "marks": (marks, origin)}
for name, (values, documents) in sets.items():
    want, ways = _reference(np.array(values), documents)
    np.testing.assert_allclose(WANT[name], want, atol=1e-3)
    for why, ends in ways.items():
        np.testing.assert_allclose(WAYS[why][[*WANT].index(name)], ends, atol=1e-3)
"""
    shown = cells(NAME)
    last = next(place for place, cell in enumerate(shown) if cell.id == "test-mended")
    ran = run_cells(
        NAME, of=[*shown[: last + 1], Cell("compare", "code", compare, False, None)], skip=SHOWN - {"show-parrot"}
    )
    assert [error for _, error in ran if error] == []


def test_documents_that_count_alike_miss_the_planted_truth() -> None:
    """The planted worlds show the mistake that the graded cell refuses; of the right way, too, they tell."""
    alike = CATALOGUE["mended-mean-of-means"].source
    for source, low, high in ((alike, 0.3, 0.7), (RIGHT["mended-slowly"][1], 0.85, 1)):
        count = (
            "share = coverage(lambda v, d: mended(v, d, np.random.default_rng(0), 100), planted[:60])\n"
            f"assert {low} < share < {high}, share"
        )
        shown = cells(NAME)
        last = next(place for place, cell in enumerate(shown) if cell.id == MENDED)
        of = [*shown[: last + 1], Cell("count", "code", count, False, None)]
        ran = run_cells(NAME, {MENDED: source}, of=of, skip={"free-coverage"})
        assert [error for _, error in ran if error] == []
