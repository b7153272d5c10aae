"""Claims measured side by side: in which order, really at the same time, and what comes of failure and Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner

from course_lib import claims, cli, side_by_side
from course_lib.claims import Claim
from course_lib.errors import CourseError, DataError
from course_lib.evidence import Rule

runner = CliRunner()


def claim(claim_id: str, minutes: float | None = None, after: str | None = None) -> Claim:
    cost = {"answers": 1, "tokens": 1, "minutes": minutes, "after": after}
    rule = {"experiment": "retrieval.systems", "contrast": "a minus b", "margin": 0.05, "unit": "document", "n": 10}
    return Claim(
        id=claim_id,
        text="A text",
        articles=("A",),
        lesson="03_ranking",
        plan="a plan",
        rule=None if minutes is None else Rule.model_validate({**rule, "cost": cost}),
    )


def planned(chosen: list[Claim], *others: Claim) -> list[tuple[str, str | None]]:
    return [(job.claim.id, job.after) for job in side_by_side.schedule(chosen, [*chosen, *others])]


# ---------------------------------------------------------------- the order


def test_the_longest_comes_first_and_equals_as_they_were_named() -> None:
    named = [claim("R01", 5), claim("R02"), claim("R03", 80), claim("R04", 5), claim("R05", 6)]
    assert [i for i, _ in planned(named)] == ["R03", "R05", "R01", "R04", "R02"]


def test_a_claim_waits_for_the_one_it_goes_on_from() -> None:
    chain = [claim("R01", 90, "R02"), claim("R02", 20, "R03"), claim("R03", 10), claim("R04", 50)]
    assert planned(chain) == [("R01", "R02"), ("R04", None), ("R02", "R03"), ("R03", None)]
    jobs = side_by_side.schedule(chain, chain)
    began: list[str] = []
    while (job := side_by_side.startable(jobs, began)) is not None:  # each ends before the next begins
        jobs.remove(job)
        began.append(job.claim.id)
    assert began == ["R04", "R03", "R02", "R01"]
    waiting = side_by_side.schedule(chain[:2], chain)
    assert side_by_side.startable(waiting[:1], ended={"R03", "R04"}) is None
    assert side_by_side.startable(waiting[:1], ended={"R02"}) == waiting[0]


def test_what_was_not_chosen_is_not_waited_for_but_looked_through() -> None:
    assert planned([claim("R01", 90, "R02")], claim("R02", 20)) == [("R01", None)]
    ends = [claim("R01", 90, "R02"), claim("R03", 10)]
    assert planned(ends, claim("R02", 20, "R03")) == [("R01", "R03"), ("R03", None)]


@pytest.mark.parametrize(
    ("chain", "says"),
    [
        ([claim("R01", 1, "R77")], "claim R01: field 'after': no claim 'R77'; name one that is there"),
        ([claim("R01", 1, "R01")], "R01 after R01 never begins"),
        (
            [claim("R01", 1, "R02"), claim("R02", 1, "R03"), claim("R03", 1, "R02")],
            "claim R03: field 'after': R01 after R02 after R03 after R02 never begins; take one 'after' away",
        ),
    ],
)
def test_a_chain_that_cannot_be_is_refused(chain: list[Claim], says: str) -> None:
    with pytest.raises(DataError) as refused:
        side_by_side.schedule(chain[:1], chain)
    assert says in str(refused.value)


def test_the_ledgers_own_chains_can_be_scheduled() -> None:
    every = claims.load_claims()
    jobs = side_by_side.schedule([c for c in every if c.rule], every)
    began: set[str] = set()
    while (job := side_by_side.startable([j for j in jobs if j.claim.id not in began], began)) is not None:
        began.add(job.claim.id)
    assert len(began) == len(jobs) > 30


# ---------------------------------------------------------------- real processes

MEET = """
import json, os, pathlib, sys, time
here, me, other = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
share = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None
(here / me).write_text(json.dumps([os.getpid(), share, dict(os.environ)]))
end = time.monotonic() + 30
while not (here / other).exists():
    if time.monotonic() > end:
        sys.exit(f"{me} never saw {other}")
    time.sleep(0.02)
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def stand_in(**sources: str) -> Callable[[str], list[str]]:
    return lambda claim_id: [sys.executable, "-c", sources[claim_id]]


def jobs_of(*ids: str, **after: str) -> list[side_by_side.Job]:
    return [side_by_side.Job(claims.load_claim(i), after.get(i)) for i in ids]


def test_two_run_at_the_same_time_each_with_one_thread_and_its_share(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each writes its mark and waits for the other's: one after the other, the first would never end well."""
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    mine = side_by_side.processors()
    pairs = {"R18": "R03", "R03": "R18"}
    said: list[str] = []
    failed = side_by_side.run(
        jobs_of("R18", "R03"),
        2,
        said.append,
        lambda claim_id: [sys.executable, "-c", MEET, str(tmp_path), claim_id, pairs[claim_id]],
    )
    assert failed == [], said
    (pid, share, environment), (other_pid, other_share, other) = (
        json.loads((tmp_path / claim_id).read_text()) for claim_id in pairs
    )
    assert pid != other_pid and os.getpid() not in (pid, other_pid)
    for name in ("COURSE_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        assert environment[name] == other[name] == "1"
    assert environment["OMP_WAIT_POLICY"] == "passive" and environment["COURSE_CACHE"] == str(cache)
    assert os.environ["OMP_NUM_THREADS"] == "7" and side_by_side.processors() == mine
    if share is not None and len(mine) > 1:
        assert sorted(share + other_share) == mine and share and other_share
    begun, ended = said[:2], sorted(said[2:])
    assert [line.split(":")[0] for line in begun] == ["R18 begins", "R03 begins"]
    assert str(cache / "rerun" / "R18.log") in begun[0] and "about 2 minutes" in begun[0]
    for line, claim_id in zip(ended, ("R03", "R18"), strict=True):
        assert line == f"{claim_id} ends after 0.0 minutes: {claims.card(claim_id).said}"


def test_one_that_fails_ends_no_other_and_what_goes_on_from_it_begins(cache: Path) -> None:
    said: list[str] = []
    lines = "\n".join(f"print('line {i}', flush=True)" for i in range(15))
    failed = side_by_side.run(
        jobs_of("R18", "R03", "R04", R03="R18"),
        2,
        said.append,
        stand_in(R18=f"{lines}\nraise SystemExit('not today')", R03="", R04=""),
    )
    assert failed == ["R18"]
    (how,) = [text for text in said if text.startswith("R18 failed")]
    assert "with exit code 1" in how and how.splitlines()[-1] == "  not today"
    assert len(how.splitlines()) == 1 + side_by_side.LAST and "line 14" in how and "line 3\n" not in how
    assert "line 0" in (cache / "rerun" / "R18.log").read_text()
    order = [" ".join(text.split()[:2]).strip(":") for text in said]
    assert order.index("R18 failed") < order.index("R03 begins") < order.index("R03 ends")
    assert order.index("R04 begins") < order.index("R18 failed") and "R04 ends" in order


PARENT = """
import signal, sys
from course_lib import claims, side_by_side
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what is in the background without it
source = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
jobs = [side_by_side.Job(claims.load_claim(i)) for i in ("R18", "R03", "R04")]
side_by_side.run(jobs, 2, print, lambda i: [sys.executable, "-c", source, f"{sys.argv[1]}/{i}"])
"""


def test_an_interrupt_ends_what_runs(cache: Path, tmp_path: Path) -> None:
    """The signal goes to the parent alone, as no terminal would send it."""
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path)], stderr=subprocess.PIPE, text=True)
    marks = [tmp_path / "R18", tmp_path / "R03"]
    end = time.monotonic() + 60
    while not all(mark.exists() and mark.read_text() for mark in marks) and time.monotonic() < end:
        time.sleep(0.05)
    children = [int(mark.read_text()) for mark in marks]
    assert all(psutil.pid_exists(child) for child in children)
    parent.send_signal(signal.SIGINT)
    _, errors = parent.communicate(timeout=30)
    assert "KeyboardInterrupt" in errors and parent.returncode != 0
    assert not any(psutil.pid_exists(child) for child in children) and not (tmp_path / "R04").exists()


# ---------------------------------------------------------------- the command


def test_the_command_measures_in_processes_and_names_what_failed(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The full tier is refused by the children, before any model is loaded."""
    monkeypatch.setenv("COURSE_TIER", "full")
    two = (side_by_side.processors() * 2)[:2]  # on a machine with one, both run on it
    monkeypatch.setattr(side_by_side, "processors", lambda: two)
    done = runner.invoke(cli.app, ["claims", "--rerun", "r18, R24,R18", "--jobs", "2"])
    assert isinstance(done.exception, CourseError)
    said, _, failed = str(done.exception).partition(": ")
    assert said == "2 of 2 claims failed, as said above" and sorted(failed.split(", ")) == ["R18", "R24"]
    refused = "course: COURSE_TIER=full never writes the ledger; unset COURSE_TIER and run it again"
    assert " ".join(done.output.split()).count(refused) == 2
    for claim_id in ("R18", "R24"):
        assert f"measuring {claim_id}" in (cache / "rerun" / f"{claim_id}.log").read_text()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--rerun", "R18,R24", "--jobs", "0"],
        ["--rerun", "R18,R24", "--jobs", "-1"],
        ["--rerun", "R18,R24", "--jobs", "two"],
        ["--rerun", "R18,R24", "--jobs", "3"],
        ["--replay", "R18,R24", "--jobs", "2"],
        ["R18", "--jobs", "2"],
    ],
)
def test_a_wrong_number_of_jobs_exits_with_two(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "processors", lambda: [0, 1])
    done = runner.invoke(cli.app, ["claims", *arguments])
    assert done.exit_code == 2 and "--jobs" in done.output


def test_an_id_that_is_not_there_is_named_before_anything_begins(cache: Path) -> None:
    done = runner.invoke(cli.app, ["claims", "--rerun", "R18,Z99", "--jobs", "1"])
    assert str(done.exception) == "no claim 'Z99' in the ledger; `course claims` lists them"
    assert not (cache / "rerun").exists()
