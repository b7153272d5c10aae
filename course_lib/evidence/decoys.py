"""Values that could stand where the right one stands: of the same kind, and wrong."""

import hashlib
import re
from collections.abc import Iterable
from functools import cache

import numpy as np

from course_lib import data
from course_lib.outcomes import contains_answer

DECOYS = 5
DRAWS = 50
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def decoys(question: data.Question) -> list[str]:
    """Return five values of the same kind as the answer to a question of one fact, none of them accepted.

    Those of like facts come first: written with as many digits and the same words, or of the same attribute. A number
    whose unit no other fact has gets its digits drawn again; words without a like fact, others of as many words, or
    of two.
    The same question always gets the same five.
    """
    fact = _facts()[question.facts[-1]]
    accepted = (question.answer, *question.aliases, fact.value, *fact.aliases)
    rng = np.random.default_rng(int(hashlib.sha256(fact.id.encode()).hexdigest()[:8], 16))
    digits = re.search(r"\d", fact.value) is not None
    alike, drawn = _alike(_written(fact.value)), [_redrawn(fact.value, rng) for _ in range(DRAWS if digits else 0)]
    ways = (alike, [*alike, *drawn]) if digits else (_same_attribute(fact.attribute), alike)
    fitting = (_fitting(way, accepted) for way in (*ways, _alike(_written("Two words"))))
    found = next(values for values in fitting if len(values) >= DECOYS)
    return [found[i] for i in rng.permutation(len(found))[:DECOYS]]


def _fitting(values: Iterable[str], accepted: tuple[str, ...]) -> list[str]:
    return [v for v in dict.fromkeys(values) if not contains_answer(v, accepted)]


def _written(value: str) -> str:
    """Return how a value is written: a number by its digits and words, words by their count and first capital."""
    if not re.search(r"\d", value):
        return f"{len(value.split())} {value[0].isupper()}"
    return re.sub(rf"\b({_MONTHS})\b", "Month", re.sub(r"\d", "9", value))


def _redrawn(value: str, rng: np.random.Generator) -> str:
    return re.sub(r"\d", lambda digit: str(rng.integers(int(digit[0] != "0"), 10)), value)


@cache
def _facts() -> dict[str, data.Fact]:
    return {fact.id: fact for fact in data.load_facts()}


@cache
def _same_attribute(attribute: str) -> tuple[str, ...]:
    return tuple(f.value for f in _facts().values() if _named(f.attribute) == _named(attribute))


def _named(attribute: str) -> str:
    """Return an attribute without what has digits: what one error code means is like what another means."""
    return " ".join(word for word in attribute.split() if not re.search(r"\d", word))


@cache
def _alike(written: str) -> tuple[str, ...]:
    return tuple(f.value for f in _facts().values() if _written(f.value) == written)
