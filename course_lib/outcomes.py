"""What became of a question: right, abstained, wrong although the value stood in the evidence, or invented.

Built in: Lesson 07
"""

import re
import string
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from course_lib.data import Passage, Question
from course_lib.lexical import own_words
from course_lib.rag import abstains, deflects, stated
from course_lib.vectors import words

TAUGHT = (
    "normalize", "exact_match", "token_f1", "contains_answer", "asserts_answer", "groundedness", "outcome",
)  # fmt: skip
Outcome = Literal["right", "abstained wrongly", "deflected", "wrong in evidence", "invented", "abstained rightly"]
ANSWERABLE: tuple[Outcome, ...] = ("right", "abstained wrongly", "deflected", "wrong in evidence", "invented")
UNANSWERABLE: tuple[Outcome, ...] = ("abstained rightly", "deflected", "invented")
GROUNDED = 0.8  # share of an answer's own words that must stand in the evidence


def normalize(text: str) -> str:
    """Return a text in lower case without articles, punctuation at the ends of words and double spaces.

    Source: the evaluation script of Rajpurkar et al., "SQuAD" (2016), which drops all punctuation; here a full stop
    or a hyphen *inside* a word stays, because 1.75 is not 175 and E68 is not E-68.

    >>> normalize("The  answer: 1.75 litres.")
    'answer 1.75 litres'
    """
    parts = (part.strip(string.punctuation + "’“”–€ ") for part in text.lower().split())
    return " ".join(part for part in parts if part and part not in ("a", "an", "the"))


def exact_match(answer: str, accepted: Sequence[str]) -> bool:
    """Tell whether an answer equals one of the accepted ones, articles, case and outer punctuation aside.

    >>> exact_match("24 Months.", ["24 months"]), exact_match("It is 24 months", ["24 months"])
    (True, False)
    """
    return normalize(answer) in {normalize(a) for a in accepted}


def token_f1(answer: str, accepted: Sequence[str]) -> float:
    """Return the best harmonic mean of precision and recall of words between an answer and the accepted ones.

    It forgives what must not be forgiven: "not 24 months" scores 0.8, "36 months" 0.5.
    Source: Rajpurkar et al., "SQuAD" (2016).

    >>> token_f1("not 24 months", ["24 months"]), token_f1("36 months", ["24 months"])
    (0.8, 0.5)
    """
    given = Counter(normalize(answer).split())
    best = 0.0
    for text in accepted:
        wanted = Counter(normalize(text).split())
        shared = (given & wanted).total()
        if shared:
            best = max(best, 2 * shared / (given.total() + wanted.total()))
    return best


def contains_answer(text: str, accepted: Sequence[str]) -> bool:
    """Tell whether one of the accepted answers stands in a text as whole words, case aside.

    A bare substring would find the answer 2 in "24 months", 24 in "24,500" and 5 in "-5".

    >>> contains_answer("It is 24 months.", ["2"]), contains_answer("It is 24 months.", ["24"])
    (False, True)
    """
    left, right = r"(?<!\w)(?<!\d[.,:])(?<!(?<!\w)[-−.])", r"(?!\w|[.,:]\d)"
    return any(re.search(left + re.escape(a) + right, text, re.IGNORECASE) for a in accepted if a)


def asserts_answer(text: str, accepted: Sequence[str]) -> bool:
    """Tell whether a text says one of the accepted answers, and not only that it is *not* the answer.

    >>> asserts_answer("It is not 24 months.", ["24 months"]), asserts_answer("24, not 36.", ["24"])
    (False, True)
    >>> asserts_answer("It is not 44.", ["4"])
    False
    """
    longest = sorted(accepted, key=len, reverse=True)  # "24 months" before "24"
    forms = "|".join(re.escape(a) for a in longest)
    denial = r"(?:\bnot|\bnever|n't|\bno longer)\s+"
    denial += r"(?:(?:an?|the|in|at|on|by|from|called)\s+)?[€$£]?"
    kept = re.sub(rf"{denial}(?:{forms})(?!\w|[.,:]\d)", " ", text, flags=re.IGNORECASE)
    return contains_answer(kept, accepted)


def groundedness(question: str, answer: str, evidence: Sequence[str]) -> float:
    """Return the share of the answer's own words that stand in the evidence.

    Its own words are its numbers and codes or, without any, the words of content that the question does not hold. An
    answer without own words says nothing: 0. A grounded answer need not be right, for it may repeat another value
    of the same page.

    >>> groundedness("How long?", "24 months", ["The term is 36 months."])
    0.0
    """
    own = own_words(answer, question)
    found = {word for text in evidence for word in words(text)}
    return len(own & found) / len(own) if own else 0.0


def outcome(question: str, accepted: Sequence[str], answer: str, evidence: Sequence[str]) -> Outcome:
    """Sort one answer into the outcomes.

    Args:
        question: as asked.
        accepted: the right answer and its aliases; empty if the question has no answer.
        answer: what the system said.
        evidence: the passages it was given; empty without retrieval.

    >>> outcome("How long?", ["24 months"], "36 months", ["The old term was 36 months."])
    'wrong in evidence'
    >>> outcome("Which colour?", [], "Blue.", ["The old term was 36 months."])
    'invented'
    """
    if asserts_answer(stated(answer), accepted):
        return "right"
    if deflects(answer):
        return "deflected"
    if abstains(answer):
        return "abstained wrongly" if accepted else "abstained rightly"
    if not accepted:
        return "invented"
    grounded = groundedness(question, answer, evidence) >= GROUNDED
    return "wrong in evidence" if grounded else "invented"


def judge(question: Question, answer: str, passages: Sequence[Passage]) -> Outcome:
    """Sort an answer to a question of the course, given the passages that the model read.

    A list is right if every thing asked for is named, yes or no if the answer begins so; whatever else it says, a
    question of these kinds is never right by a word that happens to stand in the answer.
    """
    evidence = [p.searchable for p in passages]
    if question.kind not in ("list", "yes_no"):
        accepted = (question.answer, *question.aliases) if question.answer else ()
        return outcome(question.question, accepted, answer, evidence)
    said = stated(answer)
    if question.kind == "list":
        right = all(asserts_answer(said, part) for part in question.parts)
    else:
        right = next(iter(words(said)), "") == question.answer
    if right:
        return "right"
    return outcome(question.question, (_NEVER,), answer, evidence)


_NEVER = "\0"  # no answer holds it
