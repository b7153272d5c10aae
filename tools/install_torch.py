"""Install the course's torch, a CPU build, into the running interpreter: ``python tools/install_torch.py``.

torch stands outside the hashed lock because its builds differ by platform: on Linux the package index
offers a CUDA build of gigabytes, and the CPU build is published elsewhere. ``SOURCES`` is the one table
that says from where. A CPU build on Linux carries the local version ``+cpu``; asking for exactly that
can never fetch the CUDA build, whatever index or folder of wheels pip is configured for.
"""

from __future__ import annotations

import platform
import sys
from importlib import metadata
from typing import NamedTuple

import quiet_pip

VERSION = "2.13.0"
CPU_INDEX = "https://download.pytorch.org/whl/cpu"


class Source(NamedTuple):
    """One place to take torch from: what it is called, what to ask for, and pip's options."""

    label: str
    requirement: str
    options: tuple[str, ...] = ()


CONFIGURED = "what pip is configured for"
SOURCES = {
    "Linux": (
        Source(CONFIGURED, f"torch=={VERSION}+cpu"),
        Source("PyTorch's CPU index", f"torch=={VERSION}+cpu", ("--index-url", CPU_INDEX)),
    ),
    "Darwin": (Source(CONFIGURED, f"torch=={VERSION}"),),
    "Windows": (Source(CONFIGURED, f"torch=={VERSION}"),),
}


def sources(system: str) -> tuple[Source, ...]:
    """Return where to look for torch on an operating system, in order.

    Args:
        system: as ``platform.system()`` names it: ``Linux``, ``Darwin`` or ``Windows``.
    """
    if system not in SOURCES:
        raise SystemExit(
            f"install_torch: no build of torch is known for {system!r}.\n"
            "  What to do: use Linux, macOS or Windows, or open the course on Binder."
        )
    return SOURCES[system]


def installed() -> str | None:
    """Return the version of torch that is installed, or None."""
    try:
        return metadata.version("torch")
    except metadata.PackageNotFoundError:
        return None


def is_wanted(version: str | None) -> bool:
    """Tell whether a version is the course's, whatever build it is.

    >>> is_wanted("2.13.0+cpu"), is_wanted("2.12.0"), is_wanted(None)
    (True, False, False)
    """
    return version is not None and version.split("+")[0] == VERSION


def install(system: str) -> int:
    """Install torch from the first source that has it; return 0, or 1 after saying what to do."""
    output = ""
    for source in sources(system):
        print(f"torch {VERSION}: asking {source.label}", flush=True)
        status, output = quiet_pip.pip(["install", "--no-deps", *source.options, source.requirement])
        if status == 0:
            print(f"torch {VERSION}: installed from {source.label}", flush=True)
            return 0
        if quiet_pip.NO_BUILD not in output:
            break  # the place was right, the failure is another: a next place would only hide it
    print(quiet_pip.tail(output, 4), file=sys.stderr)
    print(f"torch {VERSION} could not be installed from {source.label}.", file=sys.stderr)
    print(f"  What to do: {quiet_pip.explain(output)}.", file=sys.stderr)
    return 1


def main() -> int:
    """Install torch unless it is there."""
    found = installed()
    if is_wanted(found):
        print(f"torch {found} is installed already")
        return 0
    return install(platform.system())


if __name__ == "__main__":
    raise SystemExit(main())
