"""How many examples does a form need? The same training on few and on many, as many tokens read each time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from course_lib import data
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.training import form_rivals, form_runs, tickets
from course_lib.evidence.training.adapters import RECIPE
from course_lib.evidence.training.form_arms import CLASSIFIER, CONSTANT
from course_lib.evidence.training.form_runs import Lines
from course_lib.evidence.trial import Trial
from course_lib.training import Recipe

SIZES = (5, 20, 100, 480)
SIDE_SEEDS = 2  # of what stands beside the curve
EQUAL, THRICE, SHUFFLED = "LoRA, as many steps", "LoRA, each read three times", "LoRA, labels shuffled"
CURVE, SPREAD = "fields right, by examples", "the worst and the best of the seeds"


def measure(trial: Trial) -> Finding:
    """Fields right; the contrast is twenty examples minus all, as many tokens read."""
    found = by_size(trial)
    few, many = found[EQUAL, SIZES[1]], found[EQUAL, SIZES[-1]]
    return trial.finding(form_runs.minus(trial, few, many, "fields"), *tables(found), made_with=(trial.bench.lm,))


def by_size(trial: Trial) -> dict[tuple[str, int], Lines]:
    """Return by way to learn and by examples what it writes for the same complaints."""
    asked = trial.pick(tickets.load(trial.split))
    side = min(SIDE_SEEDS, trial.seeds)
    found: dict[tuple[str, int], Lines] = {}
    for size in SIZES:
        found[EQUAL, size] = Lines(asked, [_learned(trial, EQUAL, size, s, asked) for s in range(trial.seeds)])
    for size in SIZES[:-1]:  # three times all of them is the same training as above
        found[THRICE, size] = Lines(asked, [_learned(trial, THRICE, size, s, asked) for s in range(side)])
    found[SHUFFLED, SIZES[-1]] = Lines(
        asked, [_learned(trial, SHUFFLED, SIZES[-1], seed, asked) for seed in range(side)]
    )
    for name, write in {CLASSIFIER: form_rivals.classified, CONSTANT: form_rivals.constant}.items():
        for size in SIZES:
            runs = [write(form_runs.learned(size, seed), asked) for seed in range(trial.seeds)]
            for seed, run in enumerate(runs):
                form_runs.noted(trial, f"{name}, {size} examples, seed {seed}", asked, run)
            found[name, size] = Lines(asked, runs)
    return found


def tables(found: Mapping[tuple[str, int], Lines]) -> tuple[Table, Table]:
    """Return every way and size, and how far its seeds lie apart."""
    rows: list[Row] = []
    spread: list[Row] = []
    for (way, size), lines in found.items():
        row = lines.row(way)
        rows.append({"arm": way, "examples": size, **{k: v for k, v in row.items() if k != "arm"}})
        spread.append({"arm": way, "examples": size, "seeds": len(lines.runs), **lines.spread()})
    return Table(CURVE, rows), Table(SPREAD, spread)


def recipe(way: str, size: int, seed: int) -> Recipe:
    """Return how so many examples are learned."""
    steps = RECIPE.steps if way != THRICE else max(1, round(3 * size / RECIPE.examples))
    return replace(RECIPE, steps=steps, seed=seed)


def _learned(trial: Trial, way: str, size: int, seed: int, asked: Sequence[data.Ticket]) -> list[str]:
    examples = form_runs.learned(size, seed)
    if way == SHUFFLED:
        examples = form_runs.mixed(examples, 1.0, seed)
    with form_runs.taught(trial, examples, recipe(way, size, seed)) as tuned:
        return form_runs.written(tuned, f"{way}, {size} examples, seed {seed}", asked)
