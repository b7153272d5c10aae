"""Adapters that the course ships, in `data/adapters/`: checked against their sha256, put on, taken off."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from course_lib import download, lora, models, settings
from course_lib.base.files import write_text
from course_lib.data import files
from course_lib.errors import ModelError
from course_lib.evidence.training.runs import with_model
from course_lib.evidence.trial import Trial

SUMS = "SHA256SUMS"  # as the program sha256sum writes and checks it
FILES = (lora.CONFIG, lora.WEIGHTS)


@contextmanager
def shipped(trial: Trial, name: str) -> Iterator[Trial]:
    """Yield the trial with a shipped adapter on its model; afterwards the model is bare again."""
    tuned = load_shipped(trial.bench.lm, name)
    try:
        yield with_model(trial, tuned)
    finally:
        lora.unload(tuned)


def load_shipped(lm: models.LanguageModel, name: str) -> models.LanguageModel:
    """Return a language model with an adapter on it that the course ships; its label ends with the adapter's name.

    Args:
        lm: the course's own model, bare; its weights are shared.
        name: such as ``brief-reader``.

    Raises:
        ArgumentError: the model has an adapter already.
        ModelError: no such adapter, a file that is not the one that was shipped, or another base model.
    """
    return lora.load(lm, checked(name))


def checked(name: str) -> Path:
    """Return the folder of a shipped adapter after making sure that its files are those that were shipped.

    Raises:
        ModelError: no such adapter, or a file is missing or another one; it names the file and the mend.
    """
    root = settings.data_dir() / "adapters"
    folder = root / name
    if not (folder / SUMS).is_file():
        there = ", ".join(sorted(p.parent.name for p in root.glob(f"*/{SUMS}"))) or "none"
        raise ModelError(f"{folder}: no adapter of this name is shipped; there are: {there}")
    sums = {file: digest for digest, file in (line.split() for line in files.read_text(folder / SUMS).splitlines())}
    again = "get it again with `git checkout`, or train it anew: data/adapters/README.md has the command"
    for file in FILES:
        path = folder / file
        if not path.is_file():
            raise ModelError(f"{path}: is missing; {again}")
        found = download.sha256(path)
        if found != sums.get(file):
            raise ModelError(
                f"{path}: sha256 {found[:12]}… is not the {sums.get(file, '(none)')[:12]}… of {SUMS}; {again}"
            )
    return folder


def seal(folder: Path) -> None:
    """Write down the sha256 of an adapter's files, for :func:`checked`."""
    write_text(folder / SUMS, "".join(f"{download.sha256(folder / file)}  {file}\n" for file in FILES))
