"""New words arrive: does recall fall while the embedder stays as it is?

Everyday names of appliances are replaced by coined words, so the meaning of a text is what it was, but the embedder has
never met the word. Askers know the new word, or still use the old one.
"""

import dataclasses
import re
from collections.abc import Sequence

from course_lib import data, lexical
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.retrieval.growth import DEPTH, search
from course_lib.evidence.trial import Trial, near, share
from course_lib.evidence.wordings import other_wordings

EVERYDAY, BOTH, ALONE = "everyday words", "coined in documents and questions", "coined in the documents alone"
COINED = {
    "dishwasher": "vellorane", "washing machine": "drumbrist", "washer": "drumbrist", "tumble dryer": "sorvantel",
    "dryer": "sorvantel", "kettle": "pellowick", "fridge": "mirvast", "refrigerator": "mirvast", "freezer": "glaskern",
    "oven": "hestamir", "hob": "quillart", "microwave": "zantrell", "cooker hood": "ombravane", "hood": "ombravane",
    "vacuum": "trevadust", "vacuum cleaner": "trevadust", "iron": "lissopran", "dehumidifier": "umbrasek",
    "espresso machine": "corvanti", "coffee machine": "corvanti", "air purifier": "fenwisp", "purifier": "fenwisp",
    "hose": "slivane", "filter": "garnock", "pump": "orvelt", "door": "tassick", "tank": "bulvane", "water": "neshel",
    "warranty": "ordavance", "return": "revolane", "repair": "mendrake", "delivery": "carvoyel", "invoice": "tallisk",
    "machine": "strelkin", "appliance": "ganthor", "order": "plivane", "card": "quessel", "account": "rindolf",
    "gift": "lapwend", "drum": "torvick", "software": "ellamist", "alarm": "skarnel", "shop": "bremmane",
    "kitchen": "ostrelle", "lint": "fluvene", "product": "marvask", "price": "sendrille", "floor": "welkane",
    "ticket": "pernoll", "sheet": "ardlowe", "part": "cobrane", "fault": "nistrel", "weight": "hovarde",
}  # fmt: skip
# The longest first: a washing machine is no machine that washes.
_EVERYDAY = re.compile(rf"\b({'|'.join(sorted(COINED, key=len, reverse=True))})(s?)\b", re.IGNORECASE)


def measure(trial: Trial) -> Finding:
    """Retrieval alone; the contrast is recall@5 with coined words in documents and questions minus everyday ones.

    Only where the question and a passage that answers it share such a word: elsewhere its loss is no loss. The
    moderator is whether those who ask use the new word too. Asked in every wording of the split's documents.
    """
    bench, encoder = trial.bench, trial.bench.encoder
    every = [*trial.questions, *other_wordings(trial.split)]
    questions = trial.pick([q for q in every if q.answer and shared(q, bench.gold(q))])
    gold = [{p.id for p in bench.gold(q)} for q in questions]
    ids, asked = [p.id for p in bench.passages], [q.question for q in questions]
    everyday, coined = ([p.searchable for p in bench.passages], [coin_passage(p).searchable for p in bench.passages])
    dense: dict[str, list[float]] = {}
    rows: list[Row] = []
    for name, texts, queries in (
        (EVERYDAY, everyday, asked),
        (BOTH, coined, [coin(q) for q in asked]),
        (ALONE, coined, asked),
    ):
        vectors = encoder.encode(texts, cache=True, progress=trial.progress)
        dense[name], _, _ = search(vectors, encoder.encode(queries, cache=True), ids, gold)
        words = _by_words(texts, queries, ids, gold)
        for q, mark, other in zip(questions, dense[name], words, strict=True):
            trial.note(f"{name}/{q.id}", (mark, other))
        shares: Row = {"dense recall@5": share(dense[name], questions), "BM25 recall@5": share(words, questions)}
        rows.append({"vocabulary": name, "n": len(questions), **shares})
    falls = {name: trial.contrast(dense[name], dense[EVERYDAY], near(questions)) for name in (BOTH, ALONE)}
    return trial.finding(
        falls[BOTH],
        Table("the same questions, other words", rows),
        by_moderator=falls,
        interaction=trial.contrast(dense[ALONE], dense[BOTH], near(questions)),
        made_with=(encoder,),
    )


def shared(question: data.Question, gold: Sequence[data.Passage]) -> set[str]:
    """Return the coined words that would stand in a question and in a passage that answers it."""
    return replaced(question.question) & {word for p in gold for word in replaced(p.searchable)}


def replaced(text: str) -> set[str]:
    """Return the coined words that a text's everyday words would become.

    >>> sorted(replaced("Two Kettles and a washing machine."))
    ['drumbrist', 'pellowick']
    """
    return {COINED[match[1].lower()] for match in _EVERYDAY.finditer(text)}


def coin(text: str) -> str:
    """Replace everyday words by coined ones; a plural keeps its s, a capital its capital.

    >>> coin("Two Kettles and a washing machine.")
    'Two Pellowicks and a drumbrist.'
    """

    def swap(match: re.Match[str]) -> str:
        new = COINED[match[1].lower()]
        return (new.capitalize() if match[1][0].isupper() else new) + match[2]

    return _EVERYDAY.sub(swap, text)


def coin_passage(passage: data.Passage) -> data.Passage:
    """Return a passage in coined words; offsets still speak of the original."""
    return dataclasses.replace(
        passage,
        title=coin(passage.title),
        heading=coin(passage.heading),
        lead=coin(passage.lead),
        text=coin(passage.text),
    )


def _by_words(
    texts: Sequence[str], queries: Sequence[str], ids: Sequence[str], gold: Sequence[set[str]]
) -> list[float]:
    index = lexical.BM25Index(texts)
    found = [{ids[i] for i in index.search(query, DEPTH)[0]} for query in queries]
    return [len(f & g) / min(len(g), DEPTH) for f, g in zip(found, gold, strict=True)]
