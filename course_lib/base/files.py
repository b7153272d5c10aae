"""Write a file whole or not at all."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Yield a scratch file of its own beside ``path``; at the end it takes the place of ``path`` in one step.

    A reader sees the old file or the new one, never a part, and two writers do not meet in one scratch file. If
    anything goes wrong, the old file stays and the scratch file goes. The folder is made if need be.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.stem}-{secrets.token_hex(8)}{path.suffix}")
    try:
        yield scratch
        os.replace(scratch, path)
    except BaseException:
        with contextlib.suppress(OSError):
            scratch.unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 text file whole or not at all, line ends as ``\\n``.

    Raises:
        OSError: no room, or not allowed; what was there before still is.
    """
    with whole(path) as scratch:
        scratch.write_text(text, encoding="utf-8", newline="\n")
