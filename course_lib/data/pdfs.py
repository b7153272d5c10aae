"""Documents of the corpus as PDF files of two makes: `tools/make_pdfs.py` printed them."""

import zipfile
from typing import Literal, get_args

from course_lib import settings
from course_lib.data import files
from course_lib.errors import ArgumentError, DataError

Make = Literal["browser", "pandoc"]
MAKES: tuple[Make, ...] = get_args(Make)


def load_pdfs(make: Make) -> dict[str, bytes]:
    """Return PDF files of a make by the id of their document.

    Raises:
        ArgumentError: another make.
        DataError: no such archive, or a damaged one.
    """
    if make not in MAKES:
        raise ArgumentError(f"load_pdfs: make={make!r}; use 'browser' or 'pandoc'")
    path = settings.data_dir() / "pdf" / f"{make}.zip"
    files.note(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return {name.removesuffix(".pdf"): archive.read(name) for name in sorted(archive.namelist())}
    except FileNotFoundError:
        raise DataError(f"{path}: no such file; set COURSE_DATA to the course's data folder") from None
    except zipfile.BadZipFile:
        raise DataError(f"{path}: a damaged archive; take it from the repository again") from None
