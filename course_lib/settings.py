"""Where things live and which tier runs: the course's few environment variables, read in one place.

==================  ============================================================================
``COURSE_CACHE``    folder for models and parsed corpora (default: the user's cache folder)
``COURSE_DATA``     folder with the course's data (default: ``data/`` of this checkout)
``COURSE_TIER``     ``laptop`` (default) or ``full``
``COURSE_DTYPE``    ``auto`` (default), ``float32`` or ``bfloat16``
``COURSE_LM``       another language model, ``organisation/name@revision`` on the Hugging Face Hub
``COURSE_THREADS``  threads for torch and faiss (default: what they choose)
==================  ============================================================================
"""

import os
import tempfile
from pathlib import Path
from typing import Literal, cast

import platformdirs

from course_lib.errors import ArgumentError, CourseError

Tier = Literal["laptop", "full"]


def tier() -> Tier:
    """Return the tier named by ``COURSE_TIER``: what a laptop bears, or the full run."""
    value = os.environ.get("COURSE_TIER", "laptop")
    if value not in ("laptop", "full"):
        raise ArgumentError(f"COURSE_TIER={value!r}; set it to 'laptop' or 'full', or unset it")
    return cast(Tier, value)


def threads() -> int | None:
    """Return the number of threads asked for by ``COURSE_THREADS``, or None for the libraries' choice."""
    value = os.environ.get("COURSE_THREADS")
    if value is None:
        return None
    if not value.isdecimal() or int(value) < 1:
        raise ArgumentError(f"COURSE_THREADS={value!r}; set it to a whole number from 1, or unset it")
    return int(value)


def cache_dir() -> Path:
    """Return the folder for models and parsed corpora; it is created when first written to."""
    named = os.environ.get("COURSE_CACHE")
    return Path(named).expanduser() if named else Path(platformdirs.user_cache_dir("retrieve-or-retrain"))


def writable_cache_dir() -> Path:
    """Return the cache folder after making sure that it can be written to.

    Raises:
        CourseError: if the folder cannot be created or written to; it names ``COURSE_CACHE``.
    """
    folder = cache_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"x")
    except OSError as error:
        raise CourseError(
            f"cache folder {folder} cannot be written to ({error.strerror}); "
            "make it writable, or set COURSE_CACHE to a folder of yours with 1 GB free"
        ) from error
    return folder


def data_dir() -> Path:
    """Return the folder with the course's data: ``COURSE_DATA``, this checkout's, or the installed copy."""
    named = os.environ.get("COURSE_DATA")
    if named:
        return Path(named).expanduser()
    package = Path(__file__).resolve().parent
    checkout = package.parent / "data"
    return checkout if checkout.is_dir() else package / "_data"
