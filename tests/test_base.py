"""A file is written whole or not at all."""

import threading
from pathlib import Path

import pytest

from course_lib.base.files import whole, write_text


def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    write_text(path, "one\nline")
    write_text(path, "ü\n")
    assert path.read_bytes() == "ü\n".encode() and list(path.parent.iterdir()) == [path]


def test_what_fails_half_way_leaves_the_old_file_and_no_scratch(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")

    def fail(error: type[BaseException]) -> None:
        with whole(path) as scratch:
            scratch.write_text("half", encoding="utf-8")
            raise error

    for error in (OSError, KeyboardInterrupt):
        with pytest.raises(error):
            fail(error)
    assert path.read_text(encoding="utf-8") == "old" and list(tmp_path.iterdir()) == [path]


def test_a_scratch_file_keeps_the_ending_and_is_hidden(tmp_path: Path) -> None:
    with whole(tmp_path / "a.npy") as one, whole(tmp_path / "a.npy") as other:
        assert one != other and one.suffix == other.suffix == ".npy" and one.name.startswith(".")
        one.write_bytes(b"")
        other.write_bytes(b"")


def test_writers_at_the_same_time_do_not_meet(tmp_path: Path) -> None:
    path, texts = tmp_path / "a.txt", [str(i) * 50_000 for i in range(8)]
    writers = [threading.Thread(target=write_text, args=(path, text)) for text in texts]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert path.read_text(encoding="utf-8") in texts and list(tmp_path.iterdir()) == [path]
