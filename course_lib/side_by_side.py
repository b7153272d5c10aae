"""Measure several claims at the same time, each in a process of its own with one thread.

Two claims side by side, one processor each, take about two thirds of the time of one after the other on both.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from course_lib import claims as ledger
from course_lib import settings
from course_lib.base.files import write_text
from course_lib.claims import Claim
from course_lib.errors import DataError

POLL = 0.2  # seconds between two looks at what runs
LAST = 12  # lines of a log that are shown when a claim fails
ONE_THREAD = {
    "COURSE_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OMP_WAIT_POLICY": "passive",
}


@dataclass(frozen=True)
class Job:
    """A claim to measure.

    Attributes:
        after: the id of the claim that must have ended before; None if it may begin at once.
    """

    claim: Claim
    after: str | None = None

    @property
    def minutes(self) -> float:
        """What the rule says that it takes; 0 if it does not."""
        return self.claim.rule.cost.minutes if self.claim.rule and self.claim.rule.cost else 0.0


@dataclass(frozen=True)
class _Run:
    job: Job
    process: "subprocess.Popen[bytes]"
    log: Path
    share: list[int]
    started: float


def schedule(chosen: Sequence[Claim], every: Sequence[Claim]) -> list[Job]:
    """Return the jobs of the chosen claims, the longest first, each with the one it waits for.

    A claim waits for the nearest chosen one among those that it goes on from. What was not chosen is not waited for.

    Args:
        chosen: claims to measure.
        every: all claims of the ledger.

    Raises:
        DataError: a claim goes on from one that the ledger does not have, or from itself by way of others.
    """
    after = {c.id: c.rule.cost.after if c.rule and c.rule.cost else None for c in every}
    ids = {claim.id for claim in chosen}
    jobs = [Job(c, next((i for i in _goes_on_from(c.id, after) if i in ids), None)) for c in chosen]
    return sorted(jobs, key=lambda job: job.minutes, reverse=True)


def _goes_on_from(claim_id: str, after: dict[str, str | None]) -> list[str]:
    chain = [claim_id]
    while (before := after[chain[-1]]) is not None:
        wrong = f"claims.toml: claim {chain[-1]}: field 'after'"
        if before not in after:
            raise DataError(f"{wrong}: no claim {before!r}; name one that is there")
        if before in chain:
            raise DataError(f"{wrong}: {' after '.join([*chain, before])} never begins; take one 'after' away")
        chain.append(before)
    return chain[1:]


def startable(waiting: Sequence[Job], ended: Collection[str]) -> Job | None:
    """Return the first job that waits for nothing any more; None if all wait."""
    return next((job for job in waiting if job.after is None or job.after in ended), None)


def processors() -> list[int]:
    """Return the numbers of the processors that this process may use."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else list(range(os.cpu_count() or 1))


def course(claim_id: str) -> list[str]:
    """Return the command that measures one claim."""
    return [sys.executable, "-P", "-m", "course_lib.cli", "claims", "--rerun", claim_id]


def run(
    jobs: Sequence[Job], at_once: int, say: Callable[[str], None], command: Callable[[str], list[str]] = course
) -> list[str]:
    """Run jobs in the order given, some at the same time, and return the ids of those that failed.

    Each has one thread and, on Linux, its share of the processors. What it writes goes to ``rerun/<id>.log`` in the
    cache folder. A claim that fails ends no other: what was to go on from it begins, and only takes longer. If this
    process is interrupted, those that run are ended.

    Args:
        jobs: from :func:`schedule`.
        at_once: how many may run at the same time.
        say: is told, in a line or a few, when a claim begins and how it ended.
        command: what measures a claim, given its id.
    """
    waiting = list(jobs)
    running: list[_Run] = []
    ended: dict[str, int] = {}  # exit codes
    free = [processors()[i % len(processors()) :: at_once] for i in range(at_once)]
    try:
        while waiting or running:
            while free and (job := startable(waiting, ended)):
                waiting.remove(job)
                running.append(_started(job, free.pop(0), command(job.claim.id)))
                say(_beginning(running[-1]))
            time.sleep(POLL)
            for done in [r for r in running if r.process.poll() is not None]:
                running.remove(done)
                free.append(done.share)
                ended[done.job.claim.id] = done.process.returncode
                say(_end(done))
    finally:
        for left in running:
            left.process.terminate()
        for left in running:
            left.process.wait()
    return [claim_id for claim_id, code in ended.items() if code != 0]


def _started(job: Job, share: list[int], command: Sequence[str]) -> _Run:
    log = settings.writable_cache_dir() / "rerun" / f"{job.claim.id}.log"
    write_text(log, "")
    here = str(Path(__file__).resolve().parents[1])  # this copy of the library, wherever the command is called
    path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    mine = processors()
    with log.open("wb") as output:
        try:
            _stay_on(share)  # a new process inherits it, before it can start a thread
            process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
            )
        finally:
            _stay_on(mine)
    return _Run(job, process, log, share, time.perf_counter())


def _stay_on(share: list[int]) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, share)


def _beginning(started: _Run) -> str:
    claim = started.job.claim
    takes = f"; it takes {ledger.cost(claim.rule)}" if claim.rule else ""
    return f"{claim.id} begins: {claim.text}{takes}; log: {started.log}"


def _end(done: _Run) -> str:
    claim_id, minutes = done.job.claim.id, (time.perf_counter() - done.started) / 60
    if done.process.returncode == 0:
        return f"{claim_id} ends after {minutes:.1f} minutes: {ledger.card(claim_id).said}"
    last = done.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST:]
    head = f"{claim_id} failed after {minutes:.1f} minutes with exit code {done.process.returncode}; its log ends:"
    return "\n".join([head, *(f"  {line}" for line in last)])
