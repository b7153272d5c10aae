"""More questions about the documents of a split: the same facts, asked for in other words."""

from typing import cast, get_args

from course_lib import data


def other_wordings(split: str) -> list[data.Question]:
    """Return wordings b, c and d of every fact of a split's documents; ``confirm`` is about the test documents.

    The questions of a split are wording a, so that none of these is among them.
    """
    about = "test" if split == "confirm" else split
    every = [q for part in get_args(data.Split) for q in data.load_questions(cast(data.Split, part), by="wording")]
    return [q for q in every if q.split == about and q.wording != "a"]
