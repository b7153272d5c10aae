"""Marks that a program can decide: did an ordinary prompt get a sensible answer?"""

import re

from course_lib import data
from course_lib.vectors import words


def sensible(prompt: data.OffTaskPrompt, answer: str) -> bool:
    """Tell whether an answer satisfies every mark of a prompt and is not the prompt said back."""
    return words(answer) != words(prompt.prompt) and all(satisfied(mark, answer) for mark in prompt.marks)


def satisfied(mark: data.Mark, answer: str) -> bool:
    """Tell whether an answer satisfies a mark.

    >>> satisfied(data.Mark("contains_any", ("red", "blue"), 0), "Blue."), satisfied(data.Mark("max_words", (), 1), "")
    (True, False)
    """
    if mark.kind == "regex":
        return re.search(mark.values[0], answer) is not None
    if mark.kind == "max_words":
        return 0 < len(answer.split()) <= mark.number
    if mark.kind == "min_items":
        return sum(bool(item.strip()) for item in re.split(r"[\n,]", answer)) >= mark.number
    found = [re.search(rf"(?<!\w){re.escape(value)}(?!\w)", answer, re.IGNORECASE) is not None for value in mark.values]
    if mark.kind == "no_words":
        return not any(found)
    return all(found) if mark.kind == "contains_all" else any(found)
