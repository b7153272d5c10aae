"""What does a plausible mistake in training cost? Five, each against the same run without it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from course_lib import data, models, stats, training
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.training import tickets
from course_lib.evidence.training.runs import free_as_before, mean_loss, trained
from course_lib.evidence.trial import TUNED_ON, Trial, sample
from course_lib.generate import Message
from course_lib.training import IGNORED, Labelled, Labeller, Recipe, labelled

RIGHT = "no mistake"
BLOCKS = 4  # of the model's 30, its last: all that moves
LEARNED = 240  # complaints
RECIPE = Recipe(steps=60, examples=8, once=True)  # 240 complaints twice
RATES = (5e-4, 1.6e-3, 5e-3)  # of these, the best is no mistake
HEADS = {"exact": "line right", "formed": "well-formed", "fields": "fields right"}
RANKED_ON = 40  # tickets of another split, on which the rate is chosen and the mistakes are put in order


def shifted(lm: models.LanguageModel, chat: Sequence[Message]) -> Labelled:
    """Label each token with the next one. The loss does that itself, so each learns the token after the next."""
    ids, labels = labelled(lm, chat)
    return Labelled(ids, [*labels[1:], IGNORED])


def endless(lm: models.LanguageModel, chat: Sequence[Message]) -> Labelled:
    """Leave the end of the turn out of what is learned."""
    ids, labels = labelled(lm, chat)
    return Labelled(ids, [*labels[:-1], IGNORED])


def everything(lm: models.LanguageModel, chat: Sequence[Message]) -> Labelled:
    """Learn the prompt, too."""
    ids, _ = labelled(lm, chat)
    return Labelled(ids, list(ids))


def untemplated(lm: models.LanguageModel, chat: Sequence[Message]) -> Labelled:
    """Write the turns one under the other, without the chat template in which the model is asked later."""
    *before, answer = chat
    read = lm.tokenizer("".join(turn["content"] + "\n\n" for turn in before), add_special_tokens=False)["input_ids"]
    wanted = lm.tokenizer(answer["content"], add_special_tokens=False)["input_ids"]
    wanted = [*wanted, lm.tokenizer.eos_token_id]
    return Labelled([*read, *wanted], [IGNORED] * len(read) + wanted)


class Run(NamedTuple):
    """A way to train: which tokens are learned, and how many times the rate."""

    label: Labeller
    times_rate: float = 1


RUNS = {
    RIGHT: Run(labelled),
    "labels one place off": Run(shifted),
    "no end of the turn": Run(endless),
    "loss on the prompt, too": Run(everything),
    "rate ten times too high": Run(labelled, 10),
    "without the chat template": Run(untemplated),
}


def measure(trial: Trial) -> Finding:
    """Fields right; the contrast is the middle one of five mistakes minus no mistake.

    Which rate is no mistake and which mistake is the middle one are decided on tickets of another split.
    """
    asked = trial.pick(tickets.load(trial.split))
    ranked = sample(data.load_tickets(TUNED_ON[trial.split]), RANKED_ON, trial.seed)
    tried = {rate: _run(trial, RIGHT, rate, 0, [], ranked).ranked for rate in RATES}
    rate = max(RATES, key=lambda each: sum(marks.fields for marks in tried[each]))
    runs = {name: [_run(trial, name, rate, seed, asked, ranked) for seed in range(trial.seeds)] for name in RUNS}
    order = sorted(list(RUNS)[1:], key=lambda name: sum(marks.fields for run in runs[name] for marks in run.ranked))
    fields = {name: _by_ticket([run.asked for run in found]) for name, found in runs.items()}
    middle, clusters = order[len(order) // 2], [ticket.id for ticket in asked]
    contrast = trial.contrast(fields[middle], fields[RIGHT], clusters)
    placed: list[Row] = [
        {
            "place": place,
            "mistake": name,
            "fields right, beyond no mistake": trial.contrast(fields[name], fields[RIGHT], clusters).ci95,
        }
        for place, name in enumerate(order, start=1)
    ]
    tables = (
        _table(asked, runs),
        Table("the five in order, worst first, as other tickets put them", placed),
        _rates(ranked, tried),
    )
    return trial.finding(contrast, *tables, made_with=(trial.bench.lm,))


class Marked(NamedTuple):
    """One trained model: its marks on the trial's tickets and on those that put mistakes in order, and its loss."""

    asked: list[tickets.Marks]
    ranked: list[tickets.Marks]
    loss: float


def _run(
    trial: Trial, name: str, rate: float, seed: int, asked: Sequence[data.Ticket], ranked: Sequence[data.Ticket]
) -> Marked:
    run = RUNS[name]
    learned = sample(data.load_tickets("train"), LEARNED, seed)
    recipe = replace(RECIPE, rate=rate * run.times_rate, seed=seed)
    with free_as_before(trial.bench.lm):
        training.only_last_blocks(trial.bench.lm.model, BLOCKS)
        with trained(trial, tickets.chats(learned), recipe, run.label) as tuned:
            loss = mean_loss(tuned, tickets.chats(ranked))
            marks, step = [], "asked" if asked else "tried"
            for ticket, written in zip([*asked, *ranked], _lines(tuned, [*asked, *ranked]), strict=True):
                marks.append(tickets.mark(ticket, written))
                item = f"{step}: {name}, rate {recipe.rate:g}, seed {seed}/{ticket.id}"
                tuned.note(item, (written, *marks[-1]), prompt=tickets.prompt(ticket))
    return Marked(marks[: len(asked)], marks[len(asked) :], loss)


def _lines(trial: Trial, asked: Sequence[data.Ticket]) -> list[str]:
    return [found.text for found in trial.generate([tickets.prompt(t) for t in asked], tickets.LONGEST)]


def _by_ticket(runs: Sequence[Sequence[tickets.Marks]]) -> list[float]:
    """Return the fields that are right of each ticket, mean over the seeds."""
    return [sum(marks.fields for marks in found) / len(found) for found in zip(*runs, strict=True)]


def _rates(ranked: Sequence[data.Ticket], tried: Mapping[float, Sequence[tickets.Marks]]) -> Table:
    clusters = [ticket.id for ticket in ranked]
    rows: list[Row] = [
        {"rate": rate, "n": len(marks), "fields right": stats.estimate([m.fields for m in marks], clusters=clusters)}
        for rate, marks in tried.items()
    ]
    return Table("rates without a mistake, on other tickets, one seed", rows)


def _table(asked: Sequence[data.Ticket], runs: Mapping[str, Sequence[Marked]]) -> Table:
    clusters = [ticket.id for ticket in asked]
    rows: list[Row] = []
    for name, found in runs.items():
        means = list(zip(*(run.asked for run in found), strict=True))
        row: Row = {"training": name, "n": len(asked), "seeds": len(found)}
        for field in tickets.Marks._fields:
            marks = [sum(getattr(each, field) for each in of_one) / len(of_one) for of_one in means]
            row[HEADS[field]] = stats.estimate(marks, clusters=clusters)
        row["loss on new tickets"] = sum(run.loss for run in found) / len(found)
        rows.append(row)
    return Table("five mistakes", rows)
