"""Ordinary instructions with a good answer each: what a model may go on learning beside a task."""

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from course_lib import settings
from course_lib.data import files


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Instruction:
    """What people ask of a chat model every day, with a good answer. None asks what a probe asks."""

    id: str
    topic: str
    prompt: str
    answer: str


def load_instructions() -> list[Instruction]:
    """Return the ordinary instructions, ten of each of twelve topics."""
    return files.read_jsonl(settings.data_dir() / "probes" / "general.jsonl", Instruction)
