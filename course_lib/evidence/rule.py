"""The rule of a claim: everything that could be tuned, fixed before its number."""

import hashlib
import json
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from course_lib.models import Dtype


class Attainable(BaseModel):
    """What a useless and a perfect system would make of the contrast, measured on dev questions."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    useless: float
    perfect: float


class Cost(BaseModel):
    """What one measurement takes on two cores, stated before it is run.

    Attributes:
        after: a claim whose trained models and answers it goes on from; None if it is from an empty cache.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    answers: int
    tokens: int
    minutes: float
    after: str | None = None


class Rule(BaseModel):
    """What decides a claim, fixed in a commit before its number.

    Attributes:
        experiment: a module of `course_lib.evidence`, such as ``answers.wiring``.
        contrast: the quantity, in words.
        margin: the smallest effect that would matter to a user, in the contrast's unit.
        beyond: on which side of the margin the claim is supported.
        unit: what is resampled.
        moderator: what the effect may depend on, in words; None for no such test.
        n: how many questions, facts, attacks or runs go in, drawn at random with ``seed`` if there are more.
        split: whose questions.
        seed: of every random choice.
        seeds: how many runs with seeds of their own.
        dtype: of the language model; None for an experiment without it.
        attainable: the range of the contrast; the margin must lie inside. Neither it nor the cost is part of the
            digest: they bound and announce a measurement, and decide nothing.
        cost: what one measurement takes.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    experiment: str
    contrast: str
    margin: float
    beyond: Literal["above", "below"] = "above"
    unit: str
    moderator: str | None = None
    n: int
    split: Literal["dev", "test", "confirm"] = "test"
    seed: int = 0
    seeds: int = 1
    dtype: Dtype | None = None
    attainable: Attainable | None = None
    cost: Cost | None = None

    @model_validator(mode="after")
    def _margin_can_be_reached(self) -> "Rule":
        if self.attainable is not None:
            low, high = sorted((self.attainable.useless, self.attainable.perfect))
            if not low < self.margin < high:
                raise ValueError(
                    f"margin {self.margin:g} lies outside what can be attained, {low:g} to {high:g}: whatever is "
                    "measured, the verdict stands already; choose a margin inside, or another contrast"
                )
        return self

    def digest(self) -> str:
        """Return the rule's sha256. Fields at their default are left out, so a new one voids nothing."""
        fields = self.model_dump(mode="json", exclude_defaults=True, exclude={"attainable", "cost"})
        return hashlib.sha256(json.dumps(fields, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
