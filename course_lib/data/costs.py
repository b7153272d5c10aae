"""What a step of training takes, by what moves: `tools/record_training.py` measured each in a process of its own."""

from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from course_lib import settings
from course_lib.data import files


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class TrainingCost:
    """One way to train the language model on ticket lines, in a process of its own, two cores, fp32.

    Attributes:
        moves: what may move, in words.
        together: chats that are read at once.
        moving: how many numbers may move.
        seconds: of one step of eight chats, median of ``steps``.
        steps: that were timed, after two that were not.
        gigabytes: the process's largest memory, model and libraries included, where freed memory is given back.
        kept: the same where the C library keeps freed memory for later, as it does unless told otherwise.
        before: the same before the first step, model loaded.
        stored: megabytes of what must be kept to use what was learned, in bf16.
    """

    id: str
    moves: str
    together: Annotated[int, Field(ge=1)]
    moving: Annotated[int, Field(ge=1)]
    seconds: Annotated[float, Field(gt=0)]
    steps: Annotated[int, Field(ge=1)]
    gigabytes: Annotated[float, Field(gt=0)]
    kept: Annotated[float, Field(gt=0)]
    before: Annotated[float, Field(gt=0)]
    stored: Annotated[float, Field(gt=0)]


def load_training_costs() -> list[TrainingCost]:
    """Return what a step takes, one line a way to train."""
    return files.read_jsonl(settings.data_dir() / "traces" / "training.jsonl", TrainingCost)
