"""Every experiment of the course: one module each, run by a lesson (live) or by the ledger (record).

A module here has one function ``run(setting) -> Finding``. ``live`` works on a sample of the *dev* questions
that fits a lesson's time; ``record`` works on the full test set and is started by ``course claims --rerun``
alone, which writes `data/results/`.
"""

import pkgutil
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal

from course_lib import settings
from course_lib.errors import ArgumentError
from course_lib.stats import Estimate, estimate, group_difference

RESAMPLES = 10_000


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

    @classmethod
    def of(
        cls,
        values: Sequence[float],
        clusters: Sequence[Hashable],
        *,
        seed: int = 0,
        bounds: tuple[float, float] = (0, 1),
    ) -> "Contrast":
        """Return the mean of values, whole clusters resampled."""
        return cls(
            *(
                estimate(values, clusters=clusters, level=level, resamples=RESAMPLES, seed=seed, bounds=bounds)
                for level in (0.95, 0.99)
            )
        )

    @classmethod
    def between(
        cls,
        values: Sequence[float],
        group: Sequence[bool],
        clusters: Sequence[Hashable],
        *,
        seed: int = 0,
        bounds: tuple[float, float] = (0, 1),
    ) -> "Contrast":
        """Return by how much the mean of values differs between two groups: group minus the rest.

        Whole clusters are resampled, so a cluster with values of both groups stays together.
        """
        return cls(
            *(
                group_difference(
                    values, group, clusters=clusters, level=level, resamples=RESAMPLES, seed=seed, bounds=bounds
                )
                for level in (0.95, 0.99)
            )
        )


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


def find(name: str) -> Callable[[Setting], Finding]:
    """Return the function of an experiment: ``module`` means its ``run``, ``module.function`` another of its own.

    Raises:
        ArgumentError: no such module or function here.
    """
    module, _, function = name.partition(".")
    here = sorted(m.name for m in pkgutil.iter_modules(__path__))
    if module not in here:
        raise ArgumentError(f"no experiment {name!r}; there are {', '.join(here)}")
    found: Callable[[Setting], Finding] | None = getattr(import_module(f"{__name__}.{module}"), function or "run", None)
    if found is None:
        raise ArgumentError(f"no experiment {name!r}: module {module} has no function {function or 'run'}")
    return found
