"""Execute the lessons and write their outputs: ``python tools/build_lessons.py [03 04 ...]`` (``make lessons``).

The only way outputs are made. A lesson runs from top to bottom in a fresh kernel on two cores; what it
cost is measured; the notebook is normalised, so that the same code gives the same file; and it is
written whole, or not at all if anything is wrong with it.
"""

import argparse
import contextlib
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import measured
import psutil
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from notebook_files import ROOT, NotebookError, as_text, clean_metadata, read, require_ids, write

CELL_SECONDS = 90
CORES = 2
WIDGET = "application/vnd.jupyter.widget-view+json"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
_PATH = re.compile(
    r"(?<![\w.:/~-])/(?:home|Users|root|tmp|work|private|opt|var|mnt|media|srv)/[\w.-]+|\b[A-Za-z]:\\+[\w.-]+"
)


@dataclass(frozen=True)
class Run:
    """What executing one lesson took."""

    seconds: float
    peak_bytes: int


# ---------------------------------------------------------------- execute


class _FreshKernel(AsyncKernelManager):
    """A kernel of the running interpreter, whatever kernels this computer has under the same name."""

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3",
            language="python",
            metadata={"supported_encryption": ["curve"]},  # else ipykernel warns on the builder's screen
        )


class _PeakMemory(threading.Thread):
    """Samples the resident memory of a process and its children every tenth of a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._process = psutil.Process(pid)
        self._done = threading.Event()
        self.peak = 0

    def run(self) -> None:
        while not self._done.wait(0.1):
            self._sample()

    def _sample(self) -> None:
        with contextlib.suppress(psutil.Error):  # a child may end while it is asked
            tree = [self._process, *self._process.children(recursive=True)]
            self.peak = max(self.peak, sum(process.memory_info().rss for process in tree))

    def stop(self) -> int:
        """End the sampling and return the peak in bytes."""
        self._done.set()
        self.join()
        self._sample()  # a lesson may be shorter than the interval
        return self.peak


def environment(scratch: str) -> dict[str, str]:
    """Return the environment of a lesson's kernel: fp32, two threads, nothing of the builder's own IPython."""
    fixed = {"COURSE_DTYPE": "float32", "COURSE_THREADS": str(CORES), "OMP_NUM_THREADS": str(CORES)}
    return {**os.environ, **fixed, "IPYTHONDIR": scratch, "PYTHONHASHSEED": "0"}


def execute(notebook: NotebookNode, folder: Path, name: str, *, cell_seconds: int = CELL_SECONDS) -> Run:
    """Execute a notebook in place, from top to bottom, in a fresh kernel.

    Args:
        notebook: its outputs are replaced.
        folder: the working folder of the kernel.
        name: how errors call the notebook.
        cell_seconds: a cell that takes longer fails the build.

    Returns:
        Seconds, the start of the kernel included, and peak memory of the kernel with its children.

    Raises:
        NotebookError: a cell failed, wrote to stderr, or took too long; it names the cell and the line.
    """
    start = time.perf_counter()
    manager = _FreshKernel(kernel_name="python3")
    manager.transport_encryption = "auto"
    client = NotebookClient(
        notebook,
        km=manager,
        timeout=cell_seconds,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    )
    with (
        tempfile.TemporaryDirectory() as scratch,
        client.setup_kernel(env=environment(scratch), cleanup_kc=True),
    ):
        memory = _PeakMemory(manager.provisioner.pid)  # type: ignore[union-attr]
        memory.start()
        try:
            for index, cell in enumerate(notebook.cells):
                _execute_cell(client, cell, index, name)
        finally:
            peak = memory.stop()
    return Run(time.perf_counter() - start, peak)


def _execute_cell(client: NotebookClient, cell: NotebookNode, index: int, name: str) -> None:
    try:
        client.execute_cell(cell, index)
    except CellTimeoutError as error:
        raise NotebookError(
            f"{name}, cell {cell.id!r}: ran longer than {client.timeout} s; do less in it, or split it"
        ) from error
    except DeadKernelError as error:
        raise NotebookError(f"{name}, cell {cell.id!r}: the kernel died; is there too little memory?") from error
    except CellExecutionError as error:
        raise NotebookError(
            f"{name}, cell {cell.id!r}: {error.ename}: {error.evalue}\n    {_failing_line(cell)}"
        ) from error
    for output in cell.get("outputs", []):
        if output.output_type == "stream" and output.name == "stderr":
            first = output.text.strip().splitlines()[:3]
            raise NotebookError(
                f"{name}, cell {cell.id!r}: wrote to stderr; mend the cause (nothing is ignored):\n    "
                + "\n    ".join(first)
            )


def _failing_line(cell: NotebookNode) -> str:
    """Return ``line 3: the source`` of the line of the cell that raised, as far as the traceback tells."""
    lines = cell.source.splitlines()
    for output in cell.outputs:
        if output.output_type == "error":
            numbers = re.findall(r"Cell In\[\d+\], line (\d+)", _COLOUR.sub("", "\n".join(output.traceback)))
            if numbers and int(numbers[0]) <= len(lines):
                return f"line {numbers[0]}: {lines[int(numbers[0]) - 1].strip()}"
    return f"line 1: {lines[0].strip()}"


# ---------------------------------------------------------------- normalise


def normalise(notebook: NotebookNode, name: str) -> None:
    """Bring an executed notebook into the committed form; doing it twice changes nothing.

    Raises:
        NotebookError: an id is unreadable or stands twice, or an output shows a path or a memory address.
    """
    require_ids(notebook, name)
    clean_metadata(notebook)
    count = 0
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        cell.outputs = [output for output in cell.outputs if WIDGET not in output.get("data", {})]
        for output in cell.outputs:
            _normalise_output(output, count)
            _require_portable(output, f"{name}, cell {cell.id!r}")


def _normalise_output(output: NotebookNode, count: int) -> None:
    if output.output_type == "stream":
        output.text = collapse(output.text)
    if "metadata" in output:
        output.metadata = {key: value for key, value in output.metadata.items() if key in output.get("data", {})}
    if output.output_type == "execute_result":
        output.execution_count = count


def collapse(text: str) -> str:
    r"""Keep of every line what stands after its last carriage return, as a terminal would show it.

    >>> collapse("1/3\r2/3\r3/3\ndone\r\n")
    '3/3\ndone\n'
    """
    return "\n".join(line.rstrip("\r").rsplit("\r", 1)[-1] for line in text.split("\n"))


def _require_portable(output: NotebookNode, where: str) -> None:
    """Raise if a text output shows something of the machine that built it."""
    for text in _texts(output):
        plain = _COLOUR.sub("", text)
        own = next((f"{folder}/" for folder in (ROOT, Path.home()) if f"{folder}{os.sep}" in plain), None)
        path = _PATH.search(plain)
        if own or path:
            shown = own or (path and path[0])
            raise NotebookError(f"{where}: the output shows the path {shown!r} of this machine; print its name only")
        if address := _ADDRESS.search(plain):
            raise NotebookError(
                f"{where}: the output shows the memory address {address[0]}, another on every run; "
                "print what is meant, or end the line with a semicolon"
            )


def _texts(output: NotebookNode) -> Iterator[str]:
    if "text" in output:
        yield output.text
    yield from output.get("traceback", [])
    for mime, value in output.get("data", {}).items():
        if not mime.startswith("image/") or mime == "image/svg+xml":
            yield value if isinstance(value, str) else repr(value)


# ---------------------------------------------------------------- build


def build(path: Path, *, cell_seconds: int = CELL_SECONDS) -> tuple[Run, measured.Cost, bool]:
    """Execute one lesson and write it if its content changed.

    Returns:
        The measurement, the rounded cost that the lesson now states, and whether the file changed.

    Raises:
        NotebookError: anything wrong with the lesson; the old file is untouched.
    """
    notebook = read(path)
    require_ids(notebook, path.name)
    first = next((cell for cell in notebook.cells if cell.cell_type == "markdown"), None)
    if first is None:
        raise NotebookError(f"{path.name}: has no Markdown cell; start with the question it answers")
    old = measured.read_cost(first.source)
    measured.write_cost(first.source, measured.cost(0, 0), path.name)  # a missing marker shows before minutes of work
    run = execute(notebook, path.parent, path.name, cell_seconds=cell_seconds)
    normalise(notebook, path.name)
    cost = measured.cost(run.seconds, run.peak_bytes, old)
    first.source = measured.write_cost(first.source, cost, path.name)
    return run, cost, write(path, as_text(notebook))


def select(folder: Path, only: list[str]) -> list[Path]:
    """Return the lessons of a folder that are named by number or name, or all.

    Raises:
        NotebookError: a name that no lesson has.
    """
    lessons = sorted(folder.glob("*.ipynb"))
    if not only:
        return lessons
    chosen = []
    for wish in only:
        found = [path for path in lessons if path.stem == Path(wish).stem or path.stem.split("_")[0] == wish]
        if not found:
            there = ", ".join(path.stem for path in lessons)
            raise NotebookError(f"no lesson {wish!r} in {folder.name}/; there are: {there}")
        chosen += found
    return chosen


@contextlib.contextmanager
def _two_cores() -> Iterator[None]:
    """Hold this process and its children to two cores where the system can, so that times are for two."""
    process: Any = psutil.Process()
    if not hasattr(process, "cpu_affinity"):
        yield
        return
    before = process.cpu_affinity()
    process.cpu_affinity(before[:CORES])
    try:
        yield
    finally:
        process.cpu_affinity(before)


def update_map(readme: Path, costs: dict[str, measured.Cost]) -> list[str]:
    """Write costs into the README's map; return the lessons that have no row there."""
    text = readme.read_text(encoding="utf-8") if readme.exists() else ""
    missing = []
    for lesson, cost in costs.items():
        new = measured.write_map(text, lesson, cost)
        if new is None:
            missing.append(lesson)
        else:
            text = new
    if readme.exists():
        write(readme, text)
    return missing


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Build the lessons that are named, or all; print a table; return 1 if any failed."""
    parser = argparse.ArgumentParser(description="Execute the lessons and write their outputs.")
    parser.add_argument("only", nargs="*", metavar="LESSON", help="number or name, such as 03; all if none is given")
    wishes = parser.parse_args(arguments).only
    rows, costs, failures = [], {}, []
    try:
        lessons = select(root / "lessons", wishes)
        with _two_cores():
            for path in lessons:
                print(f"{path.stem}: running", flush=True)
                try:
                    run, costs[path.stem], changed = build(path)
                except NotebookError as error:
                    failures.append(str(error))
                    print(f"  failed: {error}", file=sys.stderr, flush=True)
                    continue
                rows.append((path.stem, run, "written" if changed else "unchanged"))
    except NotebookError as error:
        print(f"build: {error}", file=sys.stderr)
        return 1
    print(f"\n{'lesson':<26}{'seconds':>8}{'peak GB':>9}  file")
    for name, run, state in rows:
        print(f"{name:<26}{run.seconds:>8.1f}{run.peak_bytes / 1e9:>9.2f}  {state}")
    missing = update_map(root / "README.md", costs)
    if missing:
        print(f"README.md has no row between <!-- map --> and <!-- /map --> for: {', '.join(missing)}")
    if failures:
        print(f"{len(failures)} of {len(lessons)} failed; their files are as they were", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
