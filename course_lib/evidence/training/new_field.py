"""A ticket line gains a field, the brand. What must be done until lines are written so, by a tuned model and by prompt?

The prompt is edited, the grammar is edited, a program puts the brand in, or the model is trained again: on from where
it was, with a few examples written anew, or from the beginning with all of them.
"""

import hashlib
import json
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Literal, NamedTuple, cast, get_args

import numpy as np

from course_lib import data, grammar
from course_lib.base.kept import kept
from course_lib.data.records import Category, Priority
from course_lib.evidence.finding import Finding, Row, Table, Timing
from course_lib.evidence.training import probes, star, tickets
from course_lib.evidence.training.adapters import LEARNED, RECIPE
from course_lib.evidence.training.runs import free_as_before, trained
from course_lib.evidence.trial import TUNED_ON, Trial, sample
from course_lib.generate import Message
from course_lib.stats import estimate

Edit = Literal["told", "told the form", "shown"]
EDITS: tuple[Edit, ...] = get_args(Edit)
RANKED_ON = 30  # tickets of another split, on which the best edit is chosen
RELABELLED = 40  # examples written anew, to train on
PASSES = 6  # over them
BRANDS = ("Quernby", "Fennick")
TOLD = "Put the brand, Quernby or Fennick, before the name."
SHAPE = (
    "A ticket line has this form: Ticket #NUMBER - CATEGORY - PRIORITY - BRAND - Assigned to NAME. "
    "BRAND is Quernby or Fennick."
)
UNCHANGED, PROGRAM = "tuned, nothing changed", "tuned, a program puts the brand in"
EDITED, BOUND, PROMPTED = "tuned, prompt edited", "tuned, grammar edited", "untuned, prompt edited"
FURTHER, AGAIN = "trained further", "trained anew"
HEADS = {"formed": "in the new form", "brand": "brand right", "fields": "five fields right", "exact": "line right"}
LONGEST = tickets.LONGEST + 8  # tokens
_DIGITS = re.compile(r"(?<!\d)\d{5}(?!\d)")
_NEW = re.compile(
    r"Ticket #(?P<number>\d+) - (?P<category>\w+) - (?P<priority>\w+) - (?P<brand>Quernby|Fennick)"
    r" - Assigned to (?P<assignee>.+)"
)


class Marks(NamedTuple):
    """How one line was marked: 0 or 1, and the share of five fields that are right."""

    formed: float
    brand: float
    fields: float
    exact: float


class Lines(NamedTuple):
    """What one way wrote, one run a seed, and what it took.

    Attributes:
        runs: by seed, the marks of each line.
        labels: how many lines in the new form somebody has to write first.
        training: seconds, of one seed; None without training.
        line: seconds that a line takes to write; None where the model writes as it did before.
    """

    runs: list[list[Marks]]
    labels: int = 0
    training: Timing | None = None
    line: Timing | None = None

    def of(self, mark: str) -> list[float]:
        """Return one mark of each ticket, mean over the seeds."""
        return probes.over([[getattr(each, mark) for each in run] for run in self.runs])


def measure(trial: Trial) -> Finding:
    """Lines in the new form; the contrast is the tuned model with its prompt edited minus the one trained further."""
    return compared(trial, EDITED, FURTHER)


def compared(trial: Trial, one: str, other: str) -> Finding:
    """Write the new line in every way; the contrast is between two ways, in the share of lines in the new form.

    Which edit of the prompt is the best is decided on tickets of another split, for either model.
    """
    asked = trial.pick(tickets.load(trial.split))
    ranks: list[Row] = []
    ways = {PROMPTED: _prompted(trial, asked, ranks), **_tuned(trial, asked, ranks)}
    ids = [ticket.id for ticket in asked]
    marks: list[Row] = []
    for name, lines in ways.items():
        shares = {head: estimate(lines.of(mark), clusters=ids) for mark, head in HEADS.items()}
        marks.append({"way": name, "n": len(asked), "seeds": len(lines.runs), **shares})
    costs: list[Row] = []
    for name, lines in ways.items():
        row: Row = {"way": name, "lines to write anew": lines.labels}
        row |= {"training": lines.training} if lines.training else {}
        costs.append(row | ({"a line": lines.line} if lines.line else {}))
    return trial.finding(
        trial.contrast(ways[one].of("formed"), ways[other].of("formed"), ids),
        Table("a line that gains the brand", marks),
        Table("what the change takes", costs),
        Table("edits of the prompt, on tickets of another split", ranks),
        made_with=(trial.bench.lm,),
    )


def line(ticket: data.Ticket) -> str:
    """Return the ticket line in its new form.

    >>> line(data.load_tickets("dev")[0])
    'Ticket #56411 - PARTS - LOW - Quernby - Assigned to Henrique Cordeiro'
    """
    return with_brand(ticket.line, ticket.tenant)


def with_brand(old: str, text: str) -> str:
    """Return a line in the old form with the brand that a text names: what a program can do; another as it is."""
    brand = next((brand for brand in BRANDS if brand.lower() in text.lower()), "")
    return old.replace(" - Assigned to ", f" - {brand} - Assigned to ", 1) if brand else old


def mark(ticket: data.Ticket, written: str) -> Marks:
    """Mark what was written for a complaint, all of it; of what has not the new form, no field is right."""
    found = _NEW.fullmatch(written.strip())
    if found is None:
        return Marks(0, 0, 0, 0)
    brand = float(found["brand"].lower() == ticket.tenant)
    right = [float(found[name] == str(getattr(ticket, name))) for name in tickets.FIELDS]
    return Marks(1, brand, (sum(right) + brand) / (len(right) + 1), float(written.strip() == line(ticket)))


def prompt(edit: Edit, ticket: data.Ticket, examples: Sequence[data.Ticket]) -> list[Message]:
    """Return an edited prompt: one sentence more, the form ahead of it, or examples as turns of the chat."""
    (asked,) = tickets.prompt(ticket)
    if edit == "shown":
        return [*(turn for chat in chats(examples) for turn in chat), asked]
    content = asked["content"]
    told = content.replace(tickets.ASKED, f"{tickets.ASKED} {TOLD}", 1) if edit == "told" else f"{SHAPE}\n\n{content}"
    return [{"role": "user", "content": told}]


def shots(seed: int) -> list[data.Ticket]:
    """Return one complaint of each brand to show, of two categories."""
    train = data.load_tickets("train")
    drawn = [train[i] for i in np.random.default_rng(seed).permutation(len(train))]
    first = next(ticket for ticket in drawn if ticket.tenant == BRANDS[0].lower())
    return [first, next(t for t in drawn if t.tenant != first.tenant and t.category != first.category)]


def chats(examples: Sequence[data.Ticket]) -> list[list[Message]]:
    """Return complaints, each with the line in its new form."""
    return [[*tickets.prompt(ticket), {"role": "assistant", "content": line(ticket)}] for ticket in examples]


def form(ticket: data.Ticket) -> list[list[str]]:
    """Return the new lines that a complaint allows: a number that stands in it, and values that stand in old lines."""
    numbers = list(dict.fromkeys(_DIGITS.findall(ticket.complaint)))
    names = dict.fromkeys(each.assignee for each in data.load_tickets("train"))
    lists = (get_args(Category), get_args(Priority), BRANDS, names)
    categories, priorities, brands, people = ([f" {text}" for text in texts] for texts in lists)
    parts = [["Ticket #"], numbers, [" -"], categories, [" -"], priorities, [" -"], brands, [" - Assigned to"], people]
    return [list(part) for part in parts]


# ---------------------------------------------------------------- the ways


def _prompted(trial: Trial, asked: Sequence[data.Ticket], ranks: list[Row]) -> Lines:
    """Let the model write that nobody tuned, its prompt edited in the best way."""
    examples = shots(trial.seed)
    best = _best(trial, "untuned", examples, ranks)
    marks, seconds = _written(trial, PROMPTED, asked, [prompt(best, ticket, examples) for ticket in asked])
    return Lines([marks], _shown(best, examples), line=seconds)


def _tuned(trial: Trial, asked: Sequence[data.Ticket], ranks: list[Row]) -> dict[str, Lines]:
    """Let the models write that were taught the old line, one a seed: as they are, edited and trained further."""
    examples = shots(trial.seed)
    plain = [tickets.prompt(ticket) for ticket in asked]
    runs: dict[str, list[list[Marks]]] = {name: [] for name in (UNCHANGED, PROGRAM, EDITED, BOUND, FURTHER, AGAIN)}
    took: dict[str, Timing] = {}
    for seed in range(trial.seeds):
        called = f"seed {seed}"
        with star.tuned(trial, star.LORA, seed) as old:
            if seed == 0:
                best = _best(old, "tuned", examples, ranks)
                runs[BOUND].append(_bound(old, f"{BOUND}, {called}", asked))
            said = [each.text for each in old.generate(plain, tickets.LONGEST)]
            runs[UNCHANGED].append(_noted(old, f"{UNCHANGED}, {called}", asked, said, plain))
            filled = [with_brand(text, ticket.complaint) for ticket, text in zip(asked, said, strict=True)]
            runs[PROGRAM].append(_noted(old, f"{PROGRAM}, {called}", asked, filled, [()] * len(asked)))
            edited = [prompt(best, ticket, examples) for ticket in asked]
            marks, took["edited"] = _written(old, f"{EDITED}, {called}", asked, edited)
            runs[EDITED].append(marks)
            began = time.perf_counter()
            with further(old, seed) as new:
                took[FURTHER] = _spent(new, began)
                runs[FURTHER].append(_written(new, f"{FURTHER}, {called}", asked, plain)[0])
    began = time.perf_counter()
    with anew(trial, 0) as new:
        took[AGAIN] = _spent(new, began)
        marks, took["plain"] = _written(new, f"{AGAIN}, seed 0", asked, plain)
        runs[AGAIN].append(marks)
    return {
        UNCHANGED: Lines(runs[UNCHANGED]),
        PROGRAM: Lines(runs[PROGRAM]),
        EDITED: Lines(runs[EDITED], _shown(best, examples), line=took["edited"]),
        BOUND: Lines(runs[BOUND]),
        FURTHER: Lines(runs[FURTHER], RELABELLED, took[FURTHER], took["plain"]),
        AGAIN: Lines(runs[AGAIN], LEARNED, took[AGAIN], took["plain"]),
    }


@contextmanager
def further(old: Trial, seed: int) -> Iterator[Trial]:
    """Yield a tuned trial, its adapter trained further on a few complaints with lines in the new form."""
    examples = chats(sample(data.load_tickets("train"), RELABELLED, seed))
    recipe = replace(RECIPE, steps=PASSES * RELABELLED // RECIPE.examples, rate=star.LORA.rate, seed=seed)
    with free_as_before(old.bench.lm):
        for name, parameter in cast(Any, old.bench.lm.model).named_parameters():
            parameter.requires_grad_("lora_" in name)
        with trained(old, examples, recipe) as found:
            yield found


@contextmanager
def anew(trial: Trial, seed: int) -> Iterator[Trial]:
    """Yield the trial taught the new line from the beginning, as it was taught the old one."""
    examples = chats(sample(data.load_tickets("train"), LEARNED, seed))
    with probes.learned(trial, examples, star.LORA, replace(RECIPE, seed=seed)) as found:
        yield found


def _best(trial: Trial, name: str, examples: Sequence[data.Ticket], ranks: list[Row]) -> Edit:
    """Return the edit that gives most lines in the new form on tickets of another split; add a row for each."""
    others = [ticket for ticket in data.load_tickets(TUNED_ON[trial.split]) if ticket not in examples]
    ranked = sample(others, RANKED_ON, trial.seed)
    found = {}
    for edit in EDITS:
        edited = [prompt(edit, ticket, examples) for ticket in ranked]
        found[edit] = Lines([_written(trial, f"{name}, {edit}, other tickets", ranked, edited)[0]])
    best = max(EDITS, key=lambda edit: (sum(found[edit].of("formed")), sum(found[edit].of("fields"))))
    for edit, lines in found.items():
        row: Row = {"model": name, "edit": edit, "n": len(ranked), "best": edit == best}
        ranks.append(row | {HEADS[mark]: estimate(lines.of(mark)) for mark in ("formed", "fields")})
    return best


def _shown(edit: Edit, examples: Sequence[data.Ticket]) -> int:
    return len(examples) if edit == "shown" else 0


def _written(
    trial: Trial, name: str, asked: Sequence[data.Ticket], prompts: Sequence[Sequence[Message]]
) -> tuple[list[Marks], Timing]:
    said = trial.generate(prompts, LONGEST)
    seconds = sum(each.prefill_s + each.decode_s for each in said) / len(said)
    return _noted(trial, name, asked, [each.text for each in said], prompts), Timing(seconds)


def _bound(trial: Trial, name: str, asked: Sequence[data.Ticket]) -> list[Marks]:
    """Let the model choose among the new lines that each complaint allows: all have the form, by construction."""
    prompts = [tickets.prompt(ticket) for ticket in asked]
    forms = [form(ticket) for ticket in asked]
    said = grammar.write(trial.bench.lm, prompts, forms, progress=trial.progress, cache=trial.cache)
    return _noted(trial, name, asked, said, prompts)


def _noted(
    trial: Trial,
    name: str,
    asked: Sequence[data.Ticket],
    said: Sequence[str],
    prompts: Sequence[Sequence[Message]],
) -> list[Marks]:
    marks = [mark(ticket, text) for ticket, text in zip(asked, said, strict=True)]
    for ticket, text, each, chat in zip(asked, said, marks, prompts, strict=True):
        trial.note(f"{name}/{ticket.id}", (text, *each), prompt=chat)
    return marks


def _spent(trial: Trial, began: float) -> Timing:
    """Return the seconds that a model took to train: since a moment, or as they were kept when it was trained.

    Of a training that was interrupted it is the last part.
    """
    whole = json.dumps(["seconds of training", trial.bench.lm.fingerprint if trial.cache else ""])
    key = hashlib.sha256(whole.encode()).hexdigest()
    with kept(trial.cache) as store:
        known = store.get(key)
        if known is None:
            known = time.perf_counter() - began
            store.put({key: known})
    return Timing(float(known))
