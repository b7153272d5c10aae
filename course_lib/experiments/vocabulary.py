"""New words arrive: does recall fall while the embedder stays as it is?

Everyday names of appliances are replaced by coined words in documents and questions alike, so the meaning of a text
is what it was, but the embedder has never met the word.
"""

import dataclasses
import re
from collections.abc import Sequence

from course_lib import data, lexical
from course_lib.embed import Embedder
from course_lib.experiments import Finding, Setting
from course_lib.experiments.bench import Bench, paired
from course_lib.experiments.growth import DEPTH, search
from course_lib.stats import estimate

COINED = {
    "dishwasher": "vellorane", "washing machine": "drumbrist", "washer": "drumbrist", "tumble dryer": "sorvantel",
    "dryer": "sorvantel", "kettle": "pellowick", "fridge": "mirvast", "refrigerator": "mirvast", "freezer": "glaskern",
    "oven": "hestamir", "hob": "quillart", "microwave": "zantrell", "cooker hood": "ombravane", "hood": "ombravane",
    "vacuum": "trevadust", "vacuum cleaner": "trevadust", "iron": "lissopran", "dehumidifier": "umbrasek",
    "espresso machine": "corvanti", "coffee machine": "corvanti", "air purifier": "fenwisp", "purifier": "fenwisp",
    "hose": "slivane", "filter": "garnock", "pump": "orvelt", "door": "tassick", "tank": "bulvane", "water": "neshel",
    "warranty": "ordavance", "return": "revolane", "repair": "mendrake", "delivery": "carvoyel", "invoice": "tallisk",
}  # fmt: skip


def run(setting: Setting) -> Finding:
    """Retrieval alone; the contrast is recall@5 with coined words minus recall@5 with everyday ones."""
    bench = Bench(setting)
    questions = bench.questions(lambda q: bool(q.answer) and coin(q.question) != q.question, live=10_000)
    gold = [{p.id for p in bench.gold(q)} for q in questions]
    ids = [p.id for p in bench.passages]
    changed = [coin_passage(p) for p in bench.passages]
    asked = [q.question for q in questions]
    dense, words, rows = {}, {}, []
    for name, texts, queries in (
        ("everyday words", [p.searchable for p in bench.passages], asked),
        ("coined words", [p.searchable for p in changed], [coin(q) for q in asked]),
    ):
        encoder = Embedder()
        vectors = encoder.encode(texts, cache=True, progress=True)
        dense[name], _, _ = search(vectors, encoder.encode(queries, cache=True), ids, gold)
        words[name] = _by_words(texts, queries, ids, gold)
        clusters = [q.near for q in questions]
        rows.append(
            {
                "vocabulary": name,
                "n": len(questions),
                "dense recall@5": str(estimate(dense[name], clusters=clusters)),
                "BM25 recall@5": str(estimate(words[name], clusters=clusters)),
            }
        )
    return Finding(
        contrast=paired(dense["coined words"], dense["everyday words"], questions, setting.seed),
        tables={"the same questions, other words": rows},
        models=(Embedder.label,),
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
