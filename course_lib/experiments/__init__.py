"""Every experiment of the course: one module each, run by a lesson (live) or by the ledger (record).

A module here has one function ``run(setting) -> Finding``. ``live`` works on a sample of the *dev* questions
that fits a lesson's time; ``record`` works on the full test set and is started by ``course claims --rerun``
alone, which writes `data/results/`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal

from course_lib import settings
from course_lib.errors import ArgumentError
from course_lib.stats import Estimate


@dataclass(frozen=True)
class Setting:
    """What a run depends on.

    Attributes:
        mode: ``live`` or ``record``.
        tier: ``laptop`` or ``full``; the full tier never writes the ledger.
        seed: of every random choice.
        dtype: of the language model; None for experiments without it.
    """

    mode: Literal["live", "record"] = "live"
    tier: settings.Tier = "laptop"
    seed: int = 0
    dtype: str | None = None


@dataclass(frozen=True)
class Contrast:
    """The quantity a rule speaks of, with the two intervals the ledger needs."""

    ci95: Estimate
    ci99: Estimate


@dataclass(frozen=True)
class Finding:
    """What an experiment hands to the ledger.

    Attributes:
        contrast: the effect the claim's rule names.
        by_moderator: the same effect at each level of the rule's moderator, if it has one.
        interaction: the difference of the effect between the last and the first level.
        tables: rows for people, by title.
        models: labels of the models used.
        dtype: of the language model, None without it.
        seeds: how many seeds went in.
    """

    contrast: Contrast
    by_moderator: dict[str, Contrast] = field(default_factory=dict)
    interaction: Contrast | None = None
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    models: tuple[str, ...] = ()
    dtype: str | None = None
    seeds: int = 1


EXPERIMENTS = ("retrieval", "closed_book")


def find(name: str) -> Callable[[Setting], Finding]:
    """Return the ``run`` function of an experiment by its module's name."""
    if name not in EXPERIMENTS:
        raise ArgumentError(f"no experiment {name!r}; there are {', '.join(EXPERIMENTS)}")
    run: Callable[[Setting], Finding] = import_module(f"{__name__}.{name}").run
    return run
