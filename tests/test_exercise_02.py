"""The graders of exercise 02: right answers pass, each catalogued mistake is named, the release earns 0."""

import pytest

from exercises import (
    YES,
    Wrong,
    assert_caught,
    assert_fitted,
    cells,
    free_check,
    indent,
    release,
    run,
    run_cells,
    solutions,
    wrongs,
)

NAME = "02_similarity_search"
SKIP = ["reveal-run"]


def distance(body: str) -> str:
    """Return a search by distance; ``d`` is the table of true distances."""
    true = "    d = np.linalg.norm(np.asarray(queries)[:, None] - vectors, axis=2)"
    return f"def nearest_by_distance(queries, vectors, k):\n{true}\n{indent(body)}"


def by_formula(body: str) -> str:
    """Return a search by distance; ``s`` are squares by the formula, which rounding makes negative at times."""
    squares = "    s = (queries**2).sum(1)[:, None] + (vectors**2).sum(1) - 2 * queries @ vectors.T"
    return f"def nearest_by_distance(queries, vectors, k):\n{squares}\n{indent(body)}"


def effort(body: str, steps: str = "range(1, index.nlist + 1)") -> str:
    """Return a search for the least effort; ``body`` decides at each step."""
    lines = [
        "def least_nprobe(index, queries, exact, target):",
        "    before, answer = index.nprobe, index.nlist",
        f"    for nprobe in {steps}:",
        "        index.nprobe = nprobe",
        "        found = index.search(queries, exact.shape[1])[1]",
        "        share = overlap_at_k(found, exact)",
        *("        " + line for line in body.splitlines()),
        "    index.nprobe = before",
        "    return answer",
    ]
    return "\n".join(lines)


def count(body: str) -> str:
    return f"def never_found(positions):\n{indent(body)}"


def mended(body: str) -> str:
    return f"def mended_titles(vectors, titles, queries, k):\n{indent(body)}"


def by_faiss(body: str, rows: str = "unit", wanted: str = "min(k, len(vectors))") -> str:
    lines = [
        "unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)",
        "index = faiss.IndexFlatIP(vectors.shape[1])",
        f"index.add({rows})",
        f"positions = index.search(queries, {wanted})[1]",
        body,
    ]
    return mended("\n".join(lines))


def pay(body: str) -> str:
    return (
        "def queries_to_pay(build_seconds, exact_ms, index_ms):\n"
        f"    b, e, i = build_seconds, median(exact_ms[1:]), median(index_ms[1:])\n{indent(body)}"
    )


GUESS, NEAR, EFFORT, COUNT = "predict-guesses", "task-distance-code", "task-effort-code", "task-bug-count"
MEND, PAY, VERDICTS = "task-bug-mended", "task-offer-code", "task-offer-verdicts"
SORTED = "p = np.argsort(d, axis=1)[:, :k]\n"
TAKE = "return p, np.take_along_axis(d, p, axis=1)"
SHOW = "return [[titles[p] for p in row] for row in positions]"
VERDICT = "verdict_speed, verdict_memory, verdict_right = "

CATALOGUE = {
    **wrongs(
        GUESS,
        "test-predict",
        {
            "predict-missing": ("guess_megabytes = guess_worse = None", "scores for being made"),
            "predict-negative": ("guess_megabytes, guess_worse = -1, 'equal'", "scores for being made"),
            "predict-other-word": ("guess_megabytes, guess_worse = 3072, 'random'", "any of these scores"),
            "predict-always-equal": (YES + "guess_megabytes = guess_worse = Yes()", "scores for being made"),
        },
    ),
    **wrongs(
        NEAR,
        "test-distance",
        {
            "distance-farthest": (distance("p = np.argsort(-d, axis=1)[:, :k]\n" + TAKE), "those are the farthest"),
            "distance-squared": (
                distance(SORTED + "return p, np.take_along_axis(d**2, p, axis=1)"),
                "those are squared distances",
            ),
            "distance-faiss-squared": (
                distance(
                    "x = faiss.IndexFlatL2(vectors.shape[1])\nx.add(np.float32(vectors))\n"
                    "s, p = x.search(np.float32(queries), k)\nreturn p, s"
                ),
                "those are squared distances",
            ),
            "distance-partition": (
                distance("p = np.argpartition(d, k - 1, axis=1)[:, :k]\n" + TAKE),
                "argpartition only splits",
            ),
            "distance-product": (
                distance("p = np.argsort(-(queries @ vectors.T), axis=1)[:, :k]\n" + TAKE),
                "the order of the dot product",
            ),
            "distance-cosine": (
                distance(
                    "d = 2 - 2 * normalize_rows(queries) @ normalize_rows(vectors).T\nd = np.sqrt(np.maximum(d, 0))\n"
                    + SORTED
                    + TAKE
                ),
                "the order of the cosine",
            ),
            "distance-not-sorted-along": (distance(SORTED + "return p, d[:, :k]"), "sort the distances"),
            "distance-all": (distance("p = np.argsort(d, axis=1)\n" + TAKE), "keep the first k"),
            "distance-pairs": (
                distance(SORTED + "return [list(zip(r.tolist(), d[i, r].tolist())) for i, r in enumerate(p)]"),
                "those are pairs",
            ),
            "distance-k-is-n": (
                distance(
                    "p = np.argpartition(d, k, axis=1)[:, :k]\nnear = np.take_along_axis(d, p, axis=1)\n"
                    "p = np.take_along_axis(p, np.argsort(near, axis=1), axis=1)\n" + TAKE
                ),
                "argpartition needs k - 1",
            ),
            "distance-nan": (
                by_formula("p = np.argsort(s, axis=1)[:, :k]\nreturn p, np.sqrt(np.take_along_axis(s, p, axis=1))"),
                "use np.maximum(squares, 0)",
            ),
            "distance-nan-sorted-last": (by_formula("d = np.sqrt(s)\n" + SORTED + TAKE), "use np.maximum(squares, 0)"),
            "distance-positions-only": (distance(SORTED + "return p"), "return positions, distances"),
            "distance-turned-round": (
                distance(SORTED + "return np.take_along_axis(d, p, axis=1), p"),
                "return positions first",
            ),
            "distance-prints": (distance("print(d)"), "return positions, distances"),
            "distance-imported": (
                "from course_lib.search import top_k\n" + distance("p = top_k(-d, k)\n" + TAKE),
                "after you have written it once yourself",
            ),
            "distance-imported-inside": (
                distance("from course_lib.search import top_k\np = top_k(-d, k)\n" + TAKE),
                "after you have written it once yourself",
            ),
            "distance-imported-by-a-helper": (
                "from course_lib.search import top_k\npick = lambda scores, k: top_k(scores, k)\n"
                + distance("p = pick(-d, k)\n" + TAKE),
                "after you have written it once yourself",
            ),
            "distance-always-equal": (
                YES + "def nearest_by_distance(q, v, k):\n    return Yes(), Yes()",
                "return an array of numbers, not a Yes",
            ),
        },
    ),
    **wrongs(
        EFFORT,
        "test-effort",
        {
            "effort-powers": (
                effort("if share >= target:\n    answer = nprobe\n    break", steps="(1, 2, 4, 8, 16)"),
                "you skipped some",
            ),
            "effort-place-by-place": (
                effort("if (found == exact).mean() >= target:\n    answer = nprobe\n    break"),
                "you compared place by place",
            ),
            "effort-one-too-few": (effort("if share >= target:\n    answer = nprobe - 1\n    break"), "one too few"),
            "effort-last": (effort("if share >= target:\n    answer = nprobe"), "all lists"),
            "effort-one-too-many": (effort("if share >= target:\n    answer = nprobe + 1\n    break"), "one too many"),
            "effort-overlap": (effort("if share >= target:\n    answer = share\n    break"), "that is the overlap"),
            "effort-left-changed": (effort("if share >= target:\n    return nprobe"), "the index was left changed"),
            "effort-above": (effort("if share > target:\n    answer = nprobe\n    break"), "use >=, not >"),
            "effort-ten": (
                effort(
                    "share = overlap_at_k(index.search(queries, 10)[1], exact)\n"
                    "if share >= target:\n    answer = nprobe\n    break"
                ),
                "search for exact.shape[1]",
            ),
            "effort-one-position-a-query": (
                effort(
                    "share = overlap_at_k(index.search(queries, len(exact))[1], exact)\n"
                    "if share >= target:\n    answer = nprobe\n    break"
                ),
                "search for exact.shape[1]",
            ),
            "effort-not-the-last": (
                effort("answer = nprobe\nif share >= target:\n    break", steps="range(1, index.nlist)"),
                "leaves out the last",
            ),
            "effort-scores": (
                effort(
                    "found = index.search(queries, exact.shape[1])[0]\n"
                    "if overlap_at_k(found, exact) >= target:\n    answer = nprobe\n    break"
                ),
                "took scores, which come first, for positions",
            ),
            "effort-every-query": (
                effort(
                    "if min(len(set(f) & set(e)) for f, e in zip(found, exact)) >= target * exact.shape[1]:\n"
                    "    answer = nprobe\n    break"
                ),
                "every query",
            ),
            "effort-never-set": (
                "def least_nprobe(index, queries, exact, target):\n"
                "    for nprobe in range(1, index.nlist + 1):\n"
                "        if overlap_at_k(index.search(queries, exact.shape[1])[1], exact) >= target:\n"
                "            return nprobe",
                "did you set index.nprobe",
            ),
            "effort-set-to-one": (
                effort("if share >= target:\n    answer = nprobe\n    break").replace(
                    "index.nprobe = before", "index.nprobe = 1"
                ),
                "the index was left changed",
            ),
            "effort-nothing": (effort("pass") + " and None", "nothing came back"),
            "effort-always-equal": (
                YES + "def least_nprobe(i, q, e, t):\n    return Yes()",
                "return one number, not a Yes",
            ),
        },
    ),
    **wrongs(
        COUNT,
        "test-count",
        {
            "count-rows": (count("return (positions < 0).any(axis=1).sum()"), "the number of rows"),
            "count-filled": (count("return (positions >= 0).sum()"), "that were filled"),
            "count-zero": (count("return (positions <= 0).sum()"), "position 0 is a real result"),
            "count-last": (
                count("n = positions.max() + 1\nreturn (positions % n == n - 1).sum()"),
                "the last part was really found",
            ),
            "count-share": (count("return (positions < 0).mean()"), "that is a share"),
            "count-sum": (count("return positions[positions < 0].sum()"), "added up the -1s"),
            "count-where": (count("return len(np.where(positions == -1))"), "the number of dimensions"),
            "count-len": (count("return len(positions == -1)"), "what len gives of a table"),
            "count-first-row": (count("return list(positions[0]).count(-1)"), "the first row only"),
            "count-last-row": (count("return list(positions[-1]).count(-1)"), "the last row only"),
            "count-in-rows": (count("return positions.tolist().count(-1)"), "no row is -1"),
            "count-nonzero": (count("return np.count_nonzero(positions)"), "that is not 0"),
            "count-always-equal": (YES + "def never_found(p):\n    return Yes()", "return one number, not a Yes"),
        },
    ),
    **wrongs(
        MEND,
        "test-mended",
        {
            "mend-colleague": (mended("return colleague_titles(vectors, titles, queries, k)"), "long vectors win"),
            "mend-only-padding": (by_faiss(SHOW, rows="vectors"), "long vectors win"),
            "mend-only-length": (by_faiss(SHOW, wanted="k"), "an empty place (-1) shows the last"),
            "mend-queries-scaled-too": (
                mended(
                    "faiss.normalize_L2(queries)\nfaiss.normalize_L2(vectors)\n"
                    "p = np.argsort(-(queries @ vectors.T), axis=1)[:, :k]\n"
                    "return [[titles[i] for i in row] for row in p]"
                ),
                "change the caller's array",
            ),
            "mend-in-place": (
                mended(
                    "vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)\n"
                    "p = np.argsort(-(queries @ vectors.T), axis=1)[:, :k]\n"
                    "return [[titles[i] for i in row] for row in p]"
                ),
                "change the caller's array",
            ),
            "mend-worst-first": (
                mended(
                    "u = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)\n"
                    "p = np.argsort(queries @ u.T, axis=1)[:, :k]\nreturn [[titles[i] for i in row] for row in p]"
                ),
                "worst first",
            ),
            "mend-positions": (by_faiss("return positions.tolist()"), "those are positions"),
            "mend-first-query-only": (
                by_faiss("return [titles[p] for p in positions[0]]"),
                "one list of titles for each query",
            ),
            "mend-distance": (
                mended(
                    "p = nearest_by_distance(queries, vectors, min(k, len(vectors)))[0]\n"
                    "return [[titles[i] for i in row] for row in p]"
                ),
                "that is by distance",
            ),
            "mend-distance-by-faiss": (
                by_faiss(SHOW, rows="vectors").replace("IndexFlatIP", "IndexFlatL2"),
                "that is by distance",
            ),
            "mend-clip": (
                mended(
                    "p = np.argsort(-(queries @ np.clip(vectors, -1, 1).T), axis=1)[:, :k]\n"
                    "return [[titles[i] for i in row] for row in p]"
                ),
                "to clip turns a vector",
            ),
            "mend-whole-norm": (
                mended(
                    "p = np.argsort(-(queries @ (vectors / np.linalg.norm(vectors)).T), axis=1)[:, :k]\n"
                    "return [[titles[i] for i in row] for row in p]"
                ),
                "scale the vectors",
            ),
            "mend-doubles": (
                by_faiss("return [list(dict.fromkeys(titles[p] for p in row)) for row in positions]", wanted="k"),
                "leave out -1, not doubles",
            ),
            "mend-imported-by-a-helper": (
                "from course_lib.search import VectorIndex\n"
                "def look(vectors, queries, k):\n    return VectorIndex(vectors).search(queries, k)[0]\n"
                + mended("return [[titles[i] for i in row] for row in look(vectors, queries, k)]"),
                "after you have written it once yourself",
            ),
            "mend-imported": (
                "from course_lib.search import VectorIndex\n"
                + mended(
                    "p = VectorIndex(vectors).search(queries, k)[0]\nreturn [[titles[i] for i in row] for row in p]"
                ),
                "after you have written it once yourself",
            ),
            "mend-always-equal": (YES + "def mended_titles(v, t, q, k):\n    return [Yes() for _ in q]", "not a Yes"),
        },
    ),
    **wrongs(
        PAY,
        "test-pay",
        {
            "pay-cold": (pay("return 1000 * b / (median(exact_ms) - median(index_ms))"), "the first call of each list"),
            "pay-mean": (
                pay("return 1000 * b / (np.mean(exact_ms[1:]) - np.mean(index_ms[1:]))"),
                "those are means: use the median",
            ),
            "pay-cold-mean": (
                pay("return 1000 * b / (np.mean(exact_ms) - np.mean(index_ms))"),
                "cold first calls in them",
            ),
            "pay-units": (pay("return b / (e - i)"), "one side is in seconds"),
            "pay-exact-only": (pay("return 1000 * b / e"), "you left out the time of the index"),
            "pay-index-only": (pay("return 1000 * b / i"), "while it could be built"),
            "pay-ratio": (pay("return b / (e / i)"), "that is by ratio"),
            "pay-sign": (pay("return 1000 * b / (i - e)"), "the sign is turned"),
            "pay-zero-division": (pay("return 1000 * b / (e - i)"), "return math.inf"),
            "pay-slower": (
                pay("return 1000 * b / (e - i) if e != i else math.inf"),
                "return math.inf",
            ),
            "pay-microseconds": (pay("return 1e6 * b / (e - i)"), "a second has 1000 ms"),
            "pay-rounded-down": (pay("return 1000 * b // (e - i) if e > i else math.inf"), "do not round down"),
            "pay-slowest": (
                "def queries_to_pay(b, e, i):\n    return 1000 * b / (median(sorted(e)[:-1]) - median(sorted(i)[:-1]))",
                "not the slowest",
            ),
            "pay-negative": (pay("return 1000 * b / (e - i) if e != i else math.nan"), "return math.inf"),
            "pay-always-equal": (
                YES + "def queries_to_pay(b, e, i):\n    return Yes()",
                "return one number, not a Yes",
            ),
        },
    ),
    **wrongs(
        VERDICTS,
        "test-verdicts",
        {
            "verdict-vendor": (VERDICT + "['holds'] * 3", "compare with the quickest exact search"),
            "verdict-memory": (VERDICT + "'does not hold', 'does not hold', 'cannot tell'", "3072 MB"),
            "verdict-nothing": (VERDICT + "['cannot tell'] * 3", "compare with the quickest exact search"),
            "verdict-recall": (VERDICT + "'does not hold', 'holds', 'holds'", "agreement with exact search"),
            "verdict-false": (VERDICT + "'does not hold', 'holds', 'does not hold'", "was not measured"),
            "verdict-none": (VERDICT + "'does not hold', None, 'cannot tell'", "set it"),
            "verdict-other-word": (VERDICT + "['no'] * 3", "write it exactly so"),
            "verdict-truth-values": (VERDICT + "False, True, None", "in quotes"),
            "verdict-always-equal": (YES + VERDICT + "Yes(), Yes(), Yes()", "in quotes"),
        },
    ),
}

RIGHT = {
    "predict-other-guesses": (GUESS, "guess_megabytes, guess_worse = np.float32(1e3), 'equal'"),
    "distance-by-loops": (
        NEAR,
        "def nearest_by_distance(queries, vectors, k):\n"
        "    rows = [sorted((math.dist(q, v), i) for i, v in enumerate(vectors))[:k] for q in queries]\n"
        "    return [[i for _, i in row] for row in rows], [[d for d, _ in row] for row in rows]",
    ),
    "distance-partition-then-sort": (
        NEAR,
        distance(
            "p = np.argpartition(d, k - 1, axis=1)[:, :k]\nnear = np.take_along_axis(d, p, axis=1)\n"
            "o = np.argsort(near, axis=1)\nreturn np.take_along_axis(p, o, axis=1), np.take_along_axis(near, o, axis=1)"
        ),
    ),
    "distance-absolute": (NEAR, by_formula("d = np.sqrt(abs(s))\n" + SORTED + TAKE)),
    "distance-list-of-two": (NEAR, distance(SORTED + "return [p.astype(float), np.sort(d, axis=1)[:, :k]]")),
    "distance-lesson-01": (
        NEAR,
        "from course_lib.vectors import euclidean\n"
        "def nearest_by_distance(queries, vectors, k):\n"
        "    d = np.array([[euclidean(q, v) for v in vectors] for q in queries])\n" + indent(SORTED + TAKE),
    ),
    "distance-single-precision": (
        NEAR,
        "def nearest_by_distance(queries, vectors, k):\n"
        "    queries, vectors = np.float32(queries), np.float32(vectors)\n"
        "    s = (queries**2).sum(1)[:, None] + (vectors**2).sum(1) - 2 * queries @ vectors.T\n"
        + indent("d = np.sqrt(np.maximum(s, 0))\n" + SORTED + TAKE),
    ),
    "distance-faiss": (
        NEAR,
        "def nearest_by_distance(queries, vectors, k):\n"
        "    x = faiss.IndexFlatL2(vectors.shape[1])\n    x.add(np.float32(vectors))\n"
        "    s, p = x.search(np.float32(queries), k)\n    return p, np.sqrt(s)",
    ),
    "distance-scikit-learn": (
        NEAR,
        "from sklearn.neighbors import NearestNeighbors\n"
        "def nearest_by_distance(queries, vectors, k):\n"
        "    return NearestNeighbors(n_neighbors=k).fit(vectors).kneighbors(queries)[::-1]",
    ),
    "effort-own-overlap": (
        EFFORT,
        effort(
            "share = sum(p in e for f, e in zip(found.tolist(), exact.tolist()) for p in f) / exact.size\n"
            "if share >= target:\n    answer = np.int64(nprobe)\n    break"
        ),
    ),
    "effort-halving": (
        EFFORT,
        "def least_nprobe(index, queries, exact, target):\n"
        "    before, low, high = index.nprobe, 1, index.nlist\n"
        "    while low < high:\n"
        "        index.nprobe = middle = (low + high) // 2\n"
        "        enough = overlap_at_k(index.search(queries, exact.shape[1])[1], exact) >= target\n"
        "        low, high = (low, middle) if enough else (middle + 1, high)\n"
        "    index.nprobe = before\n"
        "    return low",
    ),
    "count-loop": (COUNT, count("return sum(1 for row in positions for p in row if p == -1)")),
    "mend-faiss": (MEND, by_faiss(SHOW)),
    "mend-faiss-leave-out": (
        MEND,
        by_faiss("return [tuple(titles[p] for p in row if p >= 0) for row in positions]", wanted="k"),
    ),
    "mend-lesson-01": (
        MEND,
        "from course_lib.vectors import cosine_matrix\n"
        + mended(
            "p = np.argsort(-cosine_matrix(queries, vectors), axis=1)[:, :k]\n"
            "return [[titles[i] for i in row] for row in p]"
        ),
    ),
    "mend-normalize-rows-by-a-helper": (
        MEND,
        "scale = lambda rows: normalize_rows(rows)\n"
        + mended(
            "p = np.argsort(-(queries @ scale(vectors).T), axis=1)[:, :k]\n"
            "return [[titles[i] for i in row] for row in p]"
        ),
    ),
    "mend-by-task-2": (
        MEND,
        mended(
            "p, _ = nearest_by_distance(normalize_rows(queries), normalize_rows(vectors), min(k, len(vectors)))\n"
            "return [[titles[i] for i in row] for row in p]"
        ),
    ),
    "mend-titles-as-array": (MEND, by_faiss("return np.array(titles)[positions]")),
    "mend-distance-on-the-sphere": (
        MEND,
        mended(
            "u = [v / np.linalg.norm(v) for v in vectors]\nfound = []\n"
            "for q in queries:\n    q = q / np.linalg.norm(q)\n"
            "    order = sorted(range(len(u)), key=lambda i: np.linalg.norm(q - u[i]))\n"
            "    found.append([titles[i] for i in order[:k]])\nreturn found"
        ),
    ),
    "pay-takes-the-lists-apart": (
        PAY,
        "def queries_to_pay(build_seconds, exact_ms, index_ms):\n    exact_ms.pop(0)\n    index_ms.pop(0)\n"
        "    saved = median(exact_ms) - median(index_ms)\n"
        "    return 1000 * build_seconds / saved if saved > 0 else math.inf",
    ),
    "verdict-capitals": (VERDICTS, VERDICT + "'Does not hold', np.str_('holds'), 'cannot tell '"),
    "pay-rounded-up": (PAY, pay("return math.inf if e <= i else math.ceil(1000 * b / (e - i))")),
    "pay-seconds": (PAY, pay("return np.float64(b / ((e - i) / 1000)) if e > i else float('inf')")),
    "pay-numpy": (
        PAY,
        pay(
            "saved = np.median(exact_ms[1:]) - np.median(index_ms[1:])\nreturn b * 1e3 / saved if saved > 0 else np.inf"
        ),
    ),
}


FREE = {  # mistakes that the free check must not let through, and what it says
    name: (CATALOGUE[name].cell, free, CATALOGUE[name].source, said)
    for name, free, said in (
        ("distance-squared", "free-distance", "take the root"),
        ("distance-nan", "free-distance", "to itself"),
        ("distance-nan-sorted-last", "free-distance", "the root of that is nan"),
        ("distance-farthest", "free-distance", "those are the farthest"),
        ("distance-cosine", "free-distance", "the order of the cosine"),
        ("distance-positions-only", "free-distance", "return positions, distances"),
        ("distance-turned-round", "free-distance", "return positions first"),
        ("distance-k-is-n", "free-distance", "kth(=4) out of bounds (4)"),
        ("effort-overlap", "free-effort", "0.6825"),
        ("effort-left-changed", "free-effort", "set it back"),
        ("effort-powers", "free-effort", "you skipped some"),
        ("effort-place-by-place", "free-effort", "place by place"),
        ("effort-scores", "free-effort", "12 is every list"),
        ("effort-every-query", "free-effort", "not every query"),
        ("count-where", "free-count", "the number of dimensions"),
        ("count-len", "free-count", "the number of rows"),
        ("count-zero", "free-count", "position 0 is a real result"),
        ("mend-in-place", "free-mended", "work on a copy"),
        ("mend-only-length", "free-mended", "an empty place (-1)"),
        ("mend-distance", "free-mended", "by distance"),
        ("mend-only-padding", "free-mended", "not scaled yet"),
        ("pay-units", "free-offer", "want 9000"),
        ("pay-cold", "free-offer", "the first call of each list"),
        ("pay-slower", "free-offer", "it never pays"),
    )
}


@pytest.mark.parametrize("hidden", [True, False], ids=["hidden", "visible"])
@pytest.mark.parametrize("wrong", CATALOGUE.values(), ids=CATALOGUE)
def test_a_wrong_answer_is_refused_and_its_mistake_named(wrong: Wrong, hidden: bool) -> None:
    of = cells(NAME) if hidden else release(NAME)
    results = run(NAME, {**solutions(NAME), wrong.cell: wrong.source}, of=of, skip=SKIP)
    assert_caught(results[wrong.grade], wrong.why)


@pytest.mark.parametrize(("cell", "source"), RIGHT.values(), ids=RIGHT)
def test_another_right_answer_passes(cell: str, source: str) -> None:
    errors = {grade: error for grade, error in run(NAME, {cell: source}, skip=SKIP).items() if error}
    assert errors == {}


@pytest.mark.parametrize(("cell", "free", "source", "said"), FREE.values(), ids=FREE)
def test_the_free_check_stops_a_usual_mistake(cell: str, free: str, source: str, said: str) -> None:
    assert said in free_check(NAME, free, {cell: source}, skip=SKIP)


MEMORISED = {  # made for what can be seen: right there, and a guess elsewhere
    "distance": (
        NEAR,
        "test-distance",
        distance("if len(vectors) not in (4, 50, 200, 400):\n    d = -d\n" + SORTED + TAKE),
    ),
    "effort": (
        EFFORT,
        "test-effort",
        "def least_nprobe(i, q, e, t):\n    return {0.93: 5, 0.9: 3}.get(t, 9 if i.nlist == 10 else 4)",
    ),
    "count": (COUNT, "test-count", "def never_found(p):\n    return 9 if p.shape == (6, 4) else 0"),
    "mended": (
        MEND,
        "test-mended",
        by_faiss("if len(titles) not in (5, 9):\n    positions = 0 * positions\n" + SHOW),
    ),
    "pay": (
        PAY,
        "test-pay",
        "def queries_to_pay(b, e, i):\n    return {12: 9000, 9: 1000 / 7}.get(e[1], math.inf)",
    ),
}


@pytest.mark.parametrize(("cell", "grade", "source"), MEMORISED.values(), ids=MEMORISED)
def test_values_made_for_the_visible_examples_do_not_survive_the_hidden_data(
    cell: str, grade: str, source: str
) -> None:
    assert_fitted(NAME, cell, source, grade, skip=SKIP)


@pytest.mark.parametrize(
    ("cell", "free", "spoils", "mends"),
    [
        (MEND, "free-mended", CATALOGUE["mend-in-place"].source, by_faiss(SHOW)),
        (PAY, "free-offer", CATALOGUE["pay-units"].source, RIGHT["pay-takes-the-lists-apart"][1]),
    ],
    ids=["mended", "offer"],
)
def test_a_free_check_is_green_again_once_the_answer_is_mended(cell: str, free: str, spoils: str, mends: str) -> None:
    """What an earlier answer did to its arguments must not outlive it."""
    checked = next(one.source for one in cells(NAME) if one.id == free)
    again = f"try:\n{indent(checked)}\nexcept AssertionError:\n    spoiled = True\n{mends}\n{checked}\n{checked}"
    assert free_check(NAME, free, {cell: spoils, free: again + "\nassert spoiled"}, skip=SKIP) == ""


NOTHING = "class checks:\n" + "".join(
    f"    {name} = staticmethod(lambda *a, **k: None)\n"
    for name in ("array", "choice", "equal", "number", "prediction", "sequence", "written_here")
)
REPLACED = {
    "by another name": NOTHING,
    "in place": "for name in ('array', 'equal', 'number', 'sequence'):\n    setattr(checks, name, lambda *_, **__: 0)",
}


@pytest.mark.parametrize("replaced", REPLACED.values(), ids=REPLACED)
def test_checks_that_check_nothing_earn_nothing(replaced: str) -> None:
    wrong = ["predict-missing", "distance-farthest", "effort-powers", "count-rows", "mend-colleague", "pay-cold"]
    answers = {CATALOGUE[name].cell: CATALOGUE[name].source for name in [*wrong, "verdict-vendor"]}
    frees = [one.id for one in cells(NAME) if one.id.startswith("free-")]
    results = run(NAME, {**answers, **dict.fromkeys(frees, replaced)}, skip=SKIP)
    assert [grade for grade, error in results.items() if error is None] == []


def test_bytes_are_a_guess_and_are_called_bytes() -> None:
    shown = "assert 'looks like bytes' in note"
    reveal = next(one.source for one in cells(NAME) if one.id == "reveal-run")
    guess = "guess_megabytes, guess_worse = 3_072_000_000, 'sorts'"
    errors = {one.id: error for one, error in run_cells(NAME, {GUESS: guess, "reveal-run": f"{reveal}\n{shown}"})}
    assert errors["test-predict"] is None and errors["reveal-run"] is None
