"""The graders of exercise 06: right answers pass, each catalogued mistake is named, the release earns 0."""

import pytest

from course_lib import data
from exercises import YES, Wrong, assert_caught, assert_fitted, free_check, indent, run, wrongs

NAME = "06_rag_pipeline"
SKIP = ("shown-marker", "shown-table", "shown-losses")  # demonstrations on the real answers: they take their time
HOLDS, INFLATION, SENT, VERDICTS = "task-holds-code", "task-inflation-code", "task-sent-code", "task-verdicts-code"
PRECISION, CITE, TABLE, ARMS = "task-precision-code", "task-citations-code", "task-table-code", "task-arms-code"


def holds(body: str) -> str:
    return f"def holds(said, value):\n{indent(body)}"


def search(pattern: str, flags: str = "re.IGNORECASE") -> str:
    return holds(f"return re.search({pattern}, said, {flags}) is not None")


def inflation(expression: str) -> str:
    return (
        "def inflation(rows, marker):\n"
        "    kind = [any(marker(s, v) for v in a) for s, a in rows]\n"
        "    strict = [any(holds(s, v) for v in a) for s, a in rows]\n"
        f"    return {expression}"
    )


def sent(body: str) -> str:
    return f"def what_was_sent(line):\n{indent(body)}"


def verdicts(**changed: str) -> str:
    right = {
        "ash": "sends all",
        "birch": "sends none",
        "cedar": "sends only the best",
        "dogwood": "cuts on the right",
        "accuracy_like_closed_book": "Birch",
        "question_lost": "Dogwood",
    }
    return "\n".join(f"{name} = {value!r}" for name, value in (right | changed).items())


def precision(body: str) -> str:
    return f"def precision(cite, cases):\n{indent(body)}"


def citations(condition: str, place: str = "n - 1", pattern: str = r"\[([\d, ]+)\]", end: str = "found") -> str:
    """Return a function whose parts can be spoilt one at a time."""
    return (
        "def citations(answer, ids):\n    found = []\n"
        f"    for bracket in re.findall(r'{pattern}', answer):\n"
        "        for n in map(int, re.findall(r'\\d+', bracket)):\n"
        f"            if {condition}:\n                found.append(ids[{place}])\n"
        f"    return {end}"
    )


def table(retrieval: str, keep: str = "needed", outcome: str = "outcome", start: str = "0") -> str:
    """Return a cross table whose parts can be spoilt one at a time."""
    return (
        "def cross_table(rows):\n"
        f"    table = {{(r, o): {start} for r in RETRIEVALS for o in OUTCOMES}}\n"
        "    for needed, read, outcome in rows:\n"
        f"        if {keep}:\n            table[{retrieval}, {outcome}] += 1\n"
        "    return table"
    )


def arms(instruction: str, body: str, verdict: str = "the arms cannot be compared", order: str = "") -> str:
    """Return prompts' parts by two given expressions; ``body`` sets question and rest."""
    return (
        "def differs(one, other):\n    def parts(prompt):\n"
        + indent(indent(body))
        + f"\n        return {{'instruction': {instruction}, 'passages': passages, 'question': question}}\n"
        f"    a, b = parts(one), parts(other)\n    return [n for n in a if a[n] != b[n]]{order}\n\n\n"
        f"verdict = {verdict!r}"
    )


STRICT = 'rf"(?<![\\w.]){re.escape(value)}(?!\\w|\\.\\d)"'
RANGE = "1 <= n <= len(ids) and ids[n - 1] not in found"
GOOD = "'all' if needed <= set(read) else 'some' if needed & set(read) else 'none'"
GOOD_PARTS = (
    "rest, _, question = prompt.rpartition('\\n\\nQuestion: ')\nstart, _, passages = rest.partition('\\n\\n[1] ')"
)
POOL = "marks = [i in right for answer, ids, right in cases for i in cite(answer, ids)]\n"
ASH, PAIRS = "found, total = 'cut', line['bare']\n", "[(cite(a, ids), right) for a, ids, right in cases]"
COUNT = "for j, tokens in enumerate([0, *line['passages']]):\n    total += tokens\n"


CATALOGUE = {
    **wrongs(
        "predict-guesses",
        "test-predict",
        {
            "predict-missing": ("guess_substring = guess_given_page = guess_loss = None", "scores for being made"),
            "predict-percent": (
                "guess_substring, guess_given_page, guess_loss = 2, 40, 'reading'",
                "scores for being made",
            ),
            "predict-other": (
                "guess_substring, guess_given_page, guess_loss = 0.1, 0.4, 'both'",
                "any of these scores",
            ),
            "predict-always-equal": (
                YES + "guess_substring, guess_given_page, guess_loss = 0.1, 0.4, Yes()",
                "any of these scores",
            ),
        },
    ),
    **wrongs(
        HOLDS,
        "test-holds",
        {
            "holds-substring": (holds("return value.lower() in said.lower()"), "2 is a piece of 24"),
            "holds-right-side-only": (search('rf"{re.escape(value)}(?!\\w|\\.\\d)"'), "4 is a piece of 24"),
            "holds-left-side-only": (search('rf"(?<![\\w.]){re.escape(value)}"'), "2 is a piece of 24"),
            "holds-boundaries": (search('rf"\\b{re.escape(value)}\\b"'), "75 is a piece of 1.75"),
            "holds-no-full-stop": (search('rf"(?<![\\w.]){re.escape(value)}(?![\\w.])"'), "full stop at the end"),
            "holds-pattern": (search('rf"(?<![\\w.]){value}(?!\\w|\\.\\d)"'), "the value is text, not a pattern"),
            "holds-case": (search(STRICT, "0"), "upper case is the same"),
            "holds-words": (holds("return value.lower() in said.lower().split()"), "a comma may follow"),
            "holds-first-place-only": (
                holds(
                    "at = said.lower().find(value.lower())\nend = at + len(value)\n"
                    "before, after = said[:at][-1:], said[end:end + 2]\n"
                    "fits = lambda c: not (c.isalnum() or c == '_')\n"
                    "return at >= 0 and before != '.' and fits(before or ' ') and fits(after[:1] or ' ')"
                    " and not (after[:1] == '.' and after[1:].isdigit())"
                ),
                "the second stands by itself",
            ),
            "holds-digits-beside-only": (
                search('rf"(?<![\\d.]){re.escape(value)}(?!\\d|\\.\\d)"'),
                "an underscore follows",
            ),
            "holds-no-underscore": (
                search('rf"(?<![^\\W_]|\\.){re.escape(value)}(?![^\\W_]|\\.\\d)"'),
                "an underscore",
            ),
            "holds-letters-of-one-side": (
                search('rf"(?<![\\d_.]){re.escape(value)}(?!\\w|\\.\\d)"'),
                "cart is a piece of oxcart",
            ),
            "holds-ascii": (
                search('rf"(?<![A-Za-z0-9_.]){re.escape(value)}(?![A-Za-z0-9_]|\\.\\d)"'),
                "ä is a letter too",
            ),
            "holds-full-stop-at-the-end-only": (
                search('rf"(^|[^\\w.]){re.escape(value)}($|[^\\w.]|\\.$|\\.\\s)"'),
                "unless a digit stands behind it",
            ),
            "holds-none": (holds("print(value in said)"), "nothing came back"),
            "holds-match-object": (holds(f"return re.search({STRICT}, said, re.IGNORECASE)"), "nothing came back"),
            "holds-imported": (
                "from course_lib.outcomes import contains_answer\n" + holds("return contains_answer(said, [value])"),
                "import it after you have written it once yourself",
            ),
            "holds-always-equal": (YES + holds("return Yes()"), "return a bool, not a Yes"),
        },
    ),
    **wrongs(
        INFLATION,
        "test-inflation",
        {
            "inflation-marker-alone": (inflation("sum(kind) / len(rows)"), "the share right by the marker"),
            "inflation-sign": (inflation("(sum(strict) - sum(kind)) / len(rows)"), "the sign is turned"),
            "inflation-count": (inflation("sum(kind) - sum(strict)"), "a number of rows"),
            "inflation-of-the-right": (inflation("(sum(kind) - sum(strict)) / sum(kind)"), "divide by all rows"),
            "inflation-first-value": (
                "def inflation(rows, marker):\n"
                "    return (sum(marker(s, a[0]) for s, a in rows) - sum(holds(s, a[0]) for s, a in rows)) / len(rows)",
                "any accepted value will do",
            ),
            "inflation-all-values": (
                inflation("0").replace("any(", "all(").replace("return 0", "return (sum(kind) - sum(strict)) / 5"),
                "any of them will do",
            ),
            "inflation-each-value": (
                inflation("0").replace("any(", "sum(").replace("return 0", "return (sum(kind) - sum(strict)) / 5"),
                "each accepted value counts for itself",
            ),
            "inflation-one-marker": (
                inflation("0").replace("any(marker(", "any(holds("),
                "is the marker that was passed",
            ),
            "inflation-fixed-marker": (
                inflation("(sum(kind) - sum(strict)) / len(rows)").replace("marker(s", "kind_marker(s"),
                "not always kind_marker",
            ),
            "inflation-what-is-given-away": (
                "def inflation(rows, marker):\n"
                "    return sum(any(marker(s, v) and not holds(s, v) for v in a) for s, a in rows) / len(rows)",
                "take one share from the other",
            ),
            "inflation-none": (inflation("None"), "nothing came back"),
            "inflation-imported": (
                "from course_lib.outcomes import contains_answer\n"
                + inflation("(sum(kind) - sum(strict)) / len(rows)").replace(
                    "any(holds(s, v) for v in a)", "contains_answer(s, a)"
                ),
                "import it after you have written it once yourself",
            ),
            "inflation-always-equal": (YES + inflation("Yes()"), "return one number, not a Yes"),
        },
    ),
    **wrongs(
        SENT,
        "test-sent",
        {
            "sent-from-zero": (
                sent(
                    ASH + "if total == line['prompt']:\n    found = 0\nfor j, t in enumerate(line['passages']):\n"
                    "    total += t\n    if total == line['prompt']:\n        found = j\nreturn found"
                ),
                "j counts passages from 1",
            ),
            "sent-last-below": (
                sent(ASH + COUNT + "    if total <= line['prompt']:\n        found = j\nreturn found"),
                "no j explains this count",
            ),
            "sent-no-zero": (
                sent(
                    ASH + "for j, tokens in enumerate(line['passages'], start=1):\n    total += tokens\n"
                    "    if total == line['prompt']:\n        found = j\nreturn found"
                ),
                "a prompt with no passage is 0",
            ),
            "sent-smaller": (
                sent(ASH + COUNT + "    if total == line['prompt']:\n        return j\nreturn found"),
                "if two j fit, return the larger",
            ),
            "sent-any-passages": (
                sent(
                    "import itertools\nfor j in range(len(line['passages']), -1, -1):\n"
                    "    for some in itertools.combinations(line['passages'], j):\n"
                    "        if line['bare'] + sum(some) == line['prompt']:\n            return j\nreturn 'cut'"
                ),
                "only the first passages, in their order",
            ),
            "sent-minus-one": (
                sent(
                    "found, total = -1, line['bare']\n" + COUNT + "    if total == line['prompt']:\n        found = j\n"
                    "return found"
                ),
                "return the text 'cut'",
            ),
            "sent-changes-the-line": (
                sent(
                    "line['passages'].insert(0, 0)\n"
                    + ASH
                    + "for j, tokens in enumerate(line['passages']):\n    total += tokens\n"
                    "    if total == line['prompt']:\n        found = j\nreturn found"
                ),
                "changed the line that it was given",
            ),
            "sent-by-index": (
                sent(
                    "totals = [line['bare'] + sum(line['passages'][:j]) for j in range(len(line['passages']) + 1)]\n"
                    "return len(totals) - 1 - totals[::-1].index(line['prompt'])"
                ),
                "where no j fits, return the text 'cut'",
            ),
            "sent-capital": (
                sent(
                    ASH.replace("'cut'", "'Cut'")
                    + COUNT
                    + "    if total == line['prompt']:\n        found = j\nreturn found"
                ),
                "in small letters",
            ),
            "sent-none": (sent("print(line)"), "nothing came back"),
            "sent-imported": (
                "from course_lib.rag import fit\n"
                + sent("fit\n" + ASH + COUNT + "    if total == line['prompt']:\n        found = j\nreturn found"),
                "import it after you have written it once yourself",
            ),
            "sent-always-equal": (YES + sent("return Yes()"), "not a Yes"),
        },
    ),
    **wrongs(
        VERDICTS,
        "test-verdicts",
        {
            "verdict-missing": (
                "ash = birch = cedar = dogwood = accuracy_like_closed_book = question_lost = None",
                "write one of",
            ),
            "verdict-ash": (verdicts(ash="cuts on the right"), "grow with the passages retrieved"),
            "verdict-birch": (verdicts(birch="sends only the best"), "beyond the bare question"),
            "verdict-cedar": (verdicts(cedar="cuts on the right"), "in every line"),
            "verdict-dogwood": (verdicts(dogwood="sends all"), "its longest prompts"),
            "verdict-accuracy": (verdicts(accuracy_like_closed_book="Dogwood"), "what a closed-book model reads"),
            "verdict-question": (verdicts(question_lost="Birch"), "who loses what stands last"),
            "verdict-always-equal": (YES + verdicts() + "\nash = Yes()", "write one of"),
        },
    ),
    **wrongs(
        PRECISION,
        "test-precision",
        {
            "precision-mean-of-cases": (
                precision(f"return sum(sum(i in r for i in c) / max(len(c), 1) for c, r in {PAIRS}) / len(cases)"),
                "the mean over cases",
            ),
            "precision-mean-of-citing-cases": (
                precision(
                    f"shares = [sum(i in r for i in c) / len(c) for c, r in {PAIRS} if c]\n"
                    "return sum(shares) / len(shares)"
                ),
                "the cases with a citation",
            ),
            "precision-recall": (
                precision(POOL + "return sum(marks) / sum(len(right) for _, _, right in cases)"),
                "that is recall",
            ),
            "precision-count": (precision(POOL + "return sum(marks)"), "the number of right citations"),
            "precision-by-cases": (precision(POOL + "return sum(marks) / len(cases)"), "the number of cases"),
            "precision-by-passages": (
                precision(POOL + "return sum(marks) / sum(len(ids) for _, ids, _ in cases)"),
                "the number of passages",
            ),
            "precision-each-passage-once": (
                precision(
                    POOL.replace("cite(answer, ids)", "set(cite(answer, ids))") + "return sum(marks) / len(marks)"
                ),
                "a passage cited twice is two citations",
            ),
            "precision-no-citation": (precision(POOL + "return sum(marks) / len(marks)"), "no citation at all"),
            "precision-nothing-is-perfect": (
                precision(POOL + "return sum(marks) / len(marks) if marks else 1.0"),
                "nothing cited is nothing right",
            ),
            "precision-nan": (
                precision(POOL + "return sum(marks) / len(marks) if marks else float('nan')"),
                "gives 0.0",
            ),
            "precision-imported": (
                "from course_lib.stats import estimate\n"
                + precision(POOL + "return estimate([float(m) for m in marks]).mean if marks else 0.0"),
                "import it after you have written it once yourself",
            ),
            "precision-always-equal": (YES + precision("return Yes()"), "return one number, not a Yes"),
        },
    ),
    **wrongs(
        CITE,
        "test-citations",
        {
            "cite-as-given": (citations("n < len(ids)", "n"), "[1] is the first passage"),
            "cite-as-given-once": (citations("n < len(ids) and ids[n] not in found", "n"), "[1] is the first passage"),
            "cite-not-the-last": (citations("1 <= n < len(ids) and ids[n - 1] not in found"), "the last passage"),
            "cite-twice": (citations("1 <= n <= len(ids)"), "each id comes once"),
            "cite-sorted": (citations(RANGE, end="sorted(found)"), "in the order named"),
            "cite-minus-one": (citations("n <= len(ids) and ids[n - 1] not in found"), "as ids[-1] it is the last"),
            "cite-no-limit": (citations("ids[n - 1] not in found"), "must be left out"),
            "cite-one-number-a-bracket": (citations(RANGE, pattern=r"\[(\d+)\]"), "may hold several numbers"),
            "cite-first-of-bracket": (citations(RANGE, pattern=r"\[(\d+)[^\]]*\]"), "may hold several numbers"),
            "cite-last-of-bracket": (citations(RANGE, pattern=r"(\d+)\]"), "may hold several numbers"),
            "cite-without-brackets": (citations(RANGE, pattern=r"(\d+)"), "only numbers in brackets cite"),
            "cite-single-digits": (
                citations(RANGE).replace("r'\\d+'", "r'\\d'"),
                "[12] is twelve",
            ),
            "cite-words-as-numbers": (
                "def citations(answer, ids):\n"
                "    parts = [p for b in re.findall(r'\\[([^\\]]*)\\]', answer) for p in b.split(',')]\n"
                "    numbers = [int(p) for p in parts]\n"
                "    return list(dict.fromkeys(ids[n - 1] for n in numbers if 1 <= n <= len(ids)))",
                "or words",
            ),
            "cite-numbers-once": (
                "def citations(answer, ids):\n"
                "    inside = ' '.join(re.findall(r'\\[([\\d, ]+)\\]', answer))\n"
                "    numbers = dict.fromkeys(map(int, re.findall(r'\\d+', inside)))\n"
                "    return [ids[n - 1] for n in numbers if 1 <= n <= len(ids)]",
                "each id comes once",
            ),
            "cite-none": (citations(RANGE, end="None"), "nothing came back"),
            "cite-imported": (
                "from course_lib.rag import cite\n" + citations(RANGE).replace("found = []", "found = []\n    cite"),
                "import it after you have written it once yourself",
            ),
            "cite-always-equal": (YES + citations(RANGE, end="Yes()"), "return a list, not a Yes"),
        },
    ),
    **wrongs(
        TABLE,
        "test-table",
        {
            "table-empty-is-all": (table(GOOD, keep="True"), "every set contains the empty set"),
            "table-empty-is-none": (
                table(
                    "'none' if not needed & set(read) else 'all' if needed <= set(read) else 'some'",
                    keep="True",
                ),
                "it was not missed",
            ),
            "table-some-is-all": (table("'all' if needed & set(read) else 'none'"), "'some', not 'all'"),
            "table-some-is-none": (table("'all' if needed <= set(read) else 'none'"), "'some', not 'none'"),
            "table-exact": (table(GOOD.replace("<=", "==")), "does not matter"),
            "table-no-abstentions": (table(GOOD, keep="needed and outcome != 'abstained'"), "a column of their own"),
            "table-abstained-is-wrong": (
                table(GOOD, outcome="'wrong' if outcome == 'abstained' else outcome"),
                "an abstention is not 'wrong'",
            ),
            "table-first-only": (table(GOOD.replace("set(read)", "set(read[:1])")), "only the first passage"),
            "table-missing-keys": (
                "def cross_table(rows):\n    table = {}\n    for needed, read, outcome in rows:\n"
                f"        if needed:\n            key = ({GOOD}, outcome)\n"
                "            table[key] = table.get(key, 0) + 1\n"
                "    return table",
                "all nine keys must be there",
            ),
            "table-counts-what-was-read": (
                table("'all' if needed <= set(read) else 'some' if sum(i in needed for i in read) else 'none'").replace(
                    "needed <= set(read)", "sum(i in needed for i in read) >= len(needed)"
                ),
                "an id that was read twice is one passage",
            ),
            "table-changes-the-rows": (
                table("kind").replace(
                    "table[kind",
                    "n = len(needed)\n            needed -= set(read)\n"
                    "            kind = 'all' if not needed else 'some' if len(needed) < n else 'none'\n"
                    "            table[kind",
                ),
                "changed the rows that it was given",
            ),
            "table-pairs-turned": (
                table(GOOD).replace("return table", "return {(o, r): n for (r, o), n in table.items()}"),
                "each a pair (retrieval, outcome)",
            ),
            "table-shares": (
                table(GOOD).replace("return table", "return {k: v / 9 for k, v in table.items()}"),
                "work the tiny example",
            ),
            "table-none": (table(GOOD).replace("return table", "pass"), "nothing came back"),
            "table-imported": (
                "from course_lib.evidence.trial import sample\n"
                + table(GOOD).replace("in rows:", "in sample(rows, len(rows), 0):"),
                "import it after you have written it once yourself",
            ),
            "table-always-equal": (
                "class Yes(dict):\n    def __eq__(self, other):\n        return True\n    __hash__ = None\n"
                + table(GOOD).replace("return table", "return Yes(table)"),
                "work the tiny example",
            ),
        },
    ),
    **wrongs(
        ARMS,
        "test-arms",
        {
            "arms-first-empty-line": (
                arms(
                    "start",
                    "rest, _, question = prompt.rpartition('\\n\\nQuestion: ')\n"
                    "start, _, passages = rest.partition('\\n\\n')",
                ),
                "an instruction may hold an empty line",
            ),
            "arms-no-passages": (
                arms(
                    "start", "start, rest = prompt.split('\\n\\n[1] ')\npassages, question = rest.split('Question: ')"
                ),
                "a prompt need not have passages",
            ),
            "arms-line-by-line": (
                arms("start", "start, passages, *_, question = prompt.split('\\n\\n')"),
                "parts may hold empty lines",
            ),
            "arms-whole-rest": (
                arms("rest", GOOD_PARTS),
                "the passages begin at the first",
            ),
            "arms-order": (arms("start", GOOD_PARTS, order="[::-1]"), "in this order"),
            "arms-verdict-better": (
                arms("start", GOOD_PARTS, "the search is better than perfect"),
                "what differs beside the passages",
            ),
            "arms-verdict-wrong-passages": (
                arms("start", GOOD_PARTS, "the oracle passages are wrong"),
                "what differs beside the passages",
            ),
            "arms-verdict-missing": (
                arms("start", GOOD_PARTS).replace("verdict = 'the arms cannot be compared'", "verdict = None"),
                "copy one of the three texts",
            ),
            "arms-verdict-full-stop": (
                arms("start", GOOD_PARTS, "the arms cannot be compared."),
                "copy one of the three texts",
            ),
            "arms-first-question": (
                arms("start", GOOD_PARTS.replace("rpartition", "partition")),
                "behind the last 'Question: '",
            ),
            "arms-first-number": (
                arms("start.rstrip()", GOOD_PARTS.replace("'\\n\\n[1] '", "'[1] '")),
                "within a line begins no passage",
            ),
            "arms-lowered": (
                arms("start", "prompt = prompt.lower().replace('question: ', 'Question: ')\n" + GOOD_PARTS),
                "compare the text as it stands",
            ),
            "arms-stripped": (
                arms("start.strip()", GOOD_PARTS),
                "compare the text as it stands",
            ),
            "arms-imported": (
                "from course_lib.rag import integrate\n" + arms("start", "integrate\n" + GOOD_PARTS),
                "import it after you have written it once yourself",
            ),
            "arms-always-equal": (
                YES + arms("start", GOOD_PARTS).replace("return [n for", "return Yes() or [n for"),
                "return a list, not a Yes",
            ),
        },
    ),
}

RIGHT = {
    "predict-other-guesses": (
        "predict-guesses",
        "guess_substring, guess_given_page, guess_loss = np.float64(0), 1, 'reading'",
    ),
    "holds-by-neighbours": (
        HOLDS,
        holds(
            "low, key = said.lower(), value.lower()\nword = lambda c: c.isalnum() or c == '_'\n"
            "for at in range(len(low) - len(key) + 1):\n"
            "    if low[at:at + len(key)] == key:\n"
            "        before, after = low[:at][-1:], low[at + len(key):]\n"
            "        stop = after[:1] == '.' and after[1:2].isdigit()\n"
            "        if not (before and (word(before) or before == '.')) and not stop"
            " and not (after and word(after[0])):\n"
            "            return True\nreturn False"
        ),
    ),
    "holds-lowered": (
        HOLDS,
        holds('return bool(re.search(rf"(?<![\\w.]){re.escape(value.lower())}(?![\\w]|[.][0-9])", said.lower()))'),
    ),
    "holds-numpy-bool": (HOLDS, holds(f"return np.bool_(re.search({STRICT}, said, re.IGNORECASE) is not None)")),
    "inflation-by-means": (INFLATION, inflation("np.mean(kind) - np.mean(strict)")),
    "sent-backwards": (
        SENT,
        sent(
            "for j in range(len(line['passages']), -1, -1):\n"
            "    if line['bare'] + sum(line['passages'][:j]) == line['prompt']:\n        return j\nreturn 'cut'"
        ),
    ),
    "sent-numpy": (
        SENT,
        sent(
            "totals = line['bare'] + np.cumsum([0, *line['passages']])\n"
            "fits = np.flatnonzero(totals == line['prompt'])\nreturn fits[-1] if len(fits) else 'cut'"
        ),
    ),
    "precision-numpy": (PRECISION, precision(POOL + "return np.mean(marks) if marks else 0")),
    "cite-by-dictionary": (
        CITE,
        "def citations(answer, ids):\n    by_number = {str(n): i for n, i in enumerate(ids, start=1)}\n"
        "    inside = ' '.join(re.findall(r'\\[[^\\]]*\\]', answer))\n"
        "    return list(dict.fromkeys(by_number[n] for n in re.findall(r'\\d+', inside) if n in by_number))",
    ),
    "cite-as-tuple": (CITE, citations(RANGE, end="tuple(found)")),
    "table-by-counter": (
        TABLE,
        "from collections import Counter\n\n\ndef cross_table(rows):\n"
        f"    found = Counter(({GOOD}, outcome) for needed, read, outcome in rows if needed)\n"
        "    return {(r, o): found[r, o] for r in RETRIEVALS for o in OUTCOMES}",
    ),
    "table-other-order-of-keys": (
        TABLE,
        table(GOOD)
        .replace("for r in RETRIEVALS for o", "for o in OUTCOMES for r")
        .replace("for r in OUTCOMES", "for r in RETRIEVALS"),
    ),
    "arms-by-index": (
        ARMS,
        arms(
            "start",
            "at = prompt.rindex('\\n\\nQuestion: ')\nrest, question = prompt[:at], prompt[at:]\n"
            "cut = rest.find('\\n\\n[1] ')\nstart, passages = (rest, '') if cut < 0 else (rest[:cut], rest[cut:])",
        ),
    ),
}


@pytest.mark.parametrize("wrong", CATALOGUE.values(), ids=CATALOGUE)
def test_a_wrong_answer_is_refused_and_its_mistake_named(wrong: Wrong) -> None:
    assert_caught(run(NAME, {wrong.cell: wrong.source}, skip=SKIP)[wrong.grade], wrong.why)


@pytest.mark.parametrize(("cell", "source"), RIGHT.values(), ids=RIGHT)
def test_another_right_answer_passes(cell: str, source: str) -> None:
    errors = {grade: error for grade, error in run(NAME, {cell: source}, skip=SKIP).items() if error}
    assert errors == {}


MEMORISED = {
    "inflation": (
        INFLATION,
        "def inflation(rows, marker):\n    return 0.4 if marker is kind_marker else -0.4",
        "test-inflation",
    ),
    "sent": (
        SENT,
        sent("return {140: 2, 60: 0, 160: 3, 90: 2}.get(line['prompt'], 'cut')"),
        "test-sent",
    ),
    "precision": (PRECISION, precision("return 4 / 7 if cite(*cases[0][:2]) else 0.0"), "test-precision"),
    "citations": (
        CITE,
        "def citations(answer, ids):\n"
        "    return {'Yes [1].': ['a'], 'Yes [3].': ['c'], 'Yes [2] and [1][2].': ['b', 'a'],\n"
        "            'Yes [1, 3].': ['a', 'c'], 'Yes [0], [7] and [2].': ['b'], 'Yes [2], [see below].': ['b'],\n"
        "            'Yes [12] and [2].': ['p12', 'p2'], 'Yes [1] and [2].': ['a']}.get(answer, [])",
        "test-citations",
    ),
    "table": (
        TABLE,
        "def cross_table(rows):\n    known = {0: [0] * 9, 1: [0, 0, 0, 0, 1, 0, 0, 0, 0]}\n"
        "    counts = iter(known.get(len(rows), [2, 1, 0, 0, 1, 1, 1, 1, 2]))\n"
        "    return {(r, o): next(counts) for r in RETRIEVALS for o in OUTCOMES}",
        "test-table",
    ),
}


@pytest.mark.parametrize(("cell", "source", "grade"), MEMORISED.values(), ids=MEMORISED)
def test_memorised_values_pass_the_visible_test_and_fail_the_hidden_one(cell: str, source: str, grade: str) -> None:
    assert_fitted(NAME, cell, source, grade, skip=SKIP)


def test_the_free_checks_refuse_the_commonest_mistakes() -> None:
    assert "got True" in free(HOLDS, holds("return value in said"), "free-holds")
    assert "got ['c', 'b', 'c']" in free(CITE, citations("n < len(ids)", "n"), "free-citations")
    assert "want 1" in free(SENT, sent("return 0"), "free-sent")
    assert "no j explains this count" in free(
        SENT, sent(ASH + "return 1 if line['prompt'] in (90, 100) else 0"), "free-sent"
    )
    assert free(TABLE, table(GOOD, keep="True"), "free-table")


def free(cell: str, source: str, check: str) -> str:
    return free_check(NAME, check, {cell: source}, skip=SKIP)


def test_the_recorded_answers_cover_every_development_question() -> None:
    """The exercise and lesson 06 count on an answer in each arm."""
    asked = {q.id: q for q in data.load_questions("dev")}
    found = {(t.arm, t.question) for t in data.load_traces()}
    for arm in ("closed-book", "RAG", "fused", "wrong"):
        assert {question for a, question in found if a == arm} == set(asked)
    assert {question for a, question in found if a == "oracle"} == {i for i, q in asked.items() if q.answer}
