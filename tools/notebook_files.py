"""What a committed notebook looks like: the rules that the build, the release and the tests share."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import nbformat
import nbformat.reader
import nbformat.v4
from nbformat import NotebookNode

from course_lib.base.files import write_text

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
CELL_METADATA = ("nbgrader", "tags")
CELL_ID = re.compile(r"[a-z][a-z0-9-]{2,60}")


class NotebookError(Exception):
    """A notebook breaks a rule; the message names the file, the cell and the mend."""


def read(path: Path) -> NotebookNode:
    """Read a notebook as it stands: nothing is repaired, so that no id is invented.

    Raises:
        NotebookError: if it is not JSON, or older than the format that has cell ids.
    """
    try:
        notebook: NotebookNode = nbformat.reader.reads(path.read_text(encoding="utf-8"))
    except (ValueError, nbformat.ValidationError) as error:
        raise NotebookError(f"{path.name}: not a notebook ({error}); restore it from git") from error
    if nbformat.reader.get_version(notebook) < (4, 5):
        raise NotebookError(f"{path.name}: older than nbformat 4.5, which has no cell ids; save it in JupyterLab")
    return notebook


def as_text(notebook: NotebookNode) -> str:
    """Return a notebook as it is written: sorted keys, one trailing newline."""
    text: str = nbformat.v4.writes(notebook)  # nbformat.writes would replace ids that stand twice
    return text.rstrip("\n") + "\n"


def write(path: Path, text: str) -> bool:
    """Write a text file whole or not at all; return whether it changed."""
    if path.exists() and path.read_bytes() == text.encode():
        return False
    write_text(path, text)
    return True


def require_ids(notebook: NotebookNode, name: str) -> None:
    """Raise unless every cell has a readable id of its own."""
    ids = [cell.get("id", "") for cell in notebook.cells]
    for number, cell_id in enumerate(ids, start=1):
        if not CELL_ID.fullmatch(cell_id):
            raise NotebookError(
                f"{name}: cell {number} has the id {cell_id!r}; name it readably: "
                "a small letter, then 2 to 60 of a-z 0-9 -"
            )
    twice = sorted(cell_id for cell_id, count in Counter(ids).items() if count > 1)
    if twice:
        raise NotebookError(f"{name}: cell id {twice[0]!r} stands twice; rename one")


def clean_metadata(notebook: NotebookNode) -> None:
    """Keep only the metadata that the course uses, in the notebook and in its cells."""
    notebook.metadata = nbformat.from_dict(NOTEBOOK_METADATA)
    for cell in notebook.cells:
        kept: dict[str, Any] = {key: cell.metadata[key] for key in CELL_METADATA if cell.metadata.get(key)}
        cell.metadata = nbformat.from_dict(kept)
