"""Two brands' voices as checklists that a program decides, and whether a rewrite still says what its note says.

The points are proxies: whoever knows them can collect them without rewriting a word. `data/voice/README.md` says what
each means, `data/voice/checklist.toml` holds their patterns and lists.

Built in: Lesson 11
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pydantic
from pydantic.dataclasses import dataclass

from course_lib import data, settings, validate
from course_lib.data import files
from course_lib.errors import ArgumentError, DataError
from course_lib.lexical import FILLER
from course_lib.vectors import words

POINTS = {
    "quernby": {
        "first_name": "Say the customer's first name in the first or second sentence.",
        "remedy_by_third_sentence": "Say by the third sentence what is done about it, or what the customer can do.",
        "understatement": "Understate once, with a word such as rather, hardly, slightly or not quite.",
        "no_exclamation": "Write no exclamation mark.",
        "signed": "End with the name of the colleague who writes, in a few words.",
    },
    "fennick": {
        "short_sentences": "Write no sentence of more than 14 words.",
        "contraction": "Use contractions, such as it's, we've or don't.",
        "one_next_step": "Ask for exactly one next step, in a sentence that begins with its verb.",
        "one_apology_at_most": "Say sorry once at most.",
        "no_exclamation": "Write no exclamation mark.",
    },
}  # what a rewrite is looked at for, in words that a writer could follow
SIGNATURE = 14  # words that a signature has at most
SENTENCE = 14  # words that a sentence of Fennick's has at most
SHARED = 0.2  # of a note's words of content; the company's own rewrites hold a quarter and more
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTHS})\b|\b({_MONTHS}) (\d{{1,2}})(?:st|nd|rd|th)?\b")
_STEP = re.compile(r"(?i)(?:(?:please|just|then|now|next|first|afterwards),?\s+)?(\w+(?:-\w+)*)")


@dataclass(frozen=True, config=pydantic.ConfigDict(extra="forbid"))
class Checklist:
    """What the points look for: `data/voice/checklist.toml`, field by field."""

    remedy: re.Pattern[str]
    downtoner: re.Pattern[str]
    litotes: re.Pattern[str]
    contraction: re.Pattern[str]
    imperatives: frozenset[str]
    staff: frozenset[str]
    customers: frozenset[str]


def load_checklist() -> Checklist:
    """Return the patterns and lists of both brands.

    Raises:
        DataError: the file is no TOML, or a field is wrong.
    """
    path = settings.data_dir() / "voice" / "checklist.toml"
    return _parsed(path, files.read_text(path))


# ---------------------------------------------------------------- the points


def sentences(text: str) -> list[str]:
    """Split a text after each full stop, question mark or exclamation mark that white space follows.

    >>> sentences("It's €3.50. Pay now!")
    ["It's €3.50.", 'Pay now!']
    """
    return re.split(r"(?<=[.?!])\s+", text.strip())


def named(text: str, known: frozenset[str]) -> set[str]:
    """Return the names of a list that stand in a text.

    >>> named("Ines-Maria's oven. Noor, app desk.", frozenset({"Maria", "Noor"}))
    {'Noor'}
    """
    return set(re.findall(r"\w+(?:-\w+)*", text)) & known


def quernby_marks(plain: str, text: str, points: Checklist) -> dict[str, bool]:
    """Tell which points of Quernby's checklist a rewrite of a note shows.

    What is signed is taken off before the remedy is looked for: "Noor, who will see to it" is none.

    >>> shown = quernby_marks("Elke's lamp flickers.", "That is hardly festive, Elke. A lamp.", load_checklist())
    >>> [point for point, shows in shown.items() if shows]
    ['first_name', 'understatement', 'no_exclamation']
    """
    parts = sentences(text)
    _, dash, behind = text.rpartition(" - ")
    last = behind if dash else parts[-1]
    signed = len(last.split()) <= SIGNATURE and bool(named(last, points.staff))
    body = sentences(text.strip().removesuffix(last.strip())) if signed else parts
    return {
        "first_name": bool(named(plain, points.customers) & named(" ".join(parts[:2]), points.customers)),
        "remedy_by_third_sentence": any(points.remedy.search(part) for part in body[:3]),
        "understatement": bool(points.downtoner.search(text) or points.litotes.search(text)),
        "no_exclamation": "!" not in text,
        "signed": signed,
    }


def fennick_marks(text: str, points: Checklist) -> dict[str, bool]:
    """Tell which points of Fennick's checklist a rewrite shows.

    >>> shown = fennick_marks("The lid is loose. Please press it shut!", load_checklist())
    >>> [point for point, shows in shown.items() if shows]
    ['short_sentences', 'one_next_step', 'one_apology_at_most']
    """
    parts = sentences(text)
    first = [found[1].lower() for part in parts if (found := _STEP.match(part))]
    return {
        "short_sentences": all(len(part.split()) <= SENTENCE for part in parts),
        "contraction": bool(points.contraction.search(text)),
        "one_next_step": sum(word in points.imperatives for word in first) == 1,
        "one_apology_at_most": len(re.findall(r"(?i)\b(?:sorry|apolog\w+)\b", text)) <= 1,
        "no_exclamation": "!" not in text,
    }


def marks(tenant: str, plain: str, text: str) -> dict[str, bool]:
    """Tell which points of a brand's checklist a rewrite shows; where nothing is written, nothing shows.

    Args:
        tenant: ``quernby`` or ``fennick``.
        plain: the note.
        text: what was made of it.

    Raises:
        ArgumentError: another tenant, a note that is no text or empty, or a rewrite that is no text.
    """
    if tenant not in POINTS:
        raise ArgumentError(f"voice.marks: tenant={tenant!r}; use 'quernby' or 'fennick'")
    _check("voice.marks", plain, text)
    straight = text.replace("’", "'")
    points = load_checklist()
    shown = quernby_marks(plain, straight, points) if tenant == "quernby" else fennick_marks(straight, points)
    return {point: bool(text.strip()) and shows for point, shows in shown.items()}


def customer(plain: str) -> str:
    """Return the first of the customers whom a note names; an empty text if it names none.

    >>> customer("Elke's lamp flickers. Henrique, parts desk.")
    'Elke'
    """
    return min(named(plain, load_checklist().customers), key=plain.index, default="")


# ---------------------------------------------------------------- the content


def figures(text: str) -> set[str]:
    """Return the numbers and codes of a text: 5th and 5-day as 5, 18:00 as 18, 1,000 as 1000.

    A code stays whole: the 66 in L-66 is no number.

    >>> sorted(figures("From the 5th at 18:00: lamp L-66, €1,000.50."))
    ['1000.50', '18', '5', 'l-66']
    """
    found = set()
    for word in words(text):
        if re.search(r"\d", word):
            number = re.fullmatch(r"(\d[\d.,:]*)(?:st|nd|rd|th|(?:-[^\W\d]+)+)?", word)
            bare = re.sub(r":00$", "", number[1]) if number else word
            found.add(re.sub(r",(?=\d{3}\b)", "", bare))
    return found


def dates(text: str) -> set[str]:
    """Return the days of a month that a text names.

    >>> sorted(dates("By March 5th, or on the 18th of April."))
    ['18 April', '5 March']
    """
    return {f"{day or later} {month or earlier}" for day, month, earlier, later in _DATE.findall(text)}


def names(text: str) -> set[str]:
    """Return the words with a capital that do not begin a sentence.

    >>> sorted(names("The Piper drips. Bartosz comes on Friday."))
    ['Friday', 'Piper']
    """
    found = (re.findall(r"\w+(?:-\w+)*", part)[1:] for part in sentences(text))
    return {
        word for part in found for word in part if word != "I" and word != word.lower() and not re.search(r"\d", word)
    }


def keeps_content(plain: str, text: str) -> bool:
    """Tell whether a rewrite says what its note says, as far as a program can see.

    Every number, code, date and name of the note stands in it, no other number does, and a fifth of the note's words of
    content do. A denial ("not 40"), a number in words and a swapped unit are not seen.

    Raises:
        ArgumentError: a note that is no text or empty, or a rewrite that is no text.

    >>> keeps_content("Wait 40 minutes.", "It needs 40 minutes."), keeps_content("Wait 40 minutes.", "Not 40 but 41.")
    (True, False)
    """
    _check("voice.keeps_content", plain, text)
    said = set(words(plain)) - FILLER
    return (
        figures(text) == figures(plain)
        and dates(plain) <= dates(text)
        and names(plain) <= set(re.findall(r"\w+(?:-\w+)*", text))
        and len(said & set(words(text))) >= SHARED * len(said)
    )


def score(tenant: str, plain: str, text: str) -> float:
    """Return the share of a checklist's points that a rewrite shows; 0 if it does not keep the note's content.

    Raises:
        ArgumentError: as :func:`marks`.

    >>> score("fennick", "The lid is loose.", "The lid's loose. Press it shut."), score("fennick", "Pay €5.", "Pay €6.")
    (0.8, 0.0)
    """
    shown = marks(tenant, plain, text)
    return sum(shown.values()) / len(shown) if keeps_content(plain, text) else 0.0


# ---------------------------------------------------------------- another ear


def tone_classifier(pairs: Sequence[data.VoicePair]) -> Any:
    """Return a classifier that tells flat notes from the brands' voices by runs of two to four letters.

    It has learned from what people wrote: what it says of another kind of text is worth what a check on such text says.

    Args:
        pairs: notes and rewrites of both brands.

    Returns:
        A pipeline of scikit-learn; ``predict(texts)`` gives ``plain``, ``quernby`` or ``fennick`` for each.

    Raises:
        ArgumentError: no pairs.
    """
    if not pairs:
        raise ArgumentError("tone_classifier: pairs is empty; pass data.load_voice('train')")
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, lowercase=False)
    ear = make_pipeline(letters, LogisticRegression(C=10, max_iter=2_000))
    return ear.fit(
        [p.plain for p in pairs] + [p.voice for p in pairs], ["plain"] * len(pairs) + [p.tenant for p in pairs]
    )


def _check(where: str, plain: object, text: object) -> None:
    validate.text(where, "plain", plain)
    if not isinstance(text, str):
        raise ArgumentError(
            f"{where}: text is a {type(text).__name__}; pass one text (str), empty if nothing was written"
        )


@cache
def _parsed(path: Path, text: str) -> Checklist:
    try:
        return pydantic.TypeAdapter(Checklist).validate_python(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: not TOML: {error}; mend that line") from None
    except pydantic.ValidationError as error:
        first = error.errors()[0]
        raise DataError(f"{path}: field {'.'.join(map(str, first['loc']))!r}: {first['msg']}; mend it") from None
