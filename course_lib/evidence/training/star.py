"""Is LoRA as good as moving everything? Each at its best rate; then ranks at one rate, and which matrices."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple, cast

from course_lib import data, lora, stats, training
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.training import tickets
from course_lib.evidence.training.adapters import BLOCKS, LEARNED, RECIPE, adapted
from course_lib.evidence.training.runs import free_as_before, trained
from course_lib.evidence.trial import TUNED_ON, Trial, sample

RANKED_ON = 60  # tickets of another split, on which the rates are chosen
SIDE_SEEDS = 2  # of the other ranks, and of query and value alone
HEADS = {"exact": "line right", "formed": "well-formed", "fields": "fields right"}


class Kind(NamedTuple):
    """What moves, and how fast.

    Attributes:
        rate: the learning rate at its highest.
        rank: of LoRA's updates; None moves every number of the same blocks.
        parts: which matrices of a block get an update.
    """

    rate: float
    rank: int | None = None
    parts: lora.Parts = "all linear"


FULL, LORA = Kind(1.6e-3), Kind(RECIPE.rate, 8)  # the best rates of F11
RATES = (1.6e-3, 5e-3, 1.6e-2)


@contextmanager
def tuned(trial: Trial, kind: Kind, seed: int) -> Iterator[Trial]:
    """Yield the trial with its model taught the ticket line: examples, their order and the start drawn by a seed."""
    chats = tickets.chats(sample(data.load_tickets("train"), LEARNED, seed))
    recipe = replace(RECIPE, rate=kind.rate, seed=seed)
    if kind.rank is not None:
        with adapted(trial, chats, recipe, rank=kind.rank, parts=kind.parts, last_blocks=BLOCKS) as found:
            yield found
    else:
        with free_as_before(trial.bench.lm):
            training.only_last_blocks(trial.bench.lm.model, BLOCKS)
            with trained(trial, chats, recipe) as found:
                yield found


def measure(trial: Trial) -> Finding:
    """Fields right; the contrast is LoRA of rank 8 minus every number of the same blocks, each at its best rate.

    The rates are chosen on tickets of another split, with one seed.
    """
    asked = trial.pick(data.load_tickets(cast(data.Split, trial.split)))
    ranked = sample(data.load_tickets(TUNED_ON[trial.split]), RANKED_ON, trial.seed)
    kinds = {"every number": FULL, "LoRA, rank 8": LORA}
    at = {(name, rate): _fields(_marks(trial, kind._replace(rate=rate), 0, ranked))
          for name, kind in kinds.items() for rate in RATES}  # fmt: skip
    best = {name: max(RATES, key=lambda rate: sum(at[name, rate])) for name in kinds}
    low = best["LoRA, rank 8"]
    arms = {
        "every number": Kind(best["every number"]),
        "LoRA, rank 8": Kind(low, 8),
        "LoRA, rank 2": Kind(low, 2),
        "LoRA, rank 32": Kind(low, 32),
        "LoRA, rank 8, query and value": Kind(low, 8, "query and value"),
    }
    seeds = {name: trial.seeds if name in kinds else min(SIDE_SEEDS, trial.seeds) for name in arms}
    marks = {name: [_marks(trial, kind, seed, asked) for seed in range(seeds[name])] for name, kind in arms.items()}
    clusters = [ticket.id for ticket in asked]
    lines = [
        {"what moves": name, "rate": f"{rate:g}", "n": len(ranked), "best": rate == best[name],
         "fields right": stats.estimate(fields, clusters=[t.id for t in ranked])}
        for (name, rate), fields in at.items()
    ]  # fmt: skip
    contrast = trial.contrast(_by_ticket(marks["LoRA, rank 8"]), _by_ticket(marks["every number"]), clusters)
    tables = (
        Table("rates, on tickets of another split, one seed", cast(list[Row], lines)),
        _table(trial, arms, marks, clusters),
    )
    return trial.finding(contrast, *tables, made_with=(trial.bench.lm,))


def _marks(trial: Trial, kind: Kind, seed: int, asked: Sequence[data.Ticket]) -> list[tickets.Marks]:
    with tuned(trial, kind, seed) as found:
        said = found.generate([tickets.prompt(t) for t in asked], tickets.LONGEST)
        marks = [tickets.mark(ticket, each.text) for ticket, each in zip(asked, said, strict=True)]
        for ticket, each, mark in zip(asked, said, marks, strict=True):
            found.note(f"{tuple(kind)}, seed {seed}/{ticket.id}", (each.text, *mark), prompt=tickets.prompt(ticket))
    return marks


def _fields(marks: Sequence[tickets.Marks]) -> list[float]:
    return [mark.fields for mark in marks]


def _by_ticket(runs: Sequence[Sequence[tickets.Marks]]) -> list[float]:
    """Return the fields that are right of each ticket, mean over the seeds."""
    return [sum(found) / len(found) for found in zip(*map(_fields, runs), strict=True)]


def _table(
    trial: Trial,
    arms: Mapping[str, Kind],
    marks: Mapping[str, Sequence[Sequence[tickets.Marks]]],
    clusters: Sequence[str],
) -> Table:
    rows: list[Row] = []
    first = next(iter(arms))
    for name, kind in arms.items():
        row: Row = {"what moves": name, "rate": f"{kind.rate:g}", "n": len(clusters), "seeds": len(marks[name])}
        for field, head in HEADS.items():
            mean = [sum(getattr(m, field) for m in found) / len(found) for found in zip(*marks[name], strict=True)]
            row[head] = stats.estimate(mean, clusters=clusters)
        if name != first:
            same = marks[first][: len(marks[name])]  # of the same seeds
            row["fields, beyond every number"] = trial.contrast(
                _by_ticket(marks[name]), _by_ticket(same), clusters
            ).ci95
        rows.append(row)
    return Table("what moves: the last four blocks of thirty, each at its best rate", rows)
