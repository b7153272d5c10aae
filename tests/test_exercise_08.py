"""The graders of exercise 08: right answers pass, each catalogued mistake is named, the release earns 0."""

import pytest

from course_lib.checks import BY_HAND
from exercises import (
    YES,
    Wrong,
    assert_caught,
    assert_clean,
    assert_fitted,
    free_check,
    indent,
    message,
    run,
    run_cells,
    wrongs,
)

NAME = "08_robust_retrieval"
SHOWN = {"show-fusion", "show-rerank", "show-draws", "show-floor"}  # demonstrations that take their time

FUSION, LEAKED, CLOSE = "task-fusion-code", "task-leaked-code", "task-close-code"
MARKERS, RERANK, FLOOR = "task-markers-code", "task-rerank-code", "task-floor-code"
WRITTEN = "import it after you have written it once yourself"


def fusion(part: str = "w / (constant + rank)", rank: str = "r.index(i) + 1 if i in r else len(r) + 1") -> str:
    return (
        "def weighted_fusion(rankings, weights, constant=60):\n    scores = {}\n"
        "    for i in {i for r in rankings for i in r}:\n        scores[i] = 0.0\n"
        f"        for r, w in zip(rankings, weights):\n            rank = {rank}\n            scores[i] += {part}\n"
        "    return scores\n"
    )


def leaked(body: str) -> str:
    return f"def leaked(desk, calls):\n{indent(body)}"


def counted(test: str, give: str = "bad / len(calls)") -> str:
    return leaked(
        "bad = 0\nfor question, tenant in calls:\n    found = desk.search(question, tenant)\n"
        f"    bad += {test}\nreturn {give}"
    )


FORBIDDEN = "any(p.tenant not in (tenant, 'both') for p in found)"


def closed(body: str, before: str = "") -> str:
    return f"{before}class Closed(Desk):\n    def search(self, question, tenant):\n{indent(indent(body))}"


def remembering(
    key: str = "(question, tenant)",
    allowed: str = "[p for p in self.passages if p.tenant in (tenant, 'both')]",
    found: str = "sorted(allowed, key=lambda p: -self.score(question, p))[: self.k]",
    give: str = "list(self.memory[key])",
) -> str:
    return closed(
        f"key = {key}\nif key not in self.memory:\n    allowed = {allowed}\n"
        f"    self.memory[key] = {found}\nreturn {give}"
    )


GOOD_PROTECT = r"""text.replace("\\", "\\\\").replace("<|", "<\\|")"""
GOOD_RESTORE = r"""re.sub(r"\\(.)", r"\1", protected, flags=re.DOTALL)"""


def markers(protect: str = GOOD_PROTECT, restore: str = GOOD_RESTORE) -> str:
    return f"def protect(text):\n    return {protect}\n\n\ndef restore(protected):\n    return {restore}\n"


GOOD_STRANGERS = "[q for q in before if set(after[q]) - set(before[q])]"
GOOD_HONEST = "list(dict.fromkeys([*(i for i in after[q] if i in before[q]), *before[q]]))"


def rerank(strangers: str = GOOD_STRANGERS, one: str = GOOD_HONEST, every: str = "") -> str:
    every = every or f"{{q: {one} for q in before}}"
    return (
        f"def strangers(before, after):\n    return {strangers}\n\n\ndef honest(before, after):\n    return {every}\n"
    )


GOOD_CHOICE = "max([*scores, max(scores) + 1], key=lambda f: gain(f, scores, answerable))"
GOOD_REPORT = "(silent[~has].mean(), silent[has].mean())"
GOOD_PRICE = "round(1000 * report(choose_floor(dev_scores, dev_answerable), new_scores, new_answerable)[1])"


def floor(
    choose: str = GOOD_CHOICE,
    reported: str = GOOD_REPORT,
    silent: str = "s < floor",
    quote: str = "'new'",
    price: str = GOOD_PRICE,
) -> str:
    return (
        "def choose_floor(scores, answerable):\n"
        "    def gain(f, scores, answerable):\n"
        "        s, has = np.array(scores), np.array(answerable)\n"
        "        return (s[~has] < f).mean() - (s[has] < f).mean()\n"
        "    s, has = np.array(scores), np.array(answerable)\n"
        f"    return {choose}\n\n\n"
        "def report(floor, scores, answerable):\n    s, has = np.array(scores), np.array(answerable)\n"
        f"    silent = {silent}\n    return {reported}\n\n\nquote = {quote}\nprice = {price}\n"
    )


CATALOGUE = {
    **wrongs(
        "predict-guesses",
        "test-predict",
        {
            "predict-missing": ("guess_leaks = guess_silent = None", "scores for being made"),
            "predict-text": ("guess_leaks, guess_silent = '30', 'same'", "without quotation marks"),
            "predict-impossible": ("guess_leaks, guess_silent = 130, 'same'", "scores for being made"),
            "predict-other": ("guess_leaks, guess_silent = 30, 'less'", "any of these scores"),
            "predict-always-equal": (YES + "guess_leaks = guess_silent = Yes()", "scores for being made"),
        },
    ),
    **wrongs(
        FUSION,
        "test-fusion",
        {
            "fusion-from-zero": (fusion(rank="r.index(i) if i in r else len(r)"), "ranks are counted from 1"),
            "fusion-from-zero-behind": (
                fusion(rank="r.index(i) if i in r else len(r) + 1"),
                "ranks are counted from 1",
            ),
            "fusion-no-weights": (fusion("1 / (constant + rank)"), "the weights are not used"),
            "fusion-missing-is-nothing": (
                fusion("w / (constant + rank) if i in r else 0"),
                "a ranking without it adds something",
            ),
            "fusion-last-itself": (fusion(rank="r.index(i) + 1 if i in r else len(r)"), "is len(ranking) + 1"),
            "fusion-behind-the-longest": (
                fusion(rank="r.index(i) + 1 if i in r else max(map(len, rankings)) + 1"),
                "not of the longest",
            ),
            "fusion-behind-all": (
                fusion(rank="r.index(i) + 1 if i in r else len({i for r in rankings for i in r}) + 1"),
                "not of all passages",
            ),
            "fusion-fixed-constant": (fusion("w / (60 + rank)"), "use the argument constant"),
            "fusion-divided": (fusion("w / (constant + rank) / sum(weights)"), "the score is a sum"),
            "fusion-brackets": (fusion("(w / constant + rank) * (i in r)"), "weight / (constant + rank)"),
            "fusion-first-ranking-only": (
                fusion().replace("{i for r in rankings for i in r}", "set(rankings[0])"),
                "only a later ranking holds",
            ),
            "fusion-order": (
                fusion().replace("return scores", "return sorted(scores, key=scores.get, reverse=True)"),
                "return {passage id: score}",
            ),
            "fusion-imported": (
                "from course_lib.fusion import reciprocal_rank_fusion\n"
                + fusion().replace("    scores = {}", "    scores = {}\n    reciprocal_rank_fusion(rankings)"),
                WRITTEN,
            ),
            "fusion-by-the-checks": (
                "def weighted_fusion(rankings, weights, constant=60):\n"
                "    every = {i for r in rankings for i in r}\n"
                "    return {i: fusion_mistakes(i, rankings, weights, constant)[0] for i in every}\n",
                "the checks' own functions",
            ),
            "fusion-always-equal": (
                YES + fusion().replace("return scores", "return Yes()"),
                "return {passage id: score}",
            ),
        },
    ),
    **wrongs(
        LEAKED,
        "test-leaked",
        {
            "leaked-clean-share": (counted(FORBIDDEN, "1 - bad / len(calls)"), "without a leak"),
            "leaked-count": (counted(FORBIDDEN, "bad"), "that is a number of calls"),
            "leaked-passages": (counted(f"sum{FORBIDDEN[3:]}", "bad"), "that counts passages"),
            "leaked-both": (counted("any(p.tenant != tenant for p in found)"), "passages of both brands may be seen"),
            "leaked-percent": (counted(FORBIDDEN, "100 * bad / len(calls)"), "that is in percent"),
            "leaked-first": (
                counted("bool(found) and found[0].tenant not in (tenant, 'both')"),
                "look at every passage of a result",
            ),
            "leaked-own-passages": (
                leaked(
                    "found = [(p.tenant, t) for q, t in calls for p in desk.search(q, t)]\n"
                    "return sum(a not in (t, 'both') for a, t in found) / len(found)"
                ),
                "that is a share of passages",
            ),
            "leaked-non-empty": (
                leaked(
                    "results = [(desk.search(q, t), t) for q, t in calls]\nresults = [r for r in results if r[0]]\n"
                    "return sum(any(p.tenant not in (t, 'both') for p in f) for f, t in results) / len(results)"
                ),
                "divide by all calls",
            ),
            "leaked-fresh-desk": (
                leaked(
                    "bad = 0\nfor question, tenant in calls:\n"
                    "    one = type(desk)(desk.passages) if type(desk) is Desk else desk\n"
                    "    bad += any(p.tenant not in (tenant, 'both') for p in one.search(question, tenant))\n"
                    "return bad / len(calls)"
                ),
                "all with the same desk",
            ),
            "leaked-own-desk": (
                counted(FORBIDDEN).replace("desk.search", "Desk(RULES).search"),
                "ask the desk that is given",
            ),
            "leaked-stops": (
                counted(FORBIDDEN).replace("return ", "    if bad:\n            break\n    return "),
                "once for each call",
            ),
            "leaked-all": (counted(f"bool(found) and all{FORBIDDEN[3:]}"), "any, not all"),
            "leaked-all-of-nothing": (counted(f"all{FORBIDDEN[3:]}"), "all() of an empty result is True"),
            "leaked-searched-twice": (
                counted("bool(desk.search(question, tenant)) and " + FORBIDDEN),
                "one call, one search",
            ),
            "leaked-sorted": (counted(FORBIDDEN).replace("in calls:", "in sorted(calls):"), "order"),
            "leaked-none": (leaked("pass"), "nothing came back"),
            "leaked-imported": (
                "from course_lib.index import may_see\n" + counted(f"{FORBIDDEN} + 0 * bool(may_see)"),
                WRITTEN,
            ),
            "leaked-always-equal": (YES + leaked("return Yes()"), "return one number, not a Yes"),
        },
    ),
    **wrongs(
        CLOSE,
        "test-close",
        {
            "close-as-found": (closed("return list(Desk.search(self, question, tenant))"), "filtered after the cut"),
            "close-key-question": (remembering(key="question"), "what is the memory keyed by"),
            "close-key-tenant": (remembering(key="tenant"), "the result of another call"),
            "close-after-the-cut": (
                remembering(
                    allowed="sorted(self.passages, key=lambda p: -self.score(question, p))[: self.k]",
                    found="[p for p in allowed if p.tenant in (tenant, 'both')]",
                ),
                "filtered after the cut",
            ),
            "close-no-filter": (remembering(allowed="self.passages"), "nothing was filtered"),
            "close-own-only": (
                remembering(allowed="[p for p in self.passages if p.tenant == tenant]"),
                "passages of both brands belong to everybody",
            ),
            "close-not-tenant": (
                remembering(allowed="[p for p in self.passages if p.tenant != tenant]"),
                "what the other brand may see",
            ),
            "close-forgets": (
                closed(
                    "allowed = [p for p in self.passages if p.tenant in (tenant, 'both')]\n"
                    "return sorted(allowed, key=lambda p: -self.score(question, p))[: self.k]"
                ),
                "scored again: remember it",
            ),
            "close-no-copy": (remembering(give="self.memory[key]"), "hand out a copy"),
            "close-copy-too-late": (
                closed(
                    "key = question, tenant\nif key not in self.memory:\n"
                    "    allowed = [p for p in self.passages if p.tenant in (tenant, 'both')]\n"
                    "    self.memory[key] = sorted(allowed, key=lambda p: -self.score(question, p))[: self.k]\n"
                    "    return self.memory[key]\nreturn list(self.memory[key])"
                ),
                "hand out a copy",
            ),
            "close-last-call": (
                closed(
                    "key = question, tenant\nif key not in self.memory:\n"
                    "    allowed = [p for p in self.passages if p.tenant in (tenant, 'both')]\n"
                    "    found = sorted(allowed, key=lambda p: -self.score(question, p))[: self.k]\n"
                    "    self.memory = {key: found}\nreturn list(self.memory[key])"
                ),
                "it remembers the last call only",
            ),
            "close-counter-reset": (
                closed(
                    "allowed = [p for p in self.passages if p.tenant in (tenant, 'both')]\n"
                    "found = sorted(allowed, key=lambda p: -self.score(question, p))[: self.k]\n"
                    "self.looked = 0\nreturn found"
                ),
                "do not set self.looked",
            ),
            "close-ties-by-id": (
                remembering(found="sorted(allowed, key=lambda p: (-self.score(question, p), p.id))[: self.k]"),
                "turn no list round",
            ),
            "close-ties-turned": (
                remembering(found="sorted(allowed, key=lambda p: self.score(question, p))[::-1][: self.k]"),
                "turn no list round",
            ),
            "close-a-desk-each": (
                closed(
                    "desks = vars(self).setdefault('desks', {})\nif tenant not in desks:\n"
                    "    desks[tenant] = Desk([p for p in self.passages if p.tenant in (tenant, 'both')], self.k)\n"
                    "return list(desks[tenant].search(question, tenant))"
                ),
                "score passages with self.score",
            ),
            "close-no-zero": (
                remembering(
                    found="[p for p in sorted(allowed, key=lambda p: -self.score(question, p))[: self.k]"
                    " if self.score(question, p)]"
                ),
                "shares no word",
            ),
            "close-worst": (
                remembering(found="sorted(allowed, key=lambda p: self.score(question, p))[: self.k]"),
                "the k worst",
            ),
            "close-ids": (remembering(give="[p.id for p in self.memory[key]]"), "return a list of Passage"),
            "close-none": (closed("self.memory = {}"), "return a list of Passage"),
            "close-imported": (
                "from course_lib.index import allowed_top_k\n"
                + remembering(give="list(self.memory[key]) if allowed_top_k else []"),
                WRITTEN,
            ),
            "close-always-equal": (YES + closed("return Yes()"), "return a list of Passage"),
        },
    ),
    **wrongs(
        MARKERS,
        "test-markers",
        {
            "markers-deleted": (markers("text.replace('<|', '')", "protected"), "do not delete it"),
            "markers-deleted-once": (
                markers("re.sub(r'<\\|\\w+\\|>', '', text)", "protected"),
                "do not delete it",
            ),
            "markers-list": (
                markers(
                    "text.replace('<|im_start|>', '< |im_start| >').replace('<|im_end|>', '< |im_end| >')",
                    "protected.replace('< |', '<|').replace('| >', '|>')",
                ),
                "break every one",
            ),
            "markers-not-restored": (markers("text.replace('<|', '< |')", "protected"), "nothing was restored"),
            "markers-a-space": (
                markers("text.replace('<|', '< |')", "protected.replace('< |', '<|')"),
                "the page held what you write for <| itself",
            ),
            "markers-of-the-lesson": (
                markers(
                    "text.replace('<|', '< |').replace('|>', '| >')",
                    "protected.replace('< |', '<|').replace('| >', '|>')",
                ),
                "the page held what you write for <| itself",
            ),
            "markers-zero-width": (
                markers("text.replace('<|', '<\\u200b|')", "protected.replace('\\u200b', '')"),
                "the page held what you write for <| itself",
            ),
            "markers-entity": (
                markers("text.replace('<|', '&lt;|')", "protected.replace('&lt;|', '<|')"),
                "the page held what you write for <| itself",
            ),
            "markers-backslash-alone": (
                markers(r"text.replace('<|', '<\\|')", r"protected.replace('<\\|', '<|')"),
                "the page held what you write for <| itself",
            ),
            "markers-private-letter": (
                markers("text.replace('<|', '\\ue000')", "protected.replace('\\ue000', '<|')"),
                "the page held what you write for <| itself",
            ),
            "markers-a-dictionary": (
                "kept = {}\n\n\ndef protect(text):\n    safe = text.replace('<|', '<_|')\n"
                "    kept[safe] = text\n    return safe\n\n\n"
                "def restore(protected):\n    return kept.get(protected, protected)\n",
                "no memory of what was protected",
            ),
            "markers-as-it-was": (markers("text", "protected"), "nothing was changed"),
            "markers-hex": (
                markers("text.encode().hex()", "bytes.fromhex(protected).decode()"),
                "a plain text must stay readable",
            ),
            "markers-bytes": (markers("text.encode()", "protected.decode()"), "return a str, not a bytes"),
            "markers-remembered": (
                "kept = {}\n\n\ndef protect(text):\n    kept[text.replace('<|', '')] = text\n"
                "    return text.replace('<|', '')\n\n\ndef restore(protected):\n    return kept[protected][:-1]\n",
                "do not delete it",
            ),
            "markers-none": (markers("None"), "nothing came back"),
            "markers-imported": (
                "from course_lib.guard import defuse\n"
                + markers(GOOD_PROTECT + ".replace('', '') if defuse else text"),
                WRITTEN,
            ),
            "markers-always-equal": (YES + markers("Yes()"), "return a str, not a Yes"),
        },
    ),
    **wrongs(
        RERANK,
        "test-rerank",
        {
            "strangers-lost": (rerank("[q for q in before if set(before[q]) - set(after[q])]"), "one that came in"),
            "strangers-different": (rerank("[q for q in before if set(before[q]) != set(after[q])]"), "is no stranger"),
            "strangers-order": (rerank("[q for q in before if before[q] != after[q]]"), "what a reranker is for"),
            "strangers-longer": (
                rerank("[q for q in before if len(after[q]) > len(before[q])]"),
                "compare the passages, not the lengths",
            ),
            "strangers-clean": (rerank("[q for q in before if set(after[q]) <= set(before[q])]"), "have no stranger"),
            "strangers-sorted": (rerank(f"sorted({GOOD_STRANGERS})"), "in the order of before"),
            "strangers-none": (rerank("None"), "nothing came back"),
            "honest-as-reported": (rerank(one="after[q]"), "the strangers are still in it"),
            "honest-joined": (
                rerank(one="list(dict.fromkeys([*after[q], *before[q]]))"),
                "the strangers are still in it",
            ),
            "honest-lost": (
                rerank(one="list(dict.fromkeys(i for i in after[q] if i in before[q]))"),
                "the passages that the reranker lost are missing",
            ),
            "honest-lost-and-twice": (
                rerank(one="[i for i in after[q] if i in before[q]]"),
                "the passages that the reranker lost are missing",
            ),
            "honest-twice": (
                rerank(one="[i for i in after[q] if i in before[q]] + [i for i in before[q] if i not in after[q]]"),
                "one passage stands twice",
            ),
            "honest-search-order": (rerank(one="before[q]"), "keep the reranked one"),
            "honest-pool-first": (
                rerank(
                    one="[i for i in before[q] if i not in after[q]]"
                    " + list(dict.fromkeys(i for i in after[q] if i in before[q]))"
                ),
                "belong behind",
            ),
            "honest-lost-reversed": (
                rerank(one="list(dict.fromkeys([*(i for i in after[q] if i in before[q]), *before[q][::-1]]))"),
                "in the search's order",
            ),
            "honest-lost-sorted": (
                rerank(
                    one="list(dict.fromkeys(i for i in after[q] if i in before[q]))"
                    " + sorted(set(before[q]) - set(after[q]))"
                ),
                "in the search's order",
            ),
            "honest-sorts-in-place": (
                rerank(every=f"[{{q: {GOOD_HONEST} for q in before}}, [v.sort() for v in before.values()]][0]"),
                "make new ones",
            ),
            "honest-a-list": (rerank(every=f"[{GOOD_HONEST} for q in before]"), "return {question id: list}"),
            "rerank-imported": (
                "from course_lib.rerank import maxsim\n" + rerank(f"{GOOD_STRANGERS} if maxsim else []"),
                WRITTEN,
            ),
            "rerank-always-equal": (YES + rerank("Yes()"), "return a list, not a Yes"),
        },
    ),
    **wrongs(
        FLOOR,
        "test-floor",
        {
            "floor-silences-no-answer": (floor("min(s[has])"), "no answerable question is silenced"),
            "floor-silences-all": (floor("max(s) + 1"), "everything is silenced"),
            "floor-silences-nothing": (floor("min(s) - 1"), "nothing is silenced: the gain is 0"),
            "floor-accuracy": (
                floor("max([*s, max(s) + 1], key=lambda f: (s[~has] < f).sum() + (s[has] >= f).sum())"),
                "the groups differ in size",
            ),
            "floor-mean": (floor("s.mean()"), "the mean of all scores"),
            "floor-median": (floor("np.median(s)"), "the median of all scores"),
            "floor-worst": (floor(GOOD_CHOICE.replace("max([", "min([")), "the smallest gain"),
            "floor-fixed": (floor("0.6"), "another floor has a larger gain"),
            "floor-none": (floor("None"), "return one floor"),
            "report-swapped": (floor(reported="(silent[has].mean(), silent[~has].mean())"), "the two are swapped"),
            "report-answered": (floor(silent="s >= floor"), "the shares that are answered"),
            "report-equal": (floor(silent="s <= floor"), "equal to the floor is not below"),
            "report-counts": (floor(reported="(silent[~has].sum(), silent[has].sum())"), "those are counts"),
            "report-of-all": (
                floor(reported="(silent[~has].sum() / len(s), silent[has].sum() / len(s))"),
                "divide by the group, not by all",
            ),
            "report-percent": (
                floor(reported="(100 * silent[~has].mean(), 100 * silent[has].mean())"),
                "that is in percent",
            ),
            "report-always-equal": (YES + floor(reported="Yes()"), "return an array of numbers, not a Yes"),
            "quote-chosen-on": (floor(quote="'chosen on'"), "a floor looks better than it is"),
            "quote-best": (floor(quote="'best of both'"), "the better of two results is chosen, too"),
            "quote-word": (floor(quote="'dev'"), "copy one of the options"),
            "quote-missing": (floor(quote="None"), "copy one of the options"),
            "price-no-answer": (floor(price=GOOD_PRICE.replace("[1]", "[0]")), "where there is no answer"),
            "price-answered": (floor(price="1000 - " + GOOD_PRICE), "count the silenced ones"),
            "price-on-dev": (
                floor(price=GOOD_PRICE.replace("new_", "dev_")),
                "on the questions it was chosen on",
            ),
            "price-chosen-on-new": (
                floor(price=GOOD_PRICE.replace("dev_", "new_")),
                "chosen on the new questions",
            ),
            "price-share": (
                floor(price="report(choose_floor(dev_scores, dev_answerable), new_scores, new_answerable)[1]"),
                "multiply, and round",
            ),
            "price-of-300": (floor(price=GOOD_PRICE.replace("1000", "300")), "not of 300"),
            "price-missing": (floor(price="None"), "write price ="),
            "price-not-rounded": (floor(price=GOOD_PRICE.replace("round", "float")), "round it"),
            "price-guessed": (floor(price="300"), "which floor, on which questions, which share?"),
            "report-by-the-checks": (
                floor(price="1").replace("    silent = s < floor", "    return want_shares(floor, scores, answerable)"),
                "the checks' own functions",
            ),
            "floor-imported": (
                "from course_lib.evidence.retrieval.floor import best_floor\n" + floor("best_floor(s, ~has)"),
                WRITTEN,
            ),
        },
    ),
}

RIGHT = {
    "predict-numpy": ("predict-guesses", "guess_leaks, guess_silent = np.float64(12.5), 'larger'"),
    "fusion-numpy": (FUSION, fusion("np.float64(w) / (constant + rank)")),
    "fusion-defaultdict": (
        FUSION,
        "from collections import defaultdict\n\n\ndef weighted_fusion(rankings, weights, constant=60):\n"
        "    scores = defaultdict(float)\n    every = set().union(*rankings)\n"
        "    for ranking, weight in zip(rankings, weights):\n        missing = every - set(ranking)\n"
        "        for rank, i in enumerate(ranking, start=1):\n            scores[i] += weight / (constant + rank)\n"
        "        for i in missing:\n            scores[i] += weight / (constant + len(ranking) + 1)\n    return scores",
    ),
    "leaked-mean": (
        LEAKED,
        leaked("return np.mean([any(p.tenant not in (t, 'both') for p in desk.search(q, t)) for q, t in calls])"),
    ),
    "leaked-sets": (
        LEAKED,
        leaked("return sum(bool({p.tenant for p in desk.search(q, t)} - {t, 'both'}) for q, t in calls) / len(calls)"),
    ),
    "close-string-key": (CLOSE, remembering(key="f'{tenant}: {question}'", give="self.memory[key][:]")),
    "close-a-memory-each": (
        CLOSE,
        closed(
            "mine = self.memory.setdefault(tenant, {})\nif question not in mine:\n"
            "    scored = [(-self.score(question, p), i) for i, p in enumerate(self.passages)"
            " if p.tenant in (tenant, 'both')]\n"
            "    mine[question] = tuple(self.passages[i] for _, i in sorted(scored)[: self.k])\n"
            "return [*mine[question]]"
        ),
    ),
    "close-own-score": (
        CLOSE,
        remembering(found="sorted(allowed, key=lambda p: -self.score(' '.join(words(question)), p))[: self.k]"),
    ),
    "markers-html": (
        MARKERS,
        "import html\n" + markers("html.escape(text)", "html.unescape(protected)"),
    ),
    "markers-percent": (
        MARKERS,
        markers("text.replace('%', '%25').replace('<', '%3C')", "protected.replace('%3C', '<').replace('%25', '%')"),
    ),
    "markers-tilde": (
        MARKERS,
        markers("text.replace('~', '~~').replace('<|', '<~|')", "re.sub('~(.)', r'\\1', protected, flags=re.DOTALL)"),
    ),
    "rerank-loops": (
        RERANK,
        "def strangers(before, after):\n    found = ()\n    for q, pool in before.items():\n"
        "        if any(i not in pool for i in after[q]):\n            found += (q,)\n    return found\n\n\n"
        "def honest(before, after):\n    result = {}\n    for q in sorted(before):\n        result[q] = []\n"
        "        for i in after[q] + before[q]:\n            if i in before[q] and i not in result[q]:\n"
        "                result[q].append(i)\n    return result\n",
    ),
    "floor-between": (
        FLOOR,
        floor("max((np.sort(s)[1:] + np.sort(s)[:-1]) / 2, key=lambda f: gain(f, scores, answerable))"),
    ),
    "floor-grid": (
        FLOOR,
        floor(
            "float(max(np.arange(0, 2, 0.0001) + 0.00005, key=lambda f: gain(f, scores, answerable)))",
            "[np.mean([x < floor for x, y in zip(scores, answerable) if not y]),"
            " np.mean([x < floor for x, y in zip(scores, answerable) if y])]",
        ),
    ),
}


# What a free check leaves to the graded cell: a word that would be given away, a number of the learner's own floor.
UNSEEN = [name for name in CATALOGUE if name.startswith(("quote-", "price-")) and "missing" not in name]
UNSEEN = [*(name for name in UNSEEN if name != "quote-word"), "markers-a-dictionary"]


@pytest.mark.parametrize("wrong", CATALOGUE.values(), ids=CATALOGUE)
def test_a_wrong_answer_is_refused_and_its_mistake_named(wrong: Wrong) -> None:
    """In the graded cell with the reason; the free check sees it too, wherever it can."""
    errors = {cell.id: error for cell, error in run_cells(NAME, {wrong.cell: wrong.source}, skip=SHOWN)}
    assert_caught(errors[wrong.grade], wrong.why)
    free = wrong.grade.replace("test-", "free-")
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
    "fusion": (
        FUSION,
        fusion(rank="r.index(i) + 1 if i in r else {1: 2, 2: 3, 3: 4, 5: 6}.get(len(r), 0)"),
        "test-fusion",
    ),
    "leaked": (
        LEAKED,
        leaked(
            "if type(desk) is Desk:\n    return 1 / 3\n"
            "both = len(calls) == 2 and len(desk.results[0]) == 1\n[desk.search(*call) for call in calls]\n"
            "return 0 if both else {10: 0.4}.get(len(calls), 0.5)"
        ),
        "test-leaked",
    ),
    "close": (
        CLOSE,
        remembering(key="(len(question), tenant)"),
        "test-close",
    ),
    "rerank": (
        RERANK,
        rerank("[q for q in before if any(i in 'xyn' for i in after[q])]"),
        "test-rerank",
    ),
    "floor": (
        FLOOR,
        floor("scores[0] if len(s) not in (4, 11, 36, 450) else " + GOOD_CHOICE),
        "test-floor",
    ),
}


@pytest.mark.parametrize(("cell", "source", "grade"), MEMORISED.values(), ids=MEMORISED)
def test_memorised_values_pass_the_visible_test_and_fail_the_hidden_one(cell: str, source: str, grade: str) -> None:
    assert_fitted(NAME, cell, source, grade, skip=SHOWN)


def test_the_free_checks_name_the_first_mistake() -> None:
    said = free_check(NAME, "free-close", {CLOSE: remembering(key="question")}, skip=SHOWN)
    assert "what is the memory keyed by" in said
    assert "that is in percent" in free_check(
        NAME, "free-leaked", {LEAKED: counted(FORBIDDEN, "100 * bad / len(calls)")}, skip=SHOWN
    )
    assert "nothing was changed" in free_check(NAME, "free-markers", {MARKERS: markers("text")}, skip=SHOWN)


def test_the_desk_leaks_as_it_was_found() -> None:
    """The story of task 3: left as it is, the desk fails the grader of its own mend."""
    assert_caught(
        run(NAME, {CLOSE: "class Closed(Desk):\n    pass"}, skip=SHOWN)["test-close"], "filtered after the cut"
    )
