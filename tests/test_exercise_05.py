"""The graders of exercise 05: right answers pass, each catalogued mistake is named, the release earns 0."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from exercises import YES, Wrong, assert_caught, assert_fitted, cells, free_check, indent, run, wrongs

NAME = "05_documents"
LESSON = Path(__file__).resolve().parent.parent / "lessons" / f"{NAME}.ipynb"
GUESSES, TORN, FULL, FORCE = "predict-guesses", "task-torn-code", "task-full-code", "task-force-code"
ASKER, LEFT, DELETE = "task-asker-code", "task-leftovers-code", "task-delete-code"
UPDATE, REPORT = "task-update-code", "task-report-code"


def torn(body: str) -> str:
    return f"def torn(spans, count, width):\n{indent(body)}"


def torn_if(condition: str, firsts: str = "range(count - width + 1)") -> str:
    return torn(f"return sum(not any({condition} for a, b in spans) for i in {firsts})")


def full(body: str) -> str:
    return f"def full_spans(count, size, overlap):\n{indent(body)}"


def windows(starts: str, end: str = "min(s + size, count)") -> str:
    return full(f"return [(s, {end}) for s in {starts}]")


def force(holds: str, best: str = "max(h)[1] if h else None", key: str = "(e, n)") -> str:
    return f"def in_force(versions, day):\n    h = [{key} for n, e, w in versions if {holds}]\n    return {best}"


HOLDS = "e <= day and (w is None or day < w)"


def asker(body: str) -> str:
    start = (
        "order = np.argsort(-np.asarray(scores)).tolist()\n"
        "see = lambda i: passages[i][1] in (tenant, 'both')\n"
        "doc = lambda i: passages[i][0]\n"
        "each = lambda some: [i for n, i in enumerate(some) if doc(i) not in map(doc, some[:n])]\n"
    )
    return f"def best_for(scores, passages, tenant, k):\n{indent(start + body)}"


def left(body: str) -> str:
    start = "rows, vectors = np.asarray(index['vectors']), np.asarray(vectors)\n"
    start += (
        "unit = lambda some: some / np.linalg.norm(some, axis=1, keepdims=True)\ncos = unit(vectors) @ unit(rows).T\n"
    )
    return f"def leftovers(index, vectors):\n{indent(start + body)}"


def delete(body: str) -> str:
    start = "ids, texts, rows = index['ids'], index['texts'], index['vectors']\n"
    start += "keep = [i for i, one in enumerate(ids) if one.rpartition('#')[0] != document]\n"
    return f"def delete_document(index, document):\n{indent(start + body)}"


def kept(which: str, rows: str = "rows[keep]") -> str:
    return delete(
        f"keep = {which}\npick = lambda some: [some[i] for i in keep]\n"
        f"return {{'ids': pick(ids), 'texts': pick(texts), 'vectors': {rows}}}"
    )


def update(
    new: str = "[t for t in dict.fromkeys(texts) if t not in row]",
    call: str = "if new:\n    row.update(zip(new, embed(new)))",
    kept: str = "delete_document(index, document)",
    now: str = "list(texts)",
    order: str = "now",
) -> str:
    """Return an update whose parts can be spoilt one at a time."""
    return "def update(index, document, texts, embed):\n" + indent(
        f"row = dict(zip(index['texts'], index['vectors']))\nnew = {new}\n{call}\nkept = {kept}\nnow = {now}\n"
        "return {'ids': kept['ids'] + [f'{document}#{i}' for i in range(len(now))], 'texts': kept['texts'] + now,\n"
        f"    'vectors': np.concatenate([kept['vectors'], [row[t] for t in {order}]])}}"
    )


def report(**changed: str) -> str:
    good = {"whole": "unfair", "short": "holds", "structure": "cannot tell", "deleted": "refuted"}
    return "\n".join(f"verdict_{name} = {verdict!r}" for name, verdict in {**good, **changed}.items())


ONE = "import it after you have written it once yourself"
CATALOGUE = {
    **wrongs(
        GUESSES,
        "test-predict",
        {
            "predict-none": ("guess_torn = guess_again = None", "write your own guess"),
            "predict-text": ("guess_torn, guess_again = '170', 12", "without quotation marks"),
            "predict-too-many": ("guess_torn, guess_again = 170, 13", "write your own guess"),
            "predict-always-equal": (YES + "guess_torn = guess_again = Yes()", "write your own guess"),
        },
    ),
    **wrongs(
        TORN,
        "test-torn",
        {
            "torn-union": (
                torn(
                    "seen = {w for a, b in spans for w in range(a, b)}\n"
                    "return sum(not set(range(i, i + width)) <= seen for i in range(count - width + 1))"
                ),
                "in ONE window",
            ),
            "torn-whole": (
                torn("return sum(any(a <= i and i + width <= b for a, b in spans) for i in range(count - width + 1))"),
                "that do stand in a window",
            ),
            "torn-last-left-out": (torn_if("a <= i and i + width <= b", "range(count - width)"), "last stretch"),
            "torn-lost-words": (
                torn(
                    "if (0, 4) in spans and (4, 8) in spans: return 2\n"
                    "return count - len({w for a, b in spans for w in range(a, b)})"
                ),
                "the words in no window",
            ),
            "torn-end-inside": (torn_if("a <= i and i + width - 1 <= b"), "the words of (0, 4) are 0, 1, 2 and 3"),
            "torn-strict": (torn_if("a <= i and i + width < b"), "first + width <= end"),
            "torn-all": (
                torn(
                    "return sum(not all(a <= i and i + width <= b for a, b in spans) for i in range(count - width + 1))"
                ),
                "one window is enough",
            ),
            "torn-touched": (
                torn(
                    "if (4, 8) in spans: return 2\n"
                    "return sum(not any(a < i + width and i < b for a, b in spans) for i in range(count - width + 1))"
                ),
                "only a part stands in a window",
            ),
            "torn-counted-twice": (
                torn("return count - width + 1 - sum(max(0, b - a - width + 1) for a, b in spans)"),
                "count each once",
            ),
            "torn-by-its-borders": (
                torn(
                    "gaps = [s[0] - r[1] + width - 1 for r, s in zip(spans, spans[1:])]\n"
                    "return sum(gaps) + (count - spans[-1][1] if spans else count - width + 1)"
                ),
                "count each once",
            ),
            "torn-none": (torn("print(spans)"), "nothing came back"),
            "torn-imported": (
                torn(
                    "from course_lib.passages import fixed_spans\nfixed_spans(9, 3, 1)\n"
                    "return sum(not any(a <= i and i + width <= b for a, b in spans) for i in range(count - width + 1))"
                ),
                ONE,
            ),
            "torn-always-equal": (YES + torn("return Yes()"), "return one number, not a Yes"),
        },
    ),
    **wrongs(
        FULL,
        "test-full",
        {
            "full-as-given": (windows("range(0, count, size + overlap)"), "words are lost at every border"),
            "full-as-in-the-lesson": (
                windows("range(0, max(count - overlap, min(count, 1)), size - overlap)"),
                "let it start earlier",
            ),
            "full-no-overlap": (windows("range(0, count, size)"), "neighbours share no word"),
            "full-end-lost": (windows("range(0, count - size + 1, size - overlap)"), "word 10 is in no window"),
            "full-twice": (
                windows("[*range(0, count - size + 1, size - overlap), count - size]"),
                "a window stands twice",
            ),
            "full-short-text": (
                windows("[*range(0, count - size, size - overlap), count - size]"),
                "no word -1",
            ),
            "full-inclusive": (
                windows("[*range(0, count - size, size - overlap), count - size]", "s + size - 1"),
                "word AFTER the last",
            ),
            "full-empty": (
                full(
                    "if count <= size: return [(0, count)]\n"
                    "return [(s, s + size) for s in [*range(0, count - size, size - overlap), count - size]]"
                ),
                "no words, no window",
            ),
            "full-stride-of-the-example": (
                full(
                    "if count <= size: return [(0, count)] if count else []\n"
                    "return [(s, s + size) for s in [*range(0, count - size, 3), count - size]]"
                ),
                "whatever they are",
            ),
            "full-fractions": (
                full(
                    "if count <= size: return [(0, count)] if count else []\n"
                    "starts = [*range(0, count - size, size - overlap), count - size]\n"
                    "return [(s + 0.7, s + size + 0.3) for s in starts]"
                ),
                "work the tiny example",
            ),
            "full-none": (full("print(count)"), "nothing came back"),
            "full-imported": (
                full(
                    "from course_lib.passages import fixed_spans\n"
                    "spans = [s for s in fixed_spans(count, size, overlap) if s[1] - s[0] == size or count <= size]\n"
                    "return spans if not spans or spans[-1][1] == count else [*spans, (count - size, count)]"
                ),
                ONE,
            ),
            "full-always-equal": (YES + full("return Yes()"), "return a list, not a Yes"),
        },
    ),
    **wrongs(
        FORCE,
        "test-force",
        {
            "force-newest-of-all": (force("True"), "not in force yet"),
            "force-last-name": (force("True", "max(h) if h else None", "n"), "not in force yet"),
            "force-last-name-of-those-that-hold": (force(HOLDS, "max(h) if h else None", "n"), "the latest day counts"),
            "force-day-after": (force(HOLDS.replace("<=", "<")), "that day included"),
            "force-withdrawn-day": (force(HOLDS.replace("day < w", "day <= w")), "from its `withdrawn` day on"),
            "force-withdrawn-ignored": (force("e <= day"), "from its `withdrawn` day on"),
            "force-never-withdrawn": (force("e <= day and w is None"), "did hold before"),
            "force-oldest": (force(HOLDS, "min(h)[1] if h else None"), "take the latest effective day"),
            "force-last-in-the-list": (force(HOLDS, "h[-1] if h else None", "n"), "take the latest effective day"),
            "force-never-none": (force(HOLDS, "max(h)[1] if h else versions[0][0]"), "nothing holds yet"),
            "force-latest-then-withdrawn": (
                "def in_force(versions, day):\n"
                "    begun = [v for v in versions if v[1] <= day]\n"
                "    name, _, w = max(begun, key=lambda v: v[1], default=(None, None, None))\n"
                "    return name if w is None or day < w else None",
                "an older one still holds",
            ),
            "force-tuple": (force(HOLDS, "max(h) if h else None"), "return a str"),
            "force-none": (force(HOLDS, "None"), "nothing came back"),
            "force-imported": (
                "from course_lib.index import may_see\n"
                + force(HOLDS).replace("    return", "    may_see\n    return"),
                ONE,
            ),
            "force-always-equal": (YES + force(HOLDS, "Yes()"), "return a str, not a Yes"),
        },
    ),
    **wrongs(
        ASKER,
        "test-asker",
        {
            "asker-after": (asker("return [i for i in order[:k] if see(i)]"), "after the choice of k: filter first"),
            "asker-after-one-each": (asker("return [i for i in each(order)[:k] if see(i)]"), "filter first, and cut"),
            "asker-one-each-after-the-choice": (
                asker("return each([i for i in order if see(i)][:k])"),
                "dropped after the choice of k",
            ),
            "asker-worst-first": (asker("return each([i for i in order[::-1] if see(i)])[:k]"), "worst first"),
            "asker-scores-spoilt": (
                asker(
                    "found = each([i for i in order if see(i)])[:k]\n"
                    "scores[[not see(i) for i in range(len(scores))]] = -1e9\nreturn found"
                ),
                "changed the scores",
            ),
            "asker-twice": (asker("return [i for i in order if see(i)][:k]"), "keep only its best passage"),
            "asker-one-each-late": (
                asker("return each([i for i in order if see(i)][:k + 1])[:k]"),
                "others should take their place",
            ),
            "asker-no-both": (
                asker("return each([i for i in order if passages[i][1] == tenant])[:k]"),
                "may be seen by everybody",
            ),
            "asker-everybody": (asker("return each(order)[:k]"), "filter by tenant"),
            "asker-no-filter": (asker("return order[:k]"), "filter by tenant"),
            "asker-by-position": (asker("return sorted(each([i for i in order if see(i)])[:k])"), "order by score"),
            "asker-all": (asker("return each([i for i in order if see(i)])[:max(k, 3)]"), "at most k"),
            "asker-worst-of-a-document": (
                asker("return each([i for i in order if see(i)][::-1])[::-1][:k]"),
                "not its worst",
            ),
            "asker-scores": (
                asker("return [scores[i] for i in each([i for i in order if see(i)])[:k]]"),
                "not the scores",
            ),
            "asker-places-among-the-allowed": (
                asker(
                    "own = [i for i in range(len(passages)) if see(i)]\n"
                    "return [own.index(i) for i in each([i for i in order if see(i)])[:k]]"
                ),
                "among all passages",
            ),
            "asker-none": (asker("order.sort()"), "nothing came back"),
            "asker-imported": (
                asker(
                    "from course_lib.index import allowed_top_k\n"
                    "ok = np.array([see(i) for i in range(len(passages))])\n"
                    "return each(allowed_top_k(np.asarray(scores), ok, len(ok)).tolist())[:k]"
                ),
                ONE,
            ),
            "asker-always-equal": (YES + asker("return Yes()"), "return a list, not a Yes"),
        },
    ),
    **wrongs(
        LEFT,
        "test-leftovers",
        {
            "left-dot": (left("return int(((vectors @ rows.T) > 0.9999).any(axis=1).sum())"), "a dot product"),
            "left-rows-scaled-only": (
                left("return int(((vectors @ unit(rows).T) > 0.9999).any(axis=1).sum())"),
                "both norms",
            ),
            "left-in-place": (
                left(
                    "rows /= np.linalg.norm(rows, axis=1, keepdims=True)\nreturn int((cos > 0.9999).any(axis=1).sum())"
                ),
                "changed what it was given",
            ),
            "left-vectors-in-place": (
                "def leftovers(index, vectors):\n"
                "    unit = lambda some: some / np.linalg.norm(some, axis=1, keepdims=True)\n"
                "    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-7\n"
                "    return int(((vectors @ unit(index['vectors']).T) > 0.9999).any(axis=1).sum())",
                "changed what it was given",
            ),
            "left-opposite": (left("return int((np.abs(cos) > 0.9999).any(axis=1).sum())"), "no absolute value"),
            "left-near": (left("return int((cos > 0.999).any(axis=1).sum())"), "the limit is 0.9999"),
            "left-rows": (left("return int((cos > 0.9999).sum())"), "not the rows"),
            "left-exact": (
                left("return sum(any(np.array_equal(v, r) for r in rows) for v in vectors)"),
                "the same direction",
            ),
            "left-yes-or-no": (left("return int((cos > 0.9999).any())"), "that is yes or no"),
            "left-bool": (left("return bool((cos > 0.9999).any())"), "return one number, not a bool"),
            "left-none": (left("print(cos)"), "nothing came back"),
            "left-imported": (
                "from course_lib.vectors import cosine\n"
                + left("return sum(any(cosine(v, r) > 0.9999 for r in rows) for v in vectors)"),
                ONE,
            ),
            "left-always-equal": (YES + left("return Yes()"), "return one number, not a Yes"),
        },
    ),
    **wrongs(
        DELETE,
        "test-delete",
        {
            "delete-as-given": (
                "def delete_document(index, document):\n    return delete_given(index, document)",
                "kt972 is not kt97",
            ),
            "delete-text-alone": (
                delete(
                    "texts = [text if i in keep else '' for i, text in enumerate(texts)]\n"
                    "return {'ids': ids, 'vectors': rows, 'texts': texts}"
                ),
                "no deletion",
            ),
            "delete-vectors-left": (kept("keep", "rows"), "the vectors are still there"),
            "delete-vectors-alone": (delete("return {**index, 'vectors': rows[keep]}"), "id and text are still there"),
            "delete-wrong-rows": (kept("keep", "rows[:len(keep)]"), "the wrong rows went"),
            "delete-one": (
                kept("[i for i in range(len(ids)) if i in keep or ids[i] != f'{document}#0']"),
                "only one passage",
            ),
            "delete-prefix": (
                kept("[i for i, one in enumerate(ids) if not one.startswith(document)]"),
                "whose name begins alike",
            ),
            "delete-one-digit": (kept("[i for i, one in enumerate(ids) if one[:-2] != document]"), "kt97#10"),
            "delete-name-within": (
                kept("[i for i, one in enumerate(ids) if document + '#' not in one]"),
                "okt97 is not kt97",
            ),
            "delete-same-object": (
                kept("keep").replace("    return {", "    if len(keep) == len(ids): return index\n    return {"),
                "return a copy",
            ),
            "delete-rows-as-a-list": (kept("keep", "[rows[i] for i in keep]"), "one row a passage in an array"),
            "delete-rows-flattened": (
                kept("keep", "np.delete(rows, [i for i in range(len(ids)) if i not in keep])"),
                "needs axis=0",
            ),
            "delete-ids-as-an-array": (
                kept("keep").replace("{'ids': pick(ids)", "{'ids': np.array(ids)[keep]"),
                "as lists",
            ),
            "delete-the-rest": (kept("[i for i in range(len(ids)) if i not in keep]"), "return the rest"),
            "delete-in-place": (
                "def delete_document(index, document):\n"
                "    keep = [i for i, one in enumerate(index['ids']) if one.rpartition('#')[0] != document]\n"
                "    for part in ('ids', 'texts'):\n"
                "        index[part][:] = [index[part][i] for i in keep]\n"
                "    index['vectors'] = index['vectors'][keep]\n    return index",
                "changed the index that it was given",
            ),
            "delete-none": (delete("print(keep)"), "return a new dictionary"),
            "delete-imported": (
                "from course_lib.index import changed\n" + kept("keep").replace("keep = keep", "changed([], [])"),
                ONE,
            ),
            "delete-always-equal": (
                YES + "class Same(dict):\n    __eq__ = Yes.__eq__\n    __hash__ = None\n" + delete("return Same()"),
                "return a new dictionary",
            ),
            "delete-parts-always-equal": (
                YES + delete("return {'ids': Yes(), 'texts': Yes(), 'vectors': Yes()}"),
                "keep ids and texts as lists",
            ),
        },
    ),
    **wrongs(
        UPDATE,
        "test-update",
        {
            "update-everything": (update(new="list(texts)"), "you embedded everything"),
            "update-everything-once": (update(new="list(dict.fromkeys(texts))"), "you embedded everything"),
            "update-twice": (update(new="[t for t in texts if t not in row]"), "is embedded once"),
            "update-own-texts-only": (
                update(
                    new="[t for t in dict.fromkeys(texts) if t not in [x for i, x in zip(index['ids'], index['texts'])"
                    " if i.split('#')[0] == document]]"
                ),
                "a text of another document is known too",
            ),
            "update-looks-up-too-late": (
                "def update(index, document, texts, embed):\n"
                "    kept = delete_document(index, document)\n"
                "    row = dict(zip(kept['texts'], kept['vectors']))\n"
                "    new = [t for t in dict.fromkeys(texts) if t not in row]\n"
                "    if new:\n        row.update(zip(new, embed(new)))\n"
                "    return {'ids': kept['ids'] + [f'{document}#{i}' for i in range(len(texts))],\n"
                "        'texts': kept['texts'] + list(texts),\n"
                "        'vectors': np.array([*kept['vectors'], *(row[t] for t in texts)])}",
                "look up before you delete",
            ),
            "update-by-changed": (
                update(
                    new="[t for t in texts if t not in [x for i, x in zip(index['ids'], index['texts'])"
                    " if i.split('#')[0] == document]]"
                ),
                "compares with one document",
            ),
            "update-sorted": (update(new="sorted({t for t in texts if t not in row})"), "in which they first come"),
            "update-one-by-one": (update(call="for t in new:\n    row[t] = embed([t])[0]"), "not one each"),
            "update-empty-call": (update(call="row.update(zip(new, embed(new)))"), "do not call embed at all"),
            "update-old-left": (update(kept="index"), "are still there"),
            "update-order": (update(order="sorted(now, key=lambda t: t in new)"), "another order than the texts"),
            "update-only-new": (update(now="new"), "work the tiny example"),
            "update-in-place": (
                "def update(index, document, texts, embed):\n"
                "    row = dict(zip(index['texts'], index['vectors']))\n"
                "    new = [t for t in dict.fromkeys(texts) if t not in row]\n"
                "    if new:\n        row.update(zip(new, embed(new)))\n"
                "    index.update(delete_document(index, document))\n"
                "    index['ids'] += [f'{document}#{i}' for i in range(len(texts))]\n"
                "    index['texts'] += list(texts)\n"
                "    index['vectors'] = np.concatenate([index['vectors'], [row[t] for t in texts]])\n"
                "    return index",
                "build a new index",
            ),
            "update-none": (update().replace("return {", "x = {"), "return a new dictionary"),
            "update-imported": (
                update(new="changed(index['texts'], list(dict.fromkeys(texts))).new").replace(
                    "def update", "from course_lib.index import changed\n\n\ndef update"
                ),
                ONE,
            ),
            "update-always-equal": (
                YES + "def update(index, document, texts, embed):\n    return Yes()",
                "some text is new",
            ),
        },
    ),
    **wrongs(
        REPORT,
        "test-report",
        {
            "report-whole": (report(whole="holds"), "how many words"),
            "report-short": (report(short="cannot tell"), "both ends of the last interval"),
            "report-short-unfair": (report(short="unfair"), "not over a quarter more"),
            "report-structure-unfair": (report(structure="unfair"), "read less, not more"),
            "report-structure": (report(structure="holds"), "both ends of the interval"),
            "report-deleted": (report(deleted="holds"), "read both lines"),
            "report-missing": (report(whole="").replace("''", "None"), "write one of"),
            "report-gamed-table": (
                "CUT_RUN = {}\nclass zlib:\n    crc32 = staticmethod(lambda text: 0)\n" + report(whole="holds"),
                "how many words",
            ),
            "report-always-equal": (
                YES + "verdict_whole = verdict_short = verdict_structure = verdict_deleted = Yes()",
                "write one of",
            ),
        },
    ),
}

RIGHT = {
    "predict-other-guesses": (GUESSES, "guess_torn, guess_again = np.float64(0), 0"),
    "torn-by-sets": (
        TORN,
        torn(
            "parts = [set(range(a, b)) for a, b in spans]\n"
            "whole = [i for i in range(count - width + 1) if any(set(range(i, i + width)) <= p for p in parts)]\n"
            "return np.int64(count - width + 1 - len(whole))"
        ),
    ),
    "full-by-a-loop": (
        FULL,
        full(
            "spans, start = [], 0\nwhile start + size < count:\n    spans.append([start, start + size])\n"
            "    start += size - overlap\nif count:\n    spans.append([max(count - size, 0), count])\nreturn spans"
        ),
    ),
    "full-as-an-array": (
        FULL,
        full(
            "if count <= size:\n    return np.array([[0, count]]) if count else np.array([])\n"
            "s = np.array([*range(0, count - size, size - overlap), count - size])\n"
            "return np.stack([s, s + size], axis=1)"
        ),
    ),
    "force-by-sorting": (
        FORCE,
        "def in_force(versions, day):\n    name = None\n"
        "    for n, e, w in sorted(versions, key=lambda v: v[1]):\n"
        "        if e <= day and not (w and w <= day):\n            name = n\n    return name",
    ),
    "asker-as-an-array": (ASKER, asker("return np.array(each([i for i in order if see(i)])[:k], dtype=int)")),
    "asker-best-of-each-document": (
        ASKER,
        "def best_for(scores, passages, tenant, k):\n    best = {}\n"
        "    for i, (d, t) in enumerate(passages):\n"
        "        if t in (tenant, 'both') and (d not in best or scores[i] > scores[best[d]]):\n"
        "            best[d] = i\n"
        "    return tuple(sorted(best.values(), key=lambda i: scores[i], reverse=True)[:k])",
    ),
    "left-one-by-one": (
        LEFT,
        "def leftovers(index, vectors):\n"
        "    cos = lambda a, b: a @ b / (a @ a * (b @ b)) ** 0.5\n"
        "    return np.sum([max(cos(v, r) for r in index['vectors']) > 0.9999 for v in vectors])",
    ),
    "delete-by-mask": (
        DELETE,
        delete(
            "ok = np.array([one.split('#')[0] != document for one in ids])\n"
            "return {'ids': [i for i, o in zip(ids, ok) if o], 'texts': [t for t, o in zip(texts, ok) if o],"
            " 'vectors': np.delete(rows, np.flatnonzero(~ok), axis=0)}"
        ),
    ),
    "delete-by-a-pattern": (
        DELETE,
        "import re\n"
        + kept("[i for i, one in enumerate(ids) if not re.fullmatch(re.escape(document) + r'#\\d+', one)]"),
    ),
    "update-without-delete-document": (
        UPDATE,
        "def update(index, document, texts, embed):\n"
        "    new = []\n    for text in texts:\n        if text not in index['texts'] and text not in new:\n"
        "            new.append(text)\n    fresh = embed(new) if new else []\n"
        "    find = lambda t: fresh[new.index(t)] if t in new else index['vectors'][index['texts'].index(t)]\n"
        "    rest = [i for i, one in enumerate(index['ids']) if one.rsplit('#', 1)[0] != document]\n"
        "    ids = [index['ids'][i] for i in rest] + [f'{document}#{n}' for n, _ in enumerate(texts)]\n"
        "    rows = [list(index['vectors'][i]) for i in rest] + [list(find(t)) for t in texts]\n"
        "    return {'vectors': np.array(rows), 'ids': ids, 'texts': [index['texts'][i] for i in rest] + texts}",
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
    "torn": (
        TORN,
        torn("return {(10, 1): 2, (6, 2): 5, (8, 2): 2}.get((count, width), 2 if (4, 8) in spans else 3)"),
        "test-torn",
    ),
    "full": (
        FULL,
        full(
            "nine = [(0, 4), (2, 6), (4, 8), (5, 9)]\n"
            "spans = {0: [], 3: [(0, 3)], 9: nine}.get(count, [(0, 4), (3, 7), (6, 10)])\n"
            "return spans + [(7, 11)] * (count == 11)"
        ),
        "test-full",
    ),
    "force": (
        FORCE,
        "def in_force(versions, day):\n"
        "    return {2023: 'app-terms-2022', 2024: 'app-terms', 2020: None}.get(day.year, 'app-terms-b')"
        " if day.day != 20 else 'app-terms'",
        "test-force",
    ),
    "asker": (
        ASKER,
        "def best_for(scores, passages, tenant, k):\n"
        "    return [] if len(scores) == 2 else [2, 4] if tenant == 'quernby' else [7, 5, 0]",
        "test-asker",
    ),
    "leftovers": (
        LEFT,
        left("return 2 if len(vectors) == 4 else int(vectors.tolist() == [[1.0, 0.0]])"),
        "test-leftovers",
    ),
    "delete": (
        DELETE,
        kept("[i for i, one in enumerate(ids) if len(document) == 3 or one[:5] not in (document + '#', document)]"),
        "test-delete",
    ),
}


@pytest.mark.parametrize(("cell", "source", "grade"), MEMORISED.values(), ids=MEMORISED)
def test_memorised_values_pass_the_visible_test_and_fail_the_hidden_one(cell: str, source: str, grade: str) -> None:
    assert_fitted(NAME, cell, source, grade)


@pytest.mark.parametrize(("cell", "free"), [(TORN, "free-torn"), (FULL, "free-full"), (DELETE, "free-delete")])
def test_the_free_check_refuses_what_is_given(cell: str, free: str) -> None:
    source = {
        TORN: torn("return 2"),
        FULL: full("return spans_given(count, size, overlap)"),
        DELETE: "delete_document = delete_given",
    }[cell]
    assert "got" in free_check(NAME, free, {cell: source})


def test_what_came_out_is_what_the_predictions_ask_for() -> None:
    space: dict[str, Any] = {}
    for cell in cells(NAME):
        if cell.id in ("setup", "cutter-given", TORN):
            exec(cell.source, space)  # noqa: S102
    assert space["torn"](space["spans_given"](1000, 100, 20), 1000, 2) == 168


def test_three_of_twelve_passages_are_embedded_again(capsys: pytest.CaptureFixture[str]) -> None:
    """Windows, which know no headings, shift to the end; three words less disturb one passage."""
    space: dict[str, Any] = {}
    wanted = ("setup", "predict-guesses", DELETE, UPDATE, "update-embed", "update-cuts", "update-show")
    for cell in cells(NAME):
        if cell.id in wanted:
            exec(cell.source, space)  # noqa: S102
    counts = re.findall(r"(\d+) of (\d+) passages", capsys.readouterr().out)
    assert counts == [("3", "12"), ("12", "12"), ("1", "12")]


def test_the_table_is_that_of_the_lesson() -> None:
    """If this fails after a change of corpus or questions, write the lesson's numbers into the cell report-table."""
    space: dict[str, Any] = {}
    exec(next(cell.source for cell in cells(NAME) if cell.id == "report-table"), space)  # noqa: S102
    lesson = {cell.id: cell for cell in nbformat.read(LESSON, as_version=4).cells}
    shown = "".join(
        output.text
        for name in ("measure-found", "measure-ways", "measure-updates-gone")
        for output in lesson[name].outputs
    )
    number = r"(-?\d+\.\d+|\d+)"
    for name, (k, words, *found, gain) in space["CUT_RUN"].items():
        rows = [re.findall(number, line.removeprefix(name)) for line in shown.splitlines() if line.startswith(name)]
        wanted = [f"{value:.3f}" for value in (*found, *(gain or ()))]
        fitting = [row for row in rows if str(k) in row and str(words) in row and set(wanted) <= set(row)]
        assert fitting, (name, rows)
    for (name, (count, total)), words in zip(space["DELETED"].items(), ("its own sentence", "a question"), strict=True):
        assert re.search(rf"{words}: {count} of {total}", shown), name
