"""Questions about firms that do not exist, in the words in which real ones are asked for: only a refusal is right."""

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from course_lib import settings
from course_lib.data import files


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class MissingFirm:
    """A question about a firm that stands in no document.

    Attributes:
        firm: its invented name.
        attribute: what is asked for, as the ids of facts end: ``fee``, ``contact``, ``town``, ``hours``, ``founded``,
            ``van`` or ``code``.
        like: id of the question about a service partner whose words it has, all but the name.
    """

    id: str
    firm: str
    attribute: str
    like: str
    question: str


def load_missing_firms() -> list[MissingFirm]:
    """Return the questions: two things about each of 65 firms."""
    return files.read_jsonl(settings.data_dir() / "probes" / "missing_firms.jsonl", MissingFirm)
