"""Sister products made by script: passages of the same shape with other names, other codes and other values.

In a sister's passages every name, code and number is another one, the same one everywhere, and every other word stays.
So a search that is to tell a passage from its siblings must read the name or the code.
"""

import dataclasses
import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from course_lib import data

SISTERS = 9  # a search that reads no names finds the right one of ten among its first five half the time, at best
_FIRST = """
Ald Arn Barl Bel Birch Black Bold Bran Brent Bright Brom Calver Carl Chel Clay Cold Crom Dal Dar Elder Fair Fen Glen
Gold Green Grim Hart Hasle Haw Hazel High Holm Horn Hunt Kel Kings Lang Lin Long Mar Mel Mill Moor Nor Oak Old Pen Rams
Red Rowan Sel Shel Silver Stan Stone Sutter Thorn Wake Wal Whit Wil Winter Wood Ack Ash Bar Bir Bow Cam Cat Chad Cher
Ded Dun Eard Eck Far Frod Gar Had Hed Hum Ives Kid Lam Led Mal Nether Oxen Pick Rad Ship Tam Thur Ulver Wen Yel
"""
_LAST = """
bank beck berry borne bridge brook burn bury by chester cliff combe cote croft dale dean den down fell field ford gate
grove ham hay head hill holt hurst land leigh ley lock low mead mere mill more mouth nest over pool port ridge rigg shaw
side stead stock stone thorpe ton tree vale wall ward water well wick wood worth yard
"""
_KEPT = """
January February March April May June July August September October November December
Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun
"""
_NAME = r"\b[A-Z][a-z]{2,}\b"
_DIGITS = r"\w*\d\w*"
_DAYS = 31  # numbers up to here stay below, so that a date stays one


class Namer:
    """Knows the names and codes of some passages, and gives a sister's names and codes in their place.

    A name is a word that stands with a capital within a sentence, and more often so than without.

    Args:
        passage_list: where the names stand.
        seed: of every draw.
    """

    def __init__(self, passage_list: Sequence[data.Passage], seed: int = 0) -> None:
        text = "\n".join(p.searchable for p in passage_list)
        plain, capital = Counter(re.findall(r"\b[a-z]{3,}\b", text)), Counter(re.findall(_NAME, text))
        inside = set(re.findall(rf"(?<=[a-z,] ){_NAME}", text)) - set(_KEPT.split())
        self._names = {n: i for i, n in enumerate(sorted(n for n in inside if capital[n] > plain[n.lower()]))}
        self._codes = set(re.findall(_DIGITS, text))
        made = (f"{first}{last}" for first, last in itertools.product(_FIRST.split(), _LAST.split()))
        free = [name for name in made if name not in capital and name.lower() not in plain]
        self._free = [free[i] for i in np.random.default_rng(seed).permutation(len(free))]
        self._seed = seed

    def names(self, text: str) -> set[str]:
        """Return the names and codes in a text: what tells a thing from its sisters. A number alone is no code."""
        found = {name for name in re.findall(_NAME, text) if name in self._names}
        return found | {m[0] for m in re.finditer(r"\b[A-Z]+-?\d[\w-]*", text)}

    def sister(self, passage: data.Passage, number: int) -> data.Passage:
        """Return a passage of a sister: the same but for names, codes and numbers."""
        return dataclasses.replace(
            passage,
            id=f"{passage.id}~{number}",
            doc_id=f"{passage.doc_id}~{number}",
            title=self.renamed(passage.title, number),
            heading=self.renamed(passage.heading, number),
            lead=self.renamed(passage.lead, number),
            text=self.renamed(passage.text, number),
        )

    def renamed(self, text: str, number: int) -> str:
        """Return a text with a sister's names, codes and numbers."""
        return re.sub(rf"{_NAME}|{_DIGITS}", lambda match: self._other(match[0], number), text)

    def _other(self, word: str, number: int) -> str:
        if word in self._names:
            return str(self._free[(number * len(self._names) + self._names[word]) % len(self._free)])
        return next(self._redrawn(word, number)) if re.search(r"\d", word) else word

    def _redrawn(self, word: str, number: int) -> Iterator[str]:
        """Yield other digits: never the same, no year of another century, no longer code that is there already."""
        rng = np.random.default_rng(int(hashlib.sha256(f"{self._seed}/{number}/{word}".encode()).hexdigest()[:12], 16))
        year = re.fullmatch(r"(?:19|20)\d\d", word)
        while True:
            if word.isdecimal() and int(word) <= _DAYS:
                new = str(rng.integers(1, _DAYS + 1)).zfill(len(word) if word[0] == "0" else 1)
            elif year:
                new = f"{word[:3]}{rng.integers(10)}"
            else:
                new = re.sub(r"\d", lambda digit: str(rng.integers(int(digit[0] != "0"), 10)), word)
            if new != word and (year or len(word) < 3 or new not in self._codes):
                yield new


def drawn(namer: Namer, passage_list: Sequence[data.Passage], most: int, seed: int = 0) -> list[data.Passage]:
    """Return the siblings of all passages, ``SISTERS`` each, or ``most`` of them drawn at random."""
    pairs = list(itertools.product(range(SISTERS), passage_list))
    order = np.random.default_rng(seed).permutation(len(pairs))[:most]
    return [namer.sister(pairs[i][1], pairs[i][0]) for i in order]
