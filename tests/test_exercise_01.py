"""The graders of exercise 01: right answers pass, each catalogued mistake is named, the release earns 0."""

import pytest

from exercises import (
    YES,
    Wrong,
    assert_caught,
    assert_clean,
    assert_fitted,
    cells,
    free_check,
    indent,
    message,
    release,
    run,
    solutions,
    wrongs,
)

NAME = "01_vectors"
SKIP = ["reveal-run"]


def set_cosine(body: str) -> str:
    return f"def set_cosine(a_words, b_words):\n    a, b = set(a_words), set(b_words)\n{indent(body)}"


def nearest(body: str) -> str:
    return f"def nearest_other(table):\n{indent(body)}"


def mended(body: str) -> str:
    return f"def similarities_mended(table):\n{indent(body)}"


def angle(body: str) -> str:
    dot = "    d = lambda p, q: sum(x * y for x, y in zip(p, q))"
    return f"def angle(a, b):\n{dot}\n{indent(body)}"


def unusual(body: str) -> str:
    return f"def unusual(value, background):\n    x = np.array(background)\n{indent(body)}"


SET, NEAR, WITNESS, MEND = "task-set-code", "task-nearest-code", "task-bug-witness", "task-bug-mended"
ANGLE, UNUSUAL, VERDICTS = "task-angle-code", "task-background-code", "task-background-verdicts"
UNIT = "u = table / np.linalg.norm(table, axis=1, keepdims=True)\n"

CATALOGUE = {
    **wrongs(
        "predict-guesses",
        "test-predict",
        {
            "predict-missing": ("guess_found = guess_effect = None", "not for being right"),
            "predict-too-many": ("guess_found, guess_effect = 1000, 'rises'", "scores for being made"),
            "predict-other-word": ("guess_found, guess_effect = 3, 'grows'", "any of these scores"),
            "predict-always-equal": (YES + "guess_found = guess_effect = Yes()", "scores for being made"),
        },
    ),
    **wrongs(
        SET,
        "test-set",
        {
            "set-dot": (set_cosine("return len(a & b)"), "that is the dot product"),
            "set-squared-lengths": (set_cosine("return len(a & b) / (len(a) * len(b))"), "the squared lengths"),
            "set-jaccard": (set_cosine("return len(a & b) / len(a | b)"), "Jaccard"),
            "set-dice": (set_cosine("return 2 * len(a & b) / (len(a) + len(b))"), "Dice"),
            "set-smaller": (set_cosine("return len(a & b) / min(len(a), len(b))"), "the smaller set"),
            "set-one-length": (set_cosine("return len(a & b) / len(b) ** 0.5"), "one length only"),
            "set-counts": (
                set_cosine(
                    "x = [a_words.count(w) for w in a | b]\ny = [b_words.count(w) for w in a | b]\n"
                    "return sum(p * q for p, q in zip(x, y)) / (sum(p * p for p in x) * sum(q * q for q in y)) ** 0.5"
                ),
                "the cosine of the counts",
            ),
            "set-list-lengths": (
                set_cosine("return len(a & b) / (len(a_words) * len(b_words)) ** 0.5"),
                "repeated words were counted into the lengths",
            ),
            "set-prints": (set_cosine("print(0.5)"), "nothing came back"),
            "set-imported-names": (
                set_cosine(
                    "if not a or not b: return 0.0\nx, _ = count_vectors([' '.join(a), ' '.join(b)])\n"
                    "return float(cosine_matrix(x[:1], x[1:])[0, 0])"
                ),
                "import it after you have written it once yourself",
            ),
            "set-imported-inside": (
                set_cosine(
                    "if not a or not b: return 0.0\nfrom course_lib.vectors import cosine\n"
                    "return cosine([w in a for w in a | b], [w in b for w in a | b])"
                ),
                "import it after you have written it once yourself",
            ),
            "set-always-equal": (YES + "def set_cosine(a, b):\n    return Yes()", "return one number, not a Yes"),
        },
    ),
    **wrongs(
        NEAR,
        "test-nearest",
        {
            "near-itself": (nearest("return cosine_matrix(table, table).argmax(axis=1)"), "every row found itself"),
            "near-zero-diagonal": (
                nearest("c = cosine_matrix(table, table)\nnp.fill_diagonal(c, 0)\nreturn c.argmax(axis=1)"),
                "a diagonal of 0 beats negative cosines",
            ),
            "near-dot": (
                nearest("c = table @ table.T\nnp.fill_diagonal(c, -np.inf)\nreturn c.argmax(axis=1)"),
                "by dot product, so long rows win",
            ),
            "near-no-axis": (
                nearest(
                    "u = table / np.linalg.norm(table)\nc = u @ u.T\nnp.fill_diagonal(c, -9)\nreturn c.argmax(axis=1)"
                ),
                "by dot product, so long rows win",
            ),
            "near-dot-itself": (nearest("return (table @ table.T).argmax(axis=1)"), "rows found themselves"),
            "near-worst": (nearest("return cosine_matrix(table, table).argsort(axis=1)[:, 0]"), "least similar"),
            "near-distance": (
                nearest(
                    "d = np.linalg.norm(table[:, None] - table[None], axis=2)\nnp.fill_diagonal(d, np.inf)\n"
                    "return d.argmin(axis=1)"
                ),
                "distance between unscaled rows",
            ),
            "near-values": (
                nearest("c = cosine_matrix(table, table)\nnp.fill_diagonal(c, -1)\nreturn c.max(axis=1)"),
                "positions are wanted",
            ),
            "near-values-itself": (
                nearest("return list(cosine_matrix(table, table).max(axis=1))"),
                "positions are wanted",
            ),
            "near-always-equal": (YES + "def nearest_other(table):\n    return Yes()", "return a list, not a Yes"),
        },
    ),
    **wrongs(
        WITNESS,
        "test-witness",
        {
            "witness-symmetric": ("witness = [[3, 4], [4, 3]]", "more rows than columns"),
            "witness-identity": ("witness = np.eye(3)", "more rows than columns"),
            "witness-other-lengths": ("witness = [[1, 0], [0, 5]]", "more rows than columns"),
            "witness-one-row": ("witness = [3, 4]", "at least two rows"),
            "witness-zero-row": ("witness = [[3, 4], [0, 0]]", "no row or column of zeros"),
            "witness-text": ("witness = 'axis=0'", "at least two rows"),
            "witness-always-equal": (YES + "witness = Yes()", "at least two rows"),
        },
    ),
    **wrongs(
        MEND,
        "test-mended",
        {
            "mend-columns": (
                mended("u = table / np.linalg.norm(table, axis=0, keepdims=True)\nreturn u @ u.T"),
                "axis=0",
            ),
            "mend-whole": (mended("u = table / np.linalg.norm(table)\nreturn u @ u.T"), "length of the whole table"),
            "mend-no-keepdims": (
                mended("u = table / np.linalg.norm(table, axis=1)\nreturn u @ u.T"),
                "add keepdims=True",
            ),
            "mend-other-shapes": (mended("return table @ table"), "work the tiny example"),
            "mend-dots": (mended("return table @ table.T"), "those are dot products"),
            "mend-nan": (mended(UNIT + "return u @ u.T"), "divided by its length 0"),
            "mend-in-place-nan": (
                mended("table /= np.linalg.norm(table, axis=1, keepdims=True)\nreturn table @ table.T"),
                "divided by its length 0",
            ),
            "mend-colleague": (mended("return similarities(table)"), "axis=0"),
            "mend-in-place": (
                mended(
                    "n = np.linalg.norm(table, axis=1, keepdims=True)\nn[n == 0] = 1\n"
                    "table /= n\nreturn table @ table.T"
                ),
                "divides in place",
            ),
            "mend-imported": (mended("return cosine_matrix(table, table)"), "after you have written it once yourself"),
            "mend-always-equal": (
                YES + "def similarities_mended(table):\n    return Yes()",
                "return an array of numbers, not a Yes",
            ),
        },
    ),
    **wrongs(
        ANGLE,
        "test-angle",
        {
            "angle-radians": (angle("return math.acos(d(a, b) / (d(a, a) * d(b, b)) ** 0.5)"), "in radians"),
            "angle-cosine": (angle("return d(a, b) / (d(a, a) * d(b, b)) ** 0.5"), "is the cosine"),
            "angle-cosine-distance": (
                angle("return 1 - d(a, b) / (d(a, a) * d(b, b)) ** 0.5"),
                "the measure that fails",
            ),
            "angle-squared-lengths": (
                angle("return math.degrees(math.acos(d(a, b) / (d(a, a) * d(b, b))))"),
                "squared lengths",
            ),
            "angle-unclipped": (
                angle("return math.degrees(math.acos(d(a, b) / (math.sqrt(d(a, a)) * math.sqrt(d(b, b)))))"),
                "larger than 1",
            ),
            "angle-unclipped-numpy": (
                angle("return np.degrees(np.arccos(np.dot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b))))"),
                "larger than 1",
            ),
            "angle-rounded": (
                angle("return math.degrees(math.acos(round(d(a, b) / (d(a, a) * d(b, b)) ** 0.5, 6)))"),
                "a rounded cosine turns tiny angles into 0",
            ),
            "angle-tiny-made-zero": (
                angle(
                    "c = d(a, b) / (d(a, a) * d(b, b)) ** 0.5\n"
                    "return 0 if c > 0.9999999 else math.degrees(math.acos(c))"
                ),
                "tiny angles into 0",
            ),
            "angle-imported": (
                "from course_lib.vectors import cosine\n"
                + angle("return math.degrees(math.acos(min(1.0, cosine(a, b))))"),
                "after you have written it once yourself",
            ),
            "angle-always-equal": (YES + "def angle(a, b):\n    return Yes()", "return one number, not a Yes"),
        },
    ),
    **wrongs(
        UNUSUAL,
        "test-unusual",
        {
            "unusual-uncentred": (unusual("return value / x.std()"), "subtract the mean"),
            "unusual-variance": (unusual("return (value - x.mean()) / x.var()"), "the variance"),
            "unusual-sign": (unusual("return (x.mean() - value) / x.std()"), "the sign is turned"),
            "unusual-always-positive": (unusual("return abs(x.mean() - value) / x.std()"), "leave out abs"),
            "unusual-always-positive-sample": (
                unusual("return abs(x.mean() - value) / x.std(ddof=1)"),
                "leave out abs",
            ),
            "unusual-nothing": (unusual("return 0"), "work the tiny example"),
            "unusual-difference": (unusual("return value - x.mean()"), "that is the difference"),
            "unusual-standard-error": (
                unusual("return (value - x.mean()) / (x.std() / len(x) ** 0.5)"),
                "the standard error",
            ),
            "unusual-always-equal": (YES + "def unusual(value, background):\n    return Yes()", "not a Yes"),
        },
    ),
    **wrongs(
        VERDICTS,
        "test-verdicts",
        {
            "verdict-near-zero": (
                "verdict_random, verdict_counts, verdict_presence = 'ordinary', 'far below', 'ordinary'",
                "do not come near 0.3",
            ),
            "verdict-short": (
                "verdict_random, verdict_counts, verdict_presence = 'far above', 'below', 'ordinary'",
                "one of these three",
            ),
            "verdict-capital": (
                "verdict_random, verdict_counts, verdict_presence = 'far above', 'far below', 'Ordinary'",
                "one of these three",
            ),
            "verdict-none": (
                "verdict_random, verdict_counts, verdict_presence = 'far above', None, 'ordinary'",
                "one of these three",
            ),
            "verdict-number": ("verdict_random, verdict_counts, verdict_presence = 5.8, -4.6, 2.3", "return a str"),
            "verdict-vendor": (
                "verdict_random = verdict_counts = verdict_presence = 'far above'",
                "hardly a pair has as little",
            ),
            "verdict-presence": (
                "verdict_random, verdict_counts, verdict_presence = 'far above', 'far below', 'far above'",
                "within three deviations",
            ),
            "verdict-always-equal": (YES + "verdict_random = verdict_counts = verdict_presence = Yes()", "not a Yes"),
        },
    ),
}

VERDICT = "verdict_random, verdict_counts, verdict_presence = "
FITTING = {  # a wrong `unusual`, the verdicts that fit it, and why they are refused all the same
    "nothing": (unusual("return 0"), VERDICT + "['ordinary'] * 3", "do not come near 0.3"),
    "positive": (
        unusual("return abs(value - x.mean()) / x.std()"),
        VERDICT + "'far above', 'far above', 'ordinary'",
        "hardly a pair has as little",
    ),
    "turned": (
        unusual("return (x.mean() - value) / x.std()"),
        VERDICT + "'far below', 'far above', 'ordinary'",
        "do not come near 0.3",
    ),
    "standard-error": (
        unusual("return (value - x.mean()) / (x.std() / len(x) ** 0.5)"),
        VERDICT + "'far above', 'far below', 'far above'",
        "within three deviations",
    ),
    "other-backgrounds": (
        "background_random = background_counts = background_presence = [0.2, 0.3, 0.4]\n"
        + unusual("return (value - x.mean()) / x.std()"),
        VERDICT + "['ordinary'] * 3",
        "do not come near 0.3",
    ),
}
FREE = {  # mistakes that the free check must not let through, and what it says
    "nearest-values": (NEAR, "free-nearest", nearest("return cosine_matrix(table, table).max(axis=1)"), "positions"),
    "mend-columns": (MEND, "free-bug", mended("u = table / np.linalg.norm(table, axis=0)\nreturn u @ u.T"), "got"),
    "mend-no-keepdims": (MEND, "free-bug", mended("u = table / np.linalg.norm(table, axis=1)\nreturn u"), "broadcast"),
    "unusual-nothing": (UNUSUAL, "free-background", unusual("return 0"), "want 3.674235"),
    "unusual-positive": (
        UNUSUAL,
        "free-background",
        unusual("return abs(value - x.mean()) / x.std(ddof=1)"),
        "the answer is negative",
    ),
}

RIGHT = {
    "predict-other-guesses": ("predict-guesses", "guess_found, guess_effect = np.int64(0), 'falls'"),
    "set-by-vectors": (
        SET,
        set_cosine(
            "v = sorted(a | b)\nx, y = np.array([w in a for w in v], float), np.array([w in b for w in v], float)\n"
            "n = np.linalg.norm(x) * np.linalg.norm(y)\nreturn x @ y / n if n else 0"
        ),
    ),
    "near-by-loops": (
        NEAR,
        nearest(
            "from math import sqrt\nfound = []\nfor i, p in enumerate(table):\n    best = None\n"
            "    for j, q in enumerate(table):\n        s = sum(p * q) / sqrt(sum(p * p) * sum(q * q))\n"
            "        if j != i and (best is None or s > best[0]):\n            best = (s, j)\n"
            "    found.append(best[1])\nreturn found"
        ),
    ),
    "near-second-of-sorted": (
        NEAR,
        nearest("c = cosine_matrix(table, table) - 9 * np.eye(len(table))\nreturn np.argsort(-c, axis=1)[:, 0]"),
    ),
    "near-by-unit-distance": (
        NEAR,
        nearest(
            "u = table / np.linalg.norm(table, axis=1, keepdims=True)\n"
            "d = np.linalg.norm(u[:, None] - u[None], axis=2)\nnp.fill_diagonal(d, 9)\nreturn list(d.argmin(axis=1))"
        ),
    ),
    "witness-as-list": (WITNESS, "witness = [(1, 2), (10, 20)]"),
    "witness-whole-numbers": (WITNESS, "witness = np.array([[1, 2, 0], [5, 5, 9]])"),
    "mend-outer": (
        MEND,
        mended("n = np.sqrt((table * table).sum(axis=1))\nn[n == 0] = 1\nreturn (table @ table.T) / np.outer(n, n)"),
    ),
    "mend-copy-then-in-place": (
        MEND,
        mended(
            "table = np.array(table, dtype=float)\nn = np.linalg.norm(table, axis=1, keepdims=True)\n"
            "table /= np.maximum(n, 1e-300)\nreturn (table @ table.T).tolist()"
        ),
    ),
    "angle-by-tangent": (
        ANGLE,
        angle(
            "m, n = d(a, a) ** 0.5, d(b, b) ** 0.5\nu, v = [x / m for x in a], [y / n for y in b]\n"
            "p, q = [x - y for x, y in zip(u, v)], [x + y for x, y in zip(u, v)]\n"
            "return 2 * math.degrees(math.atan2(d(p, p) ** 0.5, d(q, q) ** 0.5))"
        ),
    ),
    "angle-numpy-clipped": (
        ANGLE,
        angle(
            "c = np.dot(a, b) / np.linalg.norm(a) / np.linalg.norm(b)\nreturn np.degrees(np.arccos(np.clip(c, -1, 1)))"
        ),
    ),
    "unusual-sample-deviation": (UNUSUAL, unusual("return (value - x.mean()) / x.std(ddof=1)")),
    "near-positions-as-decimals": (
        NEAR,
        nearest("c = cosine_matrix(table, table) - 9 * np.eye(len(table))\nreturn c.argmax(axis=1).astype(float)"),
    ),
    "unusual-statistics": (
        UNUSUAL,
        "import statistics\n"
        + unusual("b = [float(v) for v in background]\nreturn (value - statistics.mean(b)) / statistics.stdev(b)"),
    ),
}


@pytest.mark.parametrize("wrong", CATALOGUE.values(), ids=CATALOGUE)
def test_a_wrong_answer_is_refused_and_its_mistake_named(wrong: Wrong) -> None:
    assert_caught(run(NAME, {wrong.cell: wrong.source}, skip=SKIP)[wrong.grade], wrong.why)


@pytest.mark.parametrize(("function", "verdicts", "why"), FITTING.values(), ids=FITTING)
@pytest.mark.parametrize("hidden", [True, False], ids=["hidden", "visible"])
def test_verdicts_are_not_judged_by_the_learners_own_function(
    function: str, verdicts: str, why: str, hidden: bool
) -> None:
    of = cells(NAME) if hidden else release(NAME)
    results = run(NAME, {**solutions(NAME), UNUSUAL: function, VERDICTS: verdicts}, of=of, skip=SKIP)
    assert_caught(results["test-verdicts"], why)


def test_right_verdicts_score_beside_a_wrong_function() -> None:
    results = run(NAME, {UNUSUAL: unusual("return 0")}, skip=SKIP)
    assert_clean(results["test-unusual"])
    assert results["test-verdicts"] is None


def test_a_word_that_is_no_verdict_does_not_reveal_the_right_one() -> None:
    results = run(NAME, {VERDICTS: VERDICT + "['below'] * 3"}, skip=SKIP)
    assert "one of 'far above', 'ordinary', 'far below'" in message(results["test-verdicts"])


@pytest.mark.parametrize(("cell", "free", "source", "said"), FREE.values(), ids=FREE)
def test_the_free_check_stops_a_usual_mistake(cell: str, free: str, source: str, said: str) -> None:
    assert said in free_check(NAME, free, {cell: source}, skip=SKIP)


@pytest.mark.parametrize(("cell", "source"), RIGHT.values(), ids=RIGHT)
def test_another_right_answer_passes(cell: str, source: str) -> None:
    errors = {grade: error for grade, error in run(NAME, {cell: source}, skip=SKIP).items() if error}
    assert errors == {}


def test_a_value_made_for_the_visible_example_does_not_survive_the_hidden_data() -> None:
    table = "{(2, 11): 0.5, (11, 11): 1.0, (2, 0): 0.0}"
    source = f"def set_cosine(a_words, b_words):\n    return {table}.get((len(a_words), len(b_words)), 0.0)"
    assert_fitted(NAME, SET, source, "test-set")
