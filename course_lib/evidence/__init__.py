"""Every experiment of the course: one module each, with one function ``measure(trial) -> Finding``.

A lesson calls it on a few development questions, ``course claims --rerun ID`` with what the claim's rule says. To add
one, write a module into ``retrieval``, ``answers`` or ``attacks`` (CONTRIBUTING.md shows it) and a rule into
`data/claims.toml`.
"""

import pkgutil
from collections.abc import Callable
from importlib import import_module

from course_lib.errors import ArgumentError
from course_lib.evidence.bench import Bench, Reader
from course_lib.evidence.finding import Contrast, Finding, Row, Table, Timing
from course_lib.evidence.gold import GoldFinder
from course_lib.evidence.rule import Rule
from course_lib.evidence.trial import Answered, Trial

__all__ = [
    "Answered", "Bench", "Contrast", "Finding", "GoldFinder", "Reader", "Row", "Rule", "Table", "Timing", "Trial",
    "experiments", "find",
]  # fmt: skip


def experiments() -> list[str]:
    """Return the names of the modules in the sub-packages, such as ``answers.wiring``."""
    packages = [m.name for m in pkgutil.iter_modules(__path__) if m.ispkg]
    paths = {name: import_module(f"{__name__}.{name}").__path__ for name in packages}
    return sorted(f"{name}.{m.name}" for name, path in paths.items() for m in pkgutil.iter_modules(path))


def find(name: str) -> Callable[[Trial], Finding]:
    """Return the ``measure`` of an experiment.

    Raises:
        ArgumentError: no such module, or one of helpers.
    """
    here = experiments()
    found: Callable[[Trial], Finding] | None = None
    if name in here:
        found = getattr(import_module(f"{__name__}.{name}"), "measure", None)
    if found is None:
        raise ArgumentError(f"no experiment {name!r} with a function measure(trial); there are {', '.join(here)}")
    return found
