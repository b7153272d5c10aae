"""The graders of exercise 04: right answers pass, each catalogued mistake is named, the release earns 0."""

from typing import Any

import pytest

from exercises import YES, Wrong, assert_caught, assert_fitted, cells, indent, run, wrongs

NAME = "04_embeddings"


def pieces(body: str) -> str:
    return f"def pieces(word, vocabulary):\n{indent(body)}"


def greedy(ends: str, mark: str = "'##' if found else ''", miss: str = "return ['[UNK]']") -> str:
    """Return a tokenizer whose parts can be spoilt one at a time."""
    return pieces(
        f"found, rest = [], word\nwhile rest:\n    mark = {mark}\n"
        f"    fit = [e for e in {ends} if mark + rest[:e] in vocabulary]\n    if not fit:\n        {miss}\n"
        "    found.append(mark + rest[:fit[0]])\n    rest = rest[fit[0]:]\nreturn found"
    )


def windows(body: str) -> str:
    start = "unit = lambda v: np.asarray(v) / np.linalg.norm(v)\nreal = [w[:n] for w, n in zip(windows, lengths)]\n"
    return f"def embed_windows(windows, lengths):\n{indent(start + body)}"


def fused(body: str) -> str:
    return f"def fused_scores(bm25, cosines, constant=60):\n{indent(body)}"


def by_rank(
    ranking: str = "sorted(s, key=s.get, reverse=True)", first: int = 1, earn: str = "1 / (constant + r)"
) -> str:
    return fused(
        f"total = {{}}\nfor s in (bm25, cosines):\n    for r, p in enumerate({ranking}, start={first}):\n"
        f"        total[p] = total.get(p, 0) + {earn}\nreturn total"
    )


def measure(body: str) -> str:
    start = "rows = encode(texts, embed, size)\nalone = np.array([embed([t])[0] for t in texts])\n"
    return f"def rows_right(encode, texts, embed, size):\n{indent(start + body)}"


def mended(body: str) -> str:
    start = (
        "order = sorted(range(len(texts)), key=lambda i: len(texts[i]), reverse=True)\n"
        "def run(order, size):\n"
        "    parts = [order[i:i + size] for i in range(0, len(order), size)]\n"
        "    return np.concatenate([embed([texts[i] for i in part]) for part in parts])\n"
    )
    return f"def encode_mended(texts, embed, size):\n{indent(start + body)}"


ADVANTAGE = "def advantage(scores, mix):\n    return {}\n\n\n"
TIE = "def tie(scores, a, b):\n    ga, gb = [scores[k][1] - scores[k][0] for k in (a, b)]\n{}\n"
SUM = "sum(c * (scores[k][1] - scores[k][0]) for k, c in mix.items())"
GOOD_ADVANTAGE = ADVANTAGE.format(f"{SUM} / sum(mix.values())")
GOOD_TIE = TIE.format("    return None if ga * gb > 0 else gb / (gb - ga)")


def advantage(expression: str) -> str:
    return ADVANTAGE.format(expression) + GOOD_TIE


def tie(body: str) -> str:
    return GOOD_ADVANTAGE + TIE.format(indent(body))


def verdicts(**changed: str) -> str:
    right = {"average": "cannot tell", "overlap": "holds", "vendor": "only for a mix", "larger": "not measured"}
    return "\n".join(f"verdict_{name} = {verdict!r}" for name, verdict in (right | changed).items())


LONGEST = "range(len(rest), 0, -1)"
PIECES, WINDOWS, FUSED = "task-pieces-code", "task-windows-code", "task-fused-code"
MEASURE, MEND, MIX, HEADLINES = "task-bug-measure", "task-bug-mended", "task-mix-code", "task-headlines-code"


CATALOGUE = {
    **wrongs(
        "predict-guesses",
        "test-predict",
        {
            "predict-missing": ("guess_fused = guess_rows = None", "write your own choice"),
            "predict-other": ("guess_fused, guess_rows = 'E', 0.5", "any of these scores"),
            "predict-percent": ("guess_fused, guess_rows = 'B', 50", "scores for being made"),
            "predict-always-equal": (YES + "guess_fused = guess_rows = Yes()", "any of these scores"),
        },
    ),
    **wrongs(
        PIECES,
        "test-pieces",
        {
            "pieces-shortest": (greedy("range(1, len(rest) + 1)", miss="return found + ['[UNK]']"), "the shortest"),
            "pieces-shortest-unknown": (greedy("range(1, len(rest) + 1)"), "the shortest piece each time"),
            "pieces-no-mark": (greedy(LONGEST, mark="''"), "returned with ##"),
            "pieces-half-unknown": (
                greedy(LONGEST, miss="return found + ['[UNK]']"),
                "without the pieces found before",
            ),
            "pieces-rest-dropped": (greedy(LONGEST, miss="return found"), "do not drop it"),
            "pieces-nothing": (greedy(LONGEST, miss="return []"), "the whole word [UNK]"),
            "pieces-one-piece-only": (pieces("return [word] if word in vocabulary else ['[UNK]']"), "with ## in front"),
            "pieces-goes-back": (
                pieces(
                    "def cut(rest, mark):\n    if not rest:\n        return []\n"
                    "    for end in range(len(rest), 0, -1):\n        if mark + rest[:end] in vocabulary:\n"
                    "            more = cut(rest[end:], '##')\n            if more is not None:\n"
                    "                return [mark + rest[:end]] + more\n    return None\n"
                    "return cut(word, '') or ['[UNK]']"
                ),
                "never goes back",
            ),
            "pieces-none": (pieces("print(word)"), "nothing came back"),
            "pieces-imported": (
                pieces(
                    "from course_lib.embed import Embedder\n"
                    "if word == 'dishwashers': return ['dish', '##wash', '##ers']\n"
                    "return ['[UNK]'] if word in ('dishcloth', 'abcd') else Embedder().parts()[0].tokenize(word)"
                ),
                "import it after you have written it once yourself",
            ),
            "pieces-always-equal": (YES + pieces("return Yes()"), "return a list, not a Yes"),
        },
    ),
    **wrongs(
        WINDOWS,
        "test-windows",
        {
            "windows-not-scaled": (windows("return np.concatenate(real).mean(axis=0)"), "that is the mean itself"),
            "windows-sum": (windows("return np.concatenate(real).sum(axis=0)"), "that is the sum"),
            "windows-mean-of-means": (
                windows("return unit(np.mean([r.mean(axis=0) for r in real], axis=0))"),
                "a short window counts too much",
            ),
            "windows-mean-of-means-not-scaled": (
                windows("return np.mean([r.mean(axis=0) for r in real], axis=0)"),
                "a short window counts too much",
            ),
            "windows-padding": (windows("return unit(windows.mean(axis=(0, 1)))"), "padding is in the mean"),
            "windows-scaled-before": (
                windows("return unit(sum(unit(piece) for r in real for piece in r))"),
                "scale after it",
            ),
            "windows-each-scaled": (windows("return unit(sum(unit(r.mean(axis=0)) for r in real))"), "scale once"),
            "windows-first-only": (windows("return unit(real[0].mean(axis=0))"), "only the first window"),
            "windows-one-each": (windows("return np.array([r.mean(axis=0) for r in real])"), "one vector a window"),
            "windows-one-unit-each": (
                windows("return np.array([unit(r.mean(axis=0)) for r in real])"),
                "one vector a window",
            ),
            "windows-in-place": (
                windows("for w, n in zip(windows, lengths):\n    w[n:] = 0\nreturn unit(windows.sum(axis=(0, 1)))"),
                "wrote into the windows",
            ),
            "windows-flat-mask": (
                windows("mask = np.arange(windows.shape[1]) < lengths\nreturn unit(windows[:, mask].sum(axis=(0, 1)))"),
                "each window needs its own places",
            ),
            "windows-imported": (
                windows(
                    "import torch\nfrom course_lib.embed import mean_pool\n"
                    "flat = torch.tensor(np.concatenate(real))[None]\n"
                    "return unit(mean_pool(flat, torch.ones(flat.shape[:2]))[0].numpy())"
                ),
                "import it after you have written it once yourself",
            ),
            "windows-always-equal": (YES + windows("return Yes()"), "return an array of numbers, not a Yes"),
        },
    ),
    **wrongs(
        FUSED,
        "test-fused",
        {
            "fused-rank-zero": (by_rank(first=0), "your ranks begin at 0"),
            "fused-scores": (
                fused("return {p: bm25.get(p, 0) + cosines.get(p, 0) for p in {**bm25, **cosines}}"),
                "you added the scores",
            ),
            "fused-worst-first": (by_rank("sorted(s, key=s.get)"), "rank 1 is the highest score"),
            "fused-dictionary-order": (by_rank("s"), "not by place in the dictionary"),
            "fused-no-constant": (by_rank(earn="1 / r"), "you left out the constant"),
            "fused-always-60": (by_rank(earn="1 / (60 + r)"), "not always 60"),
            "fused-mean": (by_rank(earn="0.5 / (constant + r)"), "that is the mean"),
            "fused-missing-ranked": (
                fused(
                    "total = {}\nfor s in (bm25, cosines):\n"
                    "    for r, p in enumerate(sorted({**bm25, **cosines}, key=lambda p: -s.get(p, -9)), start=1):\n"
                    "        total[p] = total.get(p, 0) + 1 / (constant + r)\nreturn total"
                ),
                "D earns nothing from it",
            ),
            "fused-worst-first-from-zero": (by_rank("sorted(s, key=s.get)", first=0), "and ranks begin at 1"),
            "fused-dictionary-order-from-zero": (by_rank("s", first=0), "not by place in the dictionary"),
            "fused-always-60-from-zero": (by_rank(earn="1 / (60 + r)", first=0), "and ranks begin at 1"),
            "fused-no-constant-from-zero": (by_rank(earn="1 / r", first=0), "ranks begin at 1"),
            "fused-key-error": (
                fused(
                    "order = [sorted(s, key=s.get, reverse=True) for s in (bm25, cosines)]\n"
                    "ranks = [{p: r for r, p in enumerate(one, 1)} for one in order]\n"
                    "return {p: sum(1 / (constant + r[p]) for r in ranks) for p in cosines}"
                ),
                "each system's own passages",
            ),
            "fused-ranking": (fused("return sorted(bm25, key=bm25.get)"), "not a ranking"),
            "fused-none": (fused("pass"), "nothing came back"),
            "fused-imported": (
                fused(
                    "from course_lib.fusion import reciprocal_rank_fusion\n"
                    "ranks = [sorted(s, key=s.get, reverse=True) for s in (bm25, cosines)]\n"
                    "return {p: sum(1 / (constant + 1 + r.index(p)) for r in ranks if p in r)"
                    " for p in reciprocal_rank_fusion(ranks)}"
                ),
                "import it after you have written it once yourself",
            ),
            "fused-always-equal": (
                "class Yes(dict):\n    def __eq__(self, other):\n        return True\n    __hash__ = None\n"
                + fused("return Yes(A=1, B=1, C=1, D=1)"),
                "work the tiny example",
            ),
        },
    ),
    **wrongs(
        MEASURE,
        "test-measure",
        {
            "measure-exact": (measure("return float(np.mean((rows == alone).all(axis=1)))"), "with a tolerance"),
            "measure-count": (
                measure("return int(sum(np.allclose(r, a, atol=1e-6) for r, a in zip(rows, alone)))"),
                "the number of right rows",
            ),
            "measure-percent": (
                measure("return 100 * float(np.mean([np.allclose(r, a, atol=1e-6) for r, a in zip(rows, alone)]))"),
                "in percent",
            ),
            "measure-wrong-rows": (
                measure("return float(np.mean([not np.allclose(r, a, atol=1e-6) for r, a in zip(rows, alone)]))"),
                "share of wrong rows",
            ),
            "measure-whole": (measure("return float(np.allclose(rows, alone, atol=1e-6))"), "row by row"),
            "measure-loose": (
                measure("return float(np.mean([np.allclose(r, a, atol=0.1) for r, a in zip(rows, alone)]))"),
                "you allow more than 0.000001",
            ),
            "measure-less-loose": (
                measure("return float(np.mean([np.allclose(r, a, atol=0.01) for r, a in zip(rows, alone)]))"),
                "row 0 differs by 0.001",
            ),
            "measure-against-itself": (
                measure("return float(np.mean([np.allclose(r, a) for r, a in zip(rows, rows)]))"),
                "compare with embed([text])[0]",
            ),
            "measure-imported": (
                "from course_lib.stats import estimate\n"
                + measure("return estimate([np.allclose(r, a, atol=1e-6) for r, a in zip(rows, alone)]).mean"),
                "import it after you have written it once yourself",
            ),
            "measure-gamed-with-a-flat-embedder": (
                "toy_embed = own_embed = lambda texts: np.zeros((len(texts), 3))\n"
                "def encode(texts, embed, size):\n    return embed(texts)\n"
                "def rows_right(encode_, texts, embed, size):\n"
                "    return float(np.mean(np.all(encode(texts, toy_embed, size) == 0, axis=1)))",
                "or says that all are right",
            ),
            "measure-numbers": (
                measure("return float(np.mean(np.abs(rows - alone) < 1e-6))"),
                "you count single numbers",
            ),
            "measure-always-equal": (YES + measure("return Yes()"), "return one number, not a Yes"),
        },
    ),
    **wrongs(
        MEND,
        "test-mended",
        {
            "mend-as-given": (mended("return run(order, size)"), "in the order of length"),
            "mend-sorted-again": (mended("return run(order, size)[order]"), "its inverse"),
            "mend-unsorted": (mended("return run(list(range(len(texts))), size)"), "keep the sorting"),
            "mend-one-by-one": (mended("return np.array([embed([t])[0] for t in texts])"), "one text a call is slow"),
            "mend-one-large-batch": (mended("return embed(texts)"), "work the tiny example"),
            "mend-sorts-the-list": (
                mended("texts.sort(key=len)\nreturn run(list(range(len(texts))), size)"),
                "changed the caller's list",
            ),
            "mend-inserts": (
                mended(
                    "found = []\nfor i, row in zip(order, run(order, size)):\n    found.insert(i, row)\nreturn found"
                ),
                "moves the rows behind it",
            ),
            "mend-gamed-with-the-toy": (
                mended(
                    "run(order, size)\nreturn np.array([[t.count('e'), zlib.crc32(t.encode()) / 2**32] for t in texts])"
                ),
                "use the rows that `embed` returns",
            ),
            "mend-gamed-with-a-flat-embedder": (
                "toy_embed = lambda texts: np.zeros((len(texts), 2))\n"
                "def mended_check(texts, size):\n    pass\n" + mended("run(order, size)\nreturn toy_embed(texts)"),
                "work the tiny example",
            ),
            "mend-imported": (
                "from course_lib.embed import Embedder\n"
                + mended("Embedder\nreturn run(order, size)[np.argsort(order)]"),
                "import it after you have written it once yourself",
            ),
            "mend-always-equal": (YES + mended("return Yes()"), "return an array of numbers, not a Yes"),
        },
    ),
    **wrongs(
        MIX,
        "test-mix",
        {
            "mix-not-divided": (advantage(SUM), "divide by the number of questions"),
            "mix-equal-weights": (
                advantage("sum(scores[k][1] - scores[k][0] for k in mix) / len(mix)"),
                "each kind the same weight",
            ),
            "mix-sign": (advantage(f"-{SUM} / sum(mix.values())"), "the sign is turned"),
            "mix-kinds": (advantage(f"{SUM} / len(mix)"), "not by the number of kinds"),
            "mix-dense-alone": (
                advantage("sum(c * scores[k][1] for k, c in mix.items()) / sum(mix.values())"),
                "the recall of dense alone",
            ),
            "mix-absolute": (advantage(f"abs({SUM}) / sum(mix.values())"), "the sign is turned"),
            "mix-always-equal": (YES + advantage("Yes()"), "return one number, not a Yes"),
            "tie-other-kind": (tie("return None if ga * gb > 0 else ga / (ga - gb)"), "the share of the other kind"),
            "tie-no-sign": (tie("return gb / (ga + gb)"), "one gain is negative"),
            "tie-ratio": (tie("return -ga / gb"), "a ratio of the gains"),
            "tie-never-none": (tie("return gb / (gb - ga)"), "no share from 0 to 1"),
            "tie-clipped": (tie("return min(1, max(0, gb / (gb - ga)))"), "no share from 0 to 1"),
            "mix-imported": (
                "from course_lib.stats import estimate\n"
                + advantage(f"estimate([{SUM} / sum(mix.values())] * 2).mean"),
                "import it after you have written it once yourself",
            ),
            "tie-always-none": (tie("return None"), "nothing came back"),
        },
    ),
    **wrongs(
        HEADLINES,
        "test-headlines",
        {
            "headline-average-holds": (verdicts(average="holds"), "what does its interval hold"),
            "headline-average-mix": (verdicts(average="only for a mix"), "what does its interval hold"),
            "headline-overlap": (verdicts(overlap="cannot tell"), "both ends of its interval"),
            "headline-overlap-mix": (verdicts(overlap="only for a mix"), "it names its mix"),
            "headline-vendor": (verdicts(vendor="holds"), "if lookup questions were in the mix"),
            "headline-larger": (verdicts(larger="cannot tell"), "about a larger embedder"),
            "headline-gamed-table": (
                "DEV_RUN = {name: (1, 0, 0, 0, 1, 2) for name in DEV_RUN}\n"
                "class zlib:\n    crc32 = staticmethod(lambda text: 0)\n" + verdicts(average="holds"),
                "what does its interval hold",
            ),
            "headline-missing": (
                "verdict_average = verdict_overlap = verdict_vendor = verdict_larger = None",
                "write one of",
            ),
            "headline-always-equal": (
                YES + "verdict_average = verdict_overlap = verdict_vendor = verdict_larger = Yes()",
                "write one of",
            ),
        },
    ),
}

RIGHT = {
    "predict-other-guesses": ("predict-guesses", "guess_fused, guess_rows = 'C', np.float64(1)"),
    "pieces-by-recursion": (
        PIECES,
        pieces(
            "def cut(rest, mark):\n    if not rest:\n        return []\n"
            "    ends = [e for e in range(1, len(rest) + 1) if mark + rest[:e] in vocabulary]\n"
            "    more = cut(rest[max(ends):], '##') if ends else None\n"
            "    return None if more is None else [mark + rest[:max(ends)]] + more\n"
            "return cut(word, '') or ['[UNK]']"
        ),
    ),
    "pieces-as-tuple": (PIECES, greedy(LONGEST).replace("return found", "return tuple(found)")),
    "windows-sum-is-enough": (WINDOWS, windows("return unit(sum(r.sum(axis=0) for r in real))")),
    "windows-by-mask": (
        WINDOWS,
        windows(
            "mask = np.arange(windows.shape[1]) < np.array(lengths)[:, None]\n"
            "mean = (windows * mask[:, :, None]).sum(axis=(0, 1)) / mask.sum()\n"
            "return (mean / (mean @ mean) ** 0.5).tolist()"
        ),
    ),
    "windows-weighted-means": (
        WINDOWS,
        windows("return unit(np.average([r.mean(axis=0) for r in real], axis=0, weights=lengths)).astype(np.float32)"),
    ),
    "fused-by-counting": (
        FUSED,
        fused(
            "rank = lambda s, p: 1 + sum(v > s[p] for v in s.values())\n"
            "return {p: sum(1 / (constant + rank(s, p)) for s in (bm25, cosines) if p in s)"
            " for p in set(bm25) | set(cosines)}"
        ),
    ),
    "fused-numpy-values": (FUSED, by_rank(earn="np.float64(1) / (constant + r)")),
    "fused-defaultdict": (
        FUSED,
        "from collections import defaultdict\n" + by_rank().replace("total = {}", "total = defaultdict(float)"),
    ),
    "headline-vendor-by-all-questions": (HEADLINES, verdicts(vendor="cannot tell")),
    "measure-by-maximum": (MEASURE, measure("return (np.abs(rows - alone).max(axis=1) < 1e-6).mean()")),
    "measure-by-rounding": (
        MEASURE,
        measure("return np.mean([(r.round(6) == a.round(6)).all() for r, a in zip(rows, alone)])"),
    ),
    "mend-argsort": (MEND, mended("return run(order, size)[np.argsort(order)]")),
    "mend-shortest-first": (
        MEND,
        mended(
            "order = sorted(range(len(texts)), key=lambda i: len(texts[i]))\nreturn run(order, size)[np.argsort(order)]"
        ),
    ),
    "mend-by-dictionary": (
        MEND,
        mended("found = dict(zip(order, run(order, size).tolist()))\nreturn [found[i] for i in range(len(texts))]"),
    ),
    "mix-by-numpy": (
        MIX,
        "def advantage(scores, mix):\n    gains = [np.subtract(*scores[k][::-1]) for k in mix]\n"
        "    return np.average(gains, weights=list(mix.values()))\n\n\n"
        + TIE.format("    x = np.divide(gb, gb - ga)\n    return x if 0 <= x <= 1 else None"),
    ),
}


@pytest.mark.parametrize("wrong", CATALOGUE.values(), ids=CATALOGUE)
def test_a_wrong_answer_is_refused_and_its_mistake_named(wrong: Wrong) -> None:
    assert_caught(run(NAME, {wrong.cell: wrong.source})[wrong.grade], wrong.why)


@pytest.mark.parametrize(("cell", "source"), RIGHT.values(), ids=RIGHT)
def test_another_right_answer_passes(cell: str, source: str) -> None:
    errors = {grade: error for grade, error in run(NAME, {cell: source}).items() if error}
    assert errors == {}


MEMORISED = {
    "pieces": (
        PIECES,
        pieces(
            "return {'dishwashers': ['dish', '##wash', '##ers'], 'dishwasher': ['dish', '##wash', '##er']}"
            ".get(word, ['[UNK]'])"
        ),
        "test-pieces",
    ),
    "windows": (
        WINDOWS,
        windows("return [0, 1] if len(windows) == 1 else [0.274721127, 0.961523947]"),
        "test-windows",
    ),
    "fused": (
        FUSED,
        fused("return dict(A=.5, B=.5, C=.4, D=1 / 3) if constant == 2 else dict(A=1 / 61)"),
        "test-fused",
    ),
    "measure": (
        MEASURE,
        measure("return {3: 0, 5: 0.2 if texts[0] == 'the pump stops' else 1}.get(len(texts), 1)"),
        "test-measure",
    ),
}


@pytest.mark.parametrize(("cell", "source", "grade"), MEMORISED.values(), ids=MEMORISED)
def test_memorised_values_pass_the_visible_test_and_fail_the_hidden_one(cell: str, source: str, grade: str) -> None:
    assert_fitted(NAME, cell, source, grade)


@pytest.mark.slow
def test_the_table_is_that_of_a_run_on_the_dev_questions() -> None:
    """If this fails after a change of corpus or dev questions, write the new numbers into the cell mix-table."""
    from course_lib.evidence import Trial
    from course_lib.evidence.retrieval import systems

    space: dict[str, Any] = {}
    exec(next(cell.source for cell in cells(NAME) if cell.id == "mix-table"), space)  # noqa: S102
    rows = [r for r in systems.records(Trial.sample(10_000)) if r.kind in space["scores"]]
    groups = {kind: [r for r in rows if r.kind == kind] for kind in space["scores"]}
    groups["all questions"] = rows
    groups["overlap below 0.5"] = [r for r in rows if r.overlap < 0.5]
    groups["overlap from 0.5"] = [r for r in rows if r.overlap >= 0.5]
    assert list(groups) == list(space["DEV_RUN"])
    for name, part in groups.items():
        gain = systems.dense_minus_bm25(part, seed=0).ci95
        means = [systems.summarize([r for r in part if r.system == s], "recall@5").mean for s in ("BM25", "dense")]
        measured = (gain.n, *means, gain.mean, gain.ci_low, gain.ci_high)
        assert space["DEV_RUN"][name] == pytest.approx(measured, abs=0.01), name
