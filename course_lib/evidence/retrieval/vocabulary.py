"""New words arrive: does recall fall while the embedder stays as it is?

Everyday names of appliances are replaced by coined words in documents and questions alike, so the meaning of a text
is what it was, but the embedder has never met the word.
"""

import dataclasses
import re
from collections.abc import Sequence

from course_lib import data, lexical
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.retrieval.growth import DEPTH, search
from course_lib.evidence.trial import Trial, near, share

EVERYDAY, NEW = "everyday words", "coined words"
COINED = {
    "dishwasher": "vellorane", "washing machine": "drumbrist", "washer": "drumbrist", "tumble dryer": "sorvantel",
    "dryer": "sorvantel", "kettle": "pellowick", "fridge": "mirvast", "refrigerator": "mirvast", "freezer": "glaskern",
    "oven": "hestamir", "hob": "quillart", "microwave": "zantrell", "cooker hood": "ombravane", "hood": "ombravane",
    "vacuum": "trevadust", "vacuum cleaner": "trevadust", "iron": "lissopran", "dehumidifier": "umbrasek",
    "espresso machine": "corvanti", "coffee machine": "corvanti", "air purifier": "fenwisp", "purifier": "fenwisp",
    "hose": "slivane", "filter": "garnock", "pump": "orvelt", "door": "tassick", "tank": "bulvane", "water": "neshel",
    "warranty": "ordavance", "return": "revolane", "repair": "mendrake", "delivery": "carvoyel", "invoice": "tallisk",
}  # fmt: skip


def measure(trial: Trial) -> Finding:
    """Retrieval alone; the contrast is recall@5 with coined words minus recall@5 with everyday ones."""
    bench, encoder = trial.bench, trial.bench.encoder
    questions = trial.pick([q for q in trial.questions if q.answer and coin(q.question) != q.question])
    gold = [{p.id for p in bench.gold(q)} for q in questions]
    ids, asked = [p.id for p in bench.passages], [q.question for q in questions]
    dense: dict[str, list[float]] = {}
    rows: list[Row] = []
    for name, texts, queries in (
        (EVERYDAY, [p.searchable for p in bench.passages], asked),
        (NEW, [coin_passage(p).searchable for p in bench.passages], [coin(q) for q in asked]),
    ):
        vectors = encoder.encode(texts, cache=True, progress=trial.progress)
        dense[name], _, _ = search(vectors, encoder.encode(queries, cache=True), ids, gold)
        words = _by_words(texts, queries, ids, gold)
        for q, mark, other in zip(questions, dense[name], words, strict=True):
            trial.note(f"{name}/{q.id}", (mark, other))
        shares: Row = {"dense recall@5": share(dense[name], questions), "BM25 recall@5": share(words, questions)}
        rows.append({"vocabulary": name, "n": len(questions), **shares})
    return trial.finding(
        trial.contrast(dense[NEW], dense[EVERYDAY], near(questions)),
        Table("the same questions, other words", rows),
        made_with=(encoder,),
    )


def coin(text: str) -> str:
    """Replace everyday words by coined ones; a plural keeps its s, a capital its capital.

    >>> coin("Two Kettles and a washing machine.")
    'Two Pellowicks and a drumbrist.'
    """

    def swap(match: re.Match[str]) -> str:
        new = COINED[match[1].lower()]
        return (new.capitalize() if match[1][0].isupper() else new) + match[2]

    longest_first = sorted(COINED, key=len, reverse=True)
    return re.sub(rf"\b({'|'.join(longest_first)})(s?)\b", swap, text, flags=re.IGNORECASE)


def coin_passage(passage: data.Passage) -> data.Passage:
    """Return a passage in coined words; offsets still speak of the original."""
    return dataclasses.replace(
        passage, title=coin(passage.title), heading=coin(passage.heading), text=coin(passage.text)
    )


def _by_words(
    texts: Sequence[str], queries: Sequence[str], ids: Sequence[str], gold: Sequence[set[str]]
) -> list[float]:
    index = lexical.BM25Index(texts)
    found = [{ids[i] for i in index.search(query, DEPTH)[0]} for query in queries]
    return [len(f & g) / min(len(g), DEPTH) for f, g in zip(found, gold, strict=True)]
