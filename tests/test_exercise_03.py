"""The graders of exercise 03: right answers pass, each catalogued mistake is named, the release earns 0."""

import math
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from scipy import stats as scipy_stats

from course_lib import data
from exercises import YES, Cell, Wrong, assert_caught, assert_fitted, cells, indent, run, wrongs

NAME = "03_ranking"
EXPLAIN, DECIDE, GRADED = "explain-bm25", "deciding-word", "graded-ndcg"
REPORT, COSTS, CLAIM = "mended-report", "bug-costs", "judge-claim"


NEEDS = {
    "test-guesses": ("predict-guesses",),
    "test-explain": ("setup", EXPLAIN),
    "test-deciding-word": ("setup", EXPLAIN, DECIDE),
    "test-graded-ndcg": ("setup", GRADED),
    "test-mended-report": ("setup", "colleague-report", REPORT),
    "test-mended-interval": ("setup", "colleague-report", REPORT),
    "test-costs": ("setup", "colleague-report", REPORT, COSTS),
    "test-judge-claim": ("setup", "claim-data", CLAIM),
}


@cache
def needed(grade: str) -> list[Cell]:
    """Return the cells that one graded cell needs, so that a hundred wrong answers take a minute."""
    kept = {*NEEDS[grade], "setup", "helpers", grade}
    return [cell for cell in cells(NAME) if cell.id in kept]


def explain(weight: str, *, idf: str = "math.log(1 + (n - df[word] + 0.5) / (df[word] + 0.5))") -> str:
    """Return an answer to task 2 whose points are ``weight``, of idf, count c, and the damping d."""
    return (
        "def explain_bm25(query, passage, df, n, mean_length, k1=1.5, b=0.75):\n"
        "    points = {}\n"
        "    for word in query:\n"
        "        c = passage.count(word)\n"
        "        if c:\n"
        f"            idf = {idf}\n"
        "            d = k1 * (1 - b + b * len(passage) / mean_length)\n"
        f"            points[word] = points.get(word, 0.0) + {weight}\n"
        "    return points"
    )


def decide(body: str) -> str:
    lines = (
        "high = explain_bm25(query, winner, df, n, mean_length)\nlow = explain_bm25(query, loser, df, n, mean_length)\n"
    )
    return f"def deciding_word(query, winner, loser, df, n, mean_length):\n{indent(lines + body)}"


def graded(
    *,
    gain: str = "gains.get(p, 0)",
    gains: str = "sorted(gains.values(), reverse=True)[:k]",
    ranking: str = "retrieved_ids[:k]",
    log: str = "math.log2",
    result: str = "found / ideal",
) -> str:
    return (
        "def graded_ndcg(retrieved_ids, gains, k):\n"
        f"    found = sum({gain} / {log}(rank + 1) for rank, p in enumerate({ranking}, start=1))\n"
        f"    ideal = sum(gain / {log}(rank + 1) for rank, gain in enumerate({gains}, start=1))\n"
        f"    return {result}"
    )


def report(
    *,
    recall: str = "len(set(ranking[:k]) & gold) / len(gold)",
    reciprocal: str = "1 / ranks[0] if ranks else 0.0",
    ideal: str = "min(k, len(gold))",
    log: str = "math.log",
    gained: str = "rank <= k",
    sample: str = "rng.choice(recalls, n)",
    ends: str = "np.quantile([({sample}).mean() for _ in range(resamples)], [0.025, 0.975])",
    result: str = '{"recall": np.mean(recalls), "MRR": np.mean(rr), "nDCG": np.mean(ndcgs), "low": low, "high": high}',
) -> str:
    return (
        "def mended_report(rankings, golds, k=5, resamples=2000, seed=0):\n"
        "    recalls, rr, ndcgs = [], [], []\n"
        "    for ranking, gold in zip(rankings, golds):\n"
        "        ranks = [rank for rank, p in enumerate(ranking, start=1) if p in gold]\n"
        f"        recalls.append({recall})\n"
        f"        rr.append({reciprocal})\n"
        f"        best = sum(1 / {log}(rank + 1) for rank in range(1, {ideal} + 1))\n"
        f"        ndcgs.append(sum(1 / {log}(rank + 1) for rank in ranks if {gained}) / best)\n"
        "    rng, n = np.random.default_rng(seed), len(recalls)\n"
        f"    low, high = {ends.format(sample=sample)}\n"
        f"    return {result}"
    )


def costs(value: str) -> str:
    lines = "m, t = mended_report(rankings, golds), colleague_report(rankings, golds)\n"
    return lines + f'costs = {{x: {value} for x in ("recall", "MRR", "nDCG")}}'


MRR_CUT = report(reciprocal="1 / ranks[0] if ranks and ranks[0] <= k else 0.0")
MRR_SKIPS = report().replace("rr.append(1 / ranks[0] if ranks else 0.0)", "rr += [1 / ranks[0]] if ranks else []")
COSTS_HERE = (
    "m, t = mended_report(rankings, golds), colleague_report(rankings, golds)\n"
    'costs = {x: m[x] - t[x] for x in ("recall", "MRR", "nDCG")}'
)
SATURATED = "idf * c / (c + d)"
NAIVE = "e = stats.estimate(scores)\ninterval = (e.ci_low, e.ci_high)\n"
HONEST = "e = stats.estimate(scores, clusters=about)\ninterval = (e.ci_low, e.ci_high)\n"
IDEAL = "as many hits as there are gold passages"

CATALOGUE = {
    **wrongs(
        "predict-guesses",
        "test-guesses",
        {
            "guess-missing": ("guess_moves = guess_first = guess_lost = None", "any of these scores"),
            "guess-percent": ("guess_moves, guess_first, guess_lost = 'MRR', 60, 20", "as a share: 0.6"),
            "guess-quoted": (
                "guess_moves, guess_first, guess_lost = 'MRR', '0.7', 0.2",
                "without quotation marks",
            ),
            "guess-negative": ("guess_moves, guess_first, guess_lost = 'MRR', -1, 0", "for being made"),
            "guess-always-equal": (
                YES + "guess_moves, guess_first, guess_lost = 'both', Yes(), Yes()",
                "for being made",
            ),
        },
    ),
    **wrongs(
        EXPLAIN,
        "test-explain",
        {
            "explain-idf-without-one": (
                explain(SATURATED, idf="math.log((n - df[word] + 0.5) / (df[word] + 0.5))"),
                "the 1 is missing inside the logarithm",
            ),
            "explain-raw-count": (explain("idf * c"), "a repetition must pay less"),
            "explain-length-upside-down": (
                explain("idf * c / (c + k1 * (1 - b + b * mean_length / len(passage)))"),
                "not the other",
            ),
            "explain-length-of-the-set": (
                explain("idf * c / (c + k1 * (1 - b + b * len(set(passage)) / mean_length))"),
                "not len(set(passage))",
            ),
            "explain-key-error": (
                explain(SATURATED).replace("        if c:\n", "        if df[word]:\n"),
                "skip a word that is not in the passage",
            ),
            "explain-key-error-of-its-own": (
                explain(SATURATED).replace("points[word] = points.get(word, 0.0) + ", "points[word] += "),
                "points.get(word, 0.0)",
            ),
            "explain-other-error": (
                explain(SATURATED).replace("points = {}", "points = {} + 0"),
                "it comes from your own code",
            ),
            "explain-no-length": (explain("idf * c / (c + k1)"), "left out of the damping"),
            "explain-textbook-factor": (explain("idf * c * (k1 + 1) / (c + d)"), "leave it out, as in the lesson"),
            "explain-base-2": (
                explain(SATURATED, idf="math.log2(1 + (n - df[word] + 0.5) / (df[word] + 0.5))"),
                "base 2",
            ),
            "explain-base-10": (
                explain(SATURATED, idf="math.log10(1 + (n - df[word] + 0.5) / (df[word] + 0.5))"),
                "base 10",
            ),
            "explain-presence": (explain("idf / (1 + d)"), "count each mention"),
            "explain-asked-twice-once": (
                explain(SATURATED).replace("points.get(word, 0.0)", "0.0"),
                "its points count twice",
            ),
            "explain-constants-fixed": (
                explain("idf * c / (c + 1.5 * (0.25 + 0.75 * len(passage) / mean_length))"),
                "use the k1 and b that are passed in",
            ),
            "explain-all-words-of-the-passage": (
                explain(SATURATED).replace("for word in query", "for word in [*query, *set(passage) - set(query)]"),
                "nobody asked for light",
            ),
            "explain-prints": (explain(SATURATED).replace("return points", "print(points)"), "nothing came back"),
            "explain-number": (
                explain(SATURATED).replace("return points", "return sum(points.values())"),
                "return a dictionary",
            ),
            "explain-imported": (
                "def explain_bm25(query, passage, df, n, mean_length, k1=1.5, b=0.75):\n"
                "    return {w: query.count(w) * bm25_score([w], passage, df, n, mean_length, k1, b) for w in query}",
                "after you have written it once yourself",
            ),
            "explain-imported-inside": (
                explain(SATURATED, idf="bm25_idf(df[word], n)").replace(
                    "    points = {}", "    from course_lib.lexical import bm25_idf\n    points = {}"
                ),
                "after you have written it once yourself",
            ),
            "explain-always-equal": (
                YES + "def explain_bm25(query, *_, **__):\n    return dict.fromkeys(query, Yes())",
                "return one number, not a Yes",
            ),
        },
    ),
    **wrongs(
        DECIDE,
        "test-deciding-word",
        {
            "decide-most-points": (decide("return max(high, key=high.get)"), "helps the loser just as much"),
            "decide-sign": (
                decide("return min(query, key=lambda w: high.get(w, 0) - low.get(w, 0))"),
                "that word helped the loser",
            ),
            "decide-rarest": (decide("return min(query, key=lambda w: df.get(w, 0))"), "just as much: subtract"),
            "decide-only-in-winner": (
                decide(
                    "return max([w for w in query if w in winner and w not in loser] or query,"
                    " key=lambda w: high.get(w, 0))"
                ),
                "subtract for every word",
            ),
            "decide-key-error": (decide("return max(query, key=lambda w: high[w] - low[w])"), ".get(word, 0.0)"),
            "decide-other-error": (decide("return max(hihg)"), "it comes from your own code"),
            "decide-pair": (
                decide("return max((high.get(w, 0) - low.get(w, 0), w) for w in query)"),
                "return a str, not a tuple",
            ),
            "decide-always-equal": (YES + "def deciding_word(*_):\n    return Yes()", "not a Yes"),
        },
    ),
    **wrongs(
        GRADED,
        "test-graded-ndcg",
        {
            "graded-ideal-of-the-found": (
                graded(gains="sorted((gains.get(p, 0) for p in retrieved_ids), reverse=True)[:k]"),
                "sort all the gains",
            ),
            "graded-ideal-of-the-first-k": (
                graded(gains="sorted((gains.get(p, 0) for p in retrieved_ids[:k]), reverse=True)"),
                "sort all the gains",
            ),
            "graded-binary": (graded(gain="(p in gains)", gains="[1] * min(k, len(gains))"), "counted as 1"),
            "graded-ideal-over-k": (graded(gains="[max(gains.values())] * k"), "in all k places"),
            "graded-powers": (
                graded(
                    gain="(2 ** gains.get(p, 0) - 1)",
                    gains="sorted((2 ** g - 1 for g in gains.values()), reverse=True)[:k]",
                ),
                "use the gain as it is",
            ),
            "graded-no-discount": (graded(log="(lambda rank: 1)"), "no discount"),
            "graded-unsorted": (graded(gains="list(gains.values())[:k]"), "the ideal list is not sorted"),
            "graded-not-divided": (graded(result="found"), "before it is divided"),
            "graded-ideal-not-cut": (graded(gains="sorted(gains.values(), reverse=True)"), "cut it after k places"),
            "graded-ranking-not-cut": (graded(ranking="retrieved_ids"), "the whole ranking is counted"),
            "graded-nothing-cut": (
                graded(ranking="retrieved_ids", gains="sorted(gains.values(), reverse=True)"),
                "k is not used",
            ),
            "graded-discounted-sorted": (
                "def graded_ndcg(retrieved_ids, gains, k):\n"
                "    found = [gains.get(p, 0) / math.log2(r + 1) for r, p in enumerate(retrieved_ids[:k], start=1)]\n"
                "    return sum(found) / sum(sorted(found, reverse=True))",
                "sort the gains first",
            ),
            "graded-ranks-from-zero": (
                "def graded_ndcg(retrieved_ids, gains, k):\n"
                "    found = [gains.get(p, 0) / math.log2(r + 1) for r, p in enumerate(retrieved_ids[:k])]\n"
                "    return sum(found)",
                "ranks start at 1",
            ),
            "graded-rank-zero-of-a-logarithm": (
                graded().replace("(rank + 1)", "(rank)").replace("start=1", "start=0"),
                "0 has no logarithm",
            ),
            "graded-key-error": (graded(gain="gains[p]"), "gains.get(p, 0)"),
            "graded-other-error": (graded(result="fuond / ideal"), "it comes from your own code"),
            "graded-imported": (
                "from course_lib.metrics import ndcg_at_k\n"
                "def graded_ndcg(retrieved_ids, gains, k):\n    return ndcg_at_k(retrieved_ids, gains, k)",
                "after you have written it once yourself",
            ),
            "graded-always-equal": (YES + "def graded_ndcg(*_):\n    return Yes()", "not a Yes"),
        },
    ),
    **wrongs(
        REPORT,
        "test-mended-report",
        {
            "report-not-mended": ("def mended_report(*a, **o):\n    return colleague_report(*a, **o)", "divides by k"),
            "report-recall-over-k": (report(recall="len(set(ranking[:k]) & gold) / k"), "that divides by k"),
            "report-recall-over-the-found": (
                report(recall="len(set(ranking[:k]) & gold) / (len(ranks) or 1)"),
                "gold passages that were found",
            ),
            "report-recall-over-ranks": (
                report(recall="len(set(ranking[:k]) & gold) / len(ranks)"),
                "give it 0 before you divide",
            ),
            "report-mrr-of-every-hit": (
                report(reciprocal="sum(1 / r for r in ranks) / len(ranks) if ranks else 0.0"),
                "averages over every hit",
            ),
            "report-mrr-sum": (report(reciprocal="sum(1 / r for r in ranks)"), "adds the reciprocal ranks"),
            "report-mrr-cut-at-k": (MRR_CUT, "that stops at k"),
            "report-mrr-last-hit": (report(reciprocal="1 / ranks[-1] if ranks else 0.0"), "the last hit"),
            "report-mrr-without-misses": (MRR_SKIPS, "without a hit: it counts as 0"),
            "report-mrr-found-in-k-only": (
                MRR_SKIPS.replace("if ranks else []", "if ranks and ranks[0] <= k else []"),
                "look at the whole ranking",
            ),
            "report-mrr-best-of-nothing": (report(reciprocal="max(1 / r for r in ranks)"), "take the best of nothing"),
            "report-ideal-over-k": (report(ideal="k"), IDEAL),
            "report-ideal-of-all-gold": (report(ideal="max(k, len(gold))"), IDEAL),
            "report-ideal-of-the-found": (report(ideal="(min(k, len(ranks)) or 1)"), "found or not"),
            "report-gain-not-cut": (report(gained="True"), "only the first k places"),
            "report-imported": (
                "from course_lib import metrics\n" + report(recall="metrics.recall_at_k(ranking, gold, k)"),
                "after you have written it once yourself",
            ),
            "report-misspelt": (report().replace('"MRR": np', '"mrr": np'), "capitals too"),
            "report-no-ndcg": (report().replace('"nDCG": np.mean(ndcgs), ', ""), "as the task does"),
            "report-other-error": (report(recall="len(ranking)[k]"), "it comes from your own code"),
            "report-tuple": (report(result="(np.mean(recalls), low, high)"), "return a dictionary"),
            "report-always-equal": (
                YES + "def mended_report(*_, **__):\n    return dict.fromkeys(['recall', 'MRR'], Yes())",
                "not a Yes",
            ),
        },
    ),
    **wrongs(
        REPORT,
        "test-mended-interval",
        {
            "report-no-replacement": (report(sample="rng.choice(recalls, n, replace=False)"), "draw with replacement"),
            "report-samples-of-resamples": (
                report(ends="np.quantile([rng.choice(recalls, resamples).mean() for _ in range(n)], [0.025, 0.975])"),
                "as many values as there are questions",
            ),
            "report-samples-too-large": (
                report(sample="rng.choice(recalls, resamples)"),
                "as many values as there are questions",
            ),
            "report-ninety-percent": (
                report(ends="np.quantile([({sample}).mean() for _ in range(resamples)], [0.05, 0.95])"),
                "that is a 90 % interval",
            ),
            "report-quantiles-of-scores": (
                report(ends="np.quantile(recalls, [0.025, 0.975])"),
                "quantiles of the scores",
            ),
            "report-standard-deviation": (
                report(ends="np.mean(recalls) - np.std(recalls), np.mean(recalls) + np.std(recalls)"),
                "one standard deviation of the scores",
            ),
            "report-interval-imported": (
                "from course_lib import stats\n"
                + report(ends="(stats.estimate(recalls).ci_low, stats.estimate(recalls).ci_high)"),
                "after you have written it once yourself",
            ),
        },
    ),
    **wrongs(
        COSTS,
        "test-costs",
        {
            "costs-sign": (costs("t[x] - m[x]"), "not the other way round"),
            "costs-mended": (costs("m[x]"), "subtract the colleague's"),
            "costs-ratio": (costs("m[x] / t[x]"), "that is the ratio"),
            "costs-relative": (costs("m[x] / t[x] - 1"), "only subtract"),
            "costs-points": (costs("100 * (m[x] - t[x])"), "points of a hundred"),
            "costs-misspelt": (COSTS_HERE + "\ncosts['mrr'] = costs.pop('MRR')", "capitals too"),
            "costs-one-number": ("costs = mended_report(rankings, golds)['recall']", "return a dictionary"),
            "costs-of-a-report-cut-at-k": (f"{MRR_CUT}\n{COSTS_HERE}", "your mended MRR stops at k"),
            "costs-of-an-invented-report": (f"mended_report = colleague_report\n{COSTS_HERE}", "compare step by step"),
            "costs-of-both-reports-invented": (
                "mended_report = colleague_report = lambda *a, **o: dict.fromkeys(['recall', 'MRR', 'nDCG'], 0.0)\n"
                + COSTS_HERE,
                "compare step by step",
            ),
            "costs-always-equal": (YES + "costs = {'recall': Yes(), 'MRR': Yes(), 'nDCG': Yes()}", "not a Yes"),
        },
    ),
    **wrongs(
        CLAIM,
        "test-judge-claim",
        {
            "claim-single-questions": (
                NAIVE + "verdict = 'yes' if e.ci_low > 0.25 else 'cannot tell'",
                "clusters=about",
            ),
            "claim-mean": ("interval = (np.mean(scores),) * 2\nverdict = 'yes'", "width 0"),
            "claim-yes-by-the-mean": (
                HONEST + "verdict = 'yes' if np.mean(scores) > 0.25 else 'no'",
                "reaches below it",
            ),
            "claim-no": (HONEST + "verdict = 'no'", "it is only not shown"),
            "claim-estimate-itself": (
                "interval = stats.estimate(scores, clusters=about)\nverdict = 'cannot tell'",
                "(e.ci_low, e.ci_high)",
            ),
            "claim-ninety-percent": (
                HONEST.replace("clusters=about", "clusters=about, level=0.9") + "verdict = 'cannot tell'",
                "that is a 90 % interval",
            ),
            "claim-capital": (HONEST + "verdict = 'Cannot tell'", 'one of "yes", "no"'),
            "claim-unwritten": ("interval = verdict = None", "(e.ci_low, e.ci_high)"),
            "claim-always-equal": (YES + "interval = (Yes(), Yes())\nverdict = Yes()", "not a Yes"),
        },
    ),
}

RIGHT = {
    "guess-others": ("predict-guesses", "guess_moves, guess_first, guess_lost = 'neither', 0, np.float64(1)"),
    "explain-with-zeros": (
        EXPLAIN,
        explain(SATURATED).replace("        if c:\n", "        points.setdefault(word, 0.0)\n        if c:\n"),
    ),
    "explain-numpy": (EXPLAIN, explain(SATURATED, idf="np.log1p((n - df[word] + 0.5) / (df[word] + 0.5))")),
    "explain-other-algebra": (
        EXPLAIN,
        "from collections import defaultdict\n"
        "def explain_bm25(query, passage, df, n, mean_length, k1=1.5, b=0.75):\n"
        "    points = defaultdict(float)\n"
        "    for word in set(query) & set(passage):\n"
        "        share = 1 / (1 + k1 * (1 - b + b * len(passage) / mean_length) / passage.count(word))\n"
        "        points[word] = query.count(word) * share * math.log((n + 1) / (df[word] + 0.5))\n"
        "    return points",
    ),
    "decide-by-the-library": (
        DECIDE,
        "def deciding_word(query, winner, loser, df, n, mean_length):\n"
        "    points = lambda w, passage: bm25_score([w], passage, df, n, mean_length)\n"
        "    return sorted(query, key=lambda w: points(w, winner) - points(w, loser))[-1]",
    ),
    "decide-numpy-text": (
        DECIDE,
        decide("return np.array(query)[np.argmax([high.get(w, 0) - low.get(w, 0) for w in query])]"),
    ),
    "graded-natural-logarithm": (GRADED, graded(log="math.log")),
    "graded-base-10": (GRADED, graded(log="np.log10")),
    "graded-padded-with-zeros": (
        GRADED,
        graded(gains="(sorted(gains.values(), reverse=True) + [0] * k)[:k]"),
    ),
    "report-log2-and-first-hit": (REPORT, report(log="math.log2", reciprocal="max([1 / r for r in ranks], default=0)")),
    "report-positions": (REPORT, report(sample="np.array(recalls)[rng.integers(0, n, n)]")),
    "report-normal-formula": (
        REPORT,
        report(
            ends="[np.mean(recalls) + z * np.std(recalls) / math.sqrt(n) for z in (-1.96, 1.96)]",
        ),
    ),
    "costs-by-the-library": (
        COSTS,
        "from course_lib import metrics\n"
        "rows = list(zip(rankings, golds))\n"
        "theirs = colleague_report(rankings, golds)\n"
        "costs = {'nDCG': 0, 'MRR': np.mean([metrics.reciprocal_rank(*row) for row in rows]) - theirs['MRR'],\n"
        "         'recall': np.mean([metrics.recall_at_k(*row, 5) for row in rows]) - theirs['recall']}",
    ),
    "claim-array": (
        CLAIM,
        HONEST.replace("(e.ci_low, e.ci_high)", "np.array([e.ci_low, e.ci_high])") + "verdict = 'cannot tell'",
    ),
    "claim-by-hand": (
        CLAIM,
        "rng, groups = np.random.default_rng(5), {}\n"
        "for a, s in zip(about, scores):\n    groups.setdefault(a, []).append(s)\n"
        "groups, means = list(groups.values()), []\n"
        "for _ in range(4000):\n"
        "    drawn = [s for i in rng.integers(0, len(groups), len(groups)) for s in groups[i]]\n"
        "    means.append(np.mean(drawn))\n"
        "interval = list(np.quantile(means, [0.025, 0.975]))\n"
        "verdict = 'yes' if interval[0] > 0.25 else 'no' if interval[1] < 0.25 else 'cannot tell'",
    ),
}


@pytest.mark.parametrize("wrong", CATALOGUE.values(), ids=CATALOGUE)
def test_a_wrong_answer_is_refused_and_its_mistake_named(wrong: Wrong) -> None:
    error = run(NAME, {wrong.cell: wrong.source}, of=needed(wrong.grade))[wrong.grade]
    assert_caught(error, wrong.why)
    assert "np." not in str(error), "a learner reads numbers, not NumPy's names of them"


@pytest.mark.parametrize(("cell", "source"), RIGHT.values(), ids=RIGHT)
def test_another_right_answer_passes(cell: str, source: str) -> None:
    for grade in [grade for grade, needs in NEEDS.items() if needs[-1] == cell]:
        assert run(NAME, {cell: source}, of=needed(grade))[grade] is None


HARD_CODED = {
    "test-explain": (
        EXPLAIN,
        "def explain_bm25(query, *_, **__):\n    return {'oven': 0.124403, 'fan': 0.764852}",
    ),
    "test-deciding-word": (DECIDE, "def deciding_word(query, *_):\n    return query[1]"),
    "test-graded-ndcg": (
        GRADED,
        "def graded_ndcg(r, gains, k):\n    return 1.0 if r[0] == 'A' else 0.487932 if k == 4 else 0.444123",
    ),
    "test-mended-report": (
        REPORT,
        "def mended_report(rankings, golds, k=5, resamples=2000, seed=0):\n"
        "    return {'recall': 0.25, 'MRR': 0.258333, 'nDCG': 0.173357, 'low': 0.532, 'high': 0.668}",
    ),
    "test-mended-interval": (
        REPORT,
        "def mended_report(rankings, golds, k=5, resamples=2000, seed=0):\n"
        "    return {'recall': 0.25, 'MRR': 0.258333, 'nDCG': 0.173357, 'low': 0.532, 'high': 0.668}",
    ),
}


@pytest.mark.parametrize(("grade", "answer"), HARD_CODED.items(), ids=HARD_CODED)
def test_an_answer_fitted_to_the_visible_tests_fails_the_hidden_ones(grade: str, answer: tuple[str, str]) -> None:
    cell, source = answer
    assert_fitted(NAME, cell, source, grade)


def test_the_values_that_the_visible_tests_and_hints_name() -> None:
    """Worked out again here, by other code than the notebook's."""

    def points(df: int, count: int, damping: float, idf: Callable[[float], float] = math.log) -> float:
        return idf(1 + (5 - df + 0.5) / (df + 0.5)) * count / (count + damping)

    text = "\n".join(cell.source for cell in cells(NAME))
    long, short, distinct = 1.5 * (0.25 + 0.75 * 2), 1.5 * (0.25 + 0.75 / 2), 1.5 * (0.25 + 0.75 * 8 / 5)
    named = {
        "0.124403": points(4, 2, long),
        "0.764852": 2 * points(1, 1, long),
        "-0.475076": math.log(1.5 / 4.5) * 2 / (2 + long),
        "0.575364": points(4, 2, 0) * 2,
        "0.195869": points(4, 2, short),
        "0.137812": points(4, 2, distinct),
        "0.164390": points(4, 2, 1.5),
        "0.311008": points(4, 2, long) * 2.5,
        "0.179476": points(4, 2, long, math.log2),
        "0.054028": points(4, 2, long, math.log10),
        "0.079361": points(4, 1, long),
        "0.382426": points(1, 1, long),
        "0.392332": math.log(1 + 2.5 / 1.5) / 2.5,
    }
    second, third, fourth = 1 / math.log2(3), 1 / 2, 1 / math.log2(5)
    gained, ideal = 3 * second + fourth, 3 + 2 * second + third
    named |= {
        "0.487932": gained / ideal,
        "0.639909": gained / (3 + second),
        "0.498189": (second + fourth) / (1 + second + third),
        "0.302345": gained / (3 * (1 + second + third + fourth)),
        "0.516054": (7 * second + fourth) / (7 + 3 * second + third),
        "0.666667": 4 / 6,
        "0.501728": gained / (3 + second + 2 * third),
        "2.323466": gained,
        "0.444123": 3 * second / (3 + 2 * second),
        "0.397490": 3 * second / ideal,
        "0.630930": second,
        "0.545177": gained / (3 + 2 * second),
        "0.166667": (1 / 3 + 1 / 3) / 4,
        "0.375": (1 / 2 + 1) / 4,
        "0.258333": (1 / 2 + 1 / 3 + 1 / 5) / 4,
        "0.227083": (3 / 8 + 1 / 3 + 1 / 5) / 4,
        "0.320833": (3 / 4 + 1 / 3 + 1 / 5) / 4,
        "0.344444": (1 / 2 + 1 / 3 + 1 / 5) / 3,
        "0.208333": (1 / 2 + 1 / 3) / 4,
        "0.416667": (1 / 2 + 1 / 3) / 2,
        "0.195833": (1 / 4 + 1 / 3 + 1 / 5) / 4,
        "0.173357": (second + third) / (1 + second) / 4,
        "0.132680": (second + third) / (1 + second + third) / 4,
        "0.221713": (second / (1 + second) + third) / 4,
        "0.336087": ((second + fourth) / (1 + second) + third / (1 + second) + 1 / math.log2(6)) / 4,
    }
    for shown, value in named.items():
        assert shown in text, f"{shown} is not named any more"
        digits = len(shown.partition(".")[2])
        assert shown == f"{value:.{digits}f}"


def test_the_interval_of_task_5_is_judged_more_finely_than_its_mistakes() -> None:
    """The normal formula lies within the tolerance of the exact ends; a 90 % interval does not."""
    half = 1.96 * math.sqrt(0.6 * 0.4 / 200)
    assert pytest.approx((0.6 - half, 0.6 + half), abs=5e-4) == (0.532, 0.668)
    exact = [scipy_stats.binom.ppf(q, 200, 0.6) / 200 for q in (0.025, 0.975)]
    ninety = [scipy_stats.binom.ppf(q, 200, 0.6) / 200 for q in (0.05, 0.95)]
    assert pytest.approx((0.532, 0.668), abs=0.007) == exact
    assert all(abs(a - b) > 0.007 for a, b in zip(exact, ninety, strict=True))


def test_the_case_of_task_3_still_teaches() -> None:
    """One word decides, it stands in the wrong passage only, and the right one still says the answer."""
    from course_lib.lexical import BM25Index, bm25_score, document_frequency
    from course_lib.vectors import words

    passages = {p.id: p for p in data.load_passages()}
    tokens = {name: words(p.searchable) for name, p in passages.items()}
    question = next(q for q in data.load_questions("dev") if q.id == "para-0653")
    found = [
        list(passages)[i] for i in BM25Index([p.searchable for p in passages.values()]).search(question.question)[0]
    ]
    gold = question.gold[0]
    assert found[0] == "pol-privacy-fennick#2" and 0 < found.index(gold) < 10
    df, mean = document_frequency(list(tokens.values())), sum(map(len, tokens.values())) / len(tokens)
    lead = {
        word: bm25_score([word], tokens[found[0]], df, len(tokens), mean)
        - bm25_score([word], tokens[gold], df, len(tokens), mean)
        for word in words(question.question)
    }
    first, second = sorted(lead, key=lambda word: -lead[word])[:2]
    assert first == "data" and lead[first] - lead[second] > 0.5
    assert "data" not in tokens[gold] and "15.7 MB to download" in passages[gold].text[:240]


def test_the_case_of_task_6_still_teaches() -> None:
    """The two ways to draw must lead to different verdicts, or the task loses its point."""
    from course_lib import metrics, stats
    from course_lib.lexical import BM25Index

    passages = data.load_passages()
    asked = [q for q in data.load_questions("dev") if q.kind == "paraphrase" and q.gold]
    engine = BM25Index([p.searchable for p in passages])
    found = [[passages[i].id for i in engine.search(q.question, k=10)[0]] for q in asked]
    scores = [metrics.recall_at_k(ids, q.gold, 10) for ids, q in zip(found, asked, strict=True)]
    plain, honest = stats.estimate(scores), stats.estimate(scores, clusters=[q.near for q in asked])
    assert honest.ci_low < 0.25 < plain.ci_low
    assert plain.ci_low - honest.ci_low > 0.02, "the tolerance of the grader is 0.012"
    assert np.mean(scores) == plain.mean
