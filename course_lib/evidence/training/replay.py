"""What keeps what training would lose? The task's examples alone, and with general ones that are learned beside them.

General ones are ordinary instructions. They are answered by the model itself, before it is trained, or by somebody
else: the same instructions, so that only whose answers they are tells the two apart.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from course_lib import data, forgetting
from course_lib.data.instructions import load_instructions
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.training import probes, star, tickets
from course_lib.evidence.training.adapters import LEARNED, RECIPE
from course_lib.evidence.trial import Trial, sample
from course_lib.generate import Message
from course_lib.stats import estimate

KIND = star.LORA  # how the tickets are learned
SHARE = 0.2  # of all examples that are general
INSTRUCTIONS = 120  # that the model answers before it is trained
TEXTS = 60  # passages of general text, of six genres
SIDE = 60  # tickets that tell what is learned
SIDE_SEEDS = 2  # of the answers of somebody else
OWN_LONGEST = 64  # tokens of an own answer
NONE, OWN, OTHERS = "no replay", "own answers", "answers of somebody else"
Chat = list[Message]


class Seen(NamedTuple):
    """What one model did: questions answered right, losses of texts, and fields right of tickets."""

    right: list[float]
    losses: list[float]
    fields: list[float]


def measure(trial: Trial) -> Finding:
    """Questions on general knowledge answered right; the contrast is with own answers replayed minus without replay.

    The same tickets are learned as often in every arm.
    """
    asked = trial.pick(data.load_knowledge_probes())
    texts = sample(data.load_text_probes(), TEXTS, trial.seed)
    lines = sample(trial.pick(tickets.load(trial.split)), SIDE, trial.seed)
    pools, reasons = general(trial)
    knew = probes.right(probes.knowledge(trial, "before", asked))
    losses = probes.texts(trial, "before", texts)
    runs: dict[str, list[Seen]] = {}
    for name, pool in pools.items():
        seeds = min(SIDE_SEEDS, trial.seeds) if name == OTHERS else trial.seeds
        runs[name] = []
        for seed in range(seeds):
            with taught(trial, pool, seed) as tuned:
                called = f"{name}, seed {seed}"
                right = probes.right(probes.knowledge(tuned, called, asked))
                seen = Seen(right, probes.texts(tuned, called, texts), probes.fields(tuned, called, lines))
            runs[name].append(seen)
    own, without = (probes.over([run.right for run in runs[name]]) for name in (OWN, NONE))
    ids = [probe.id for probe in asked]
    left: list[Row] = [{"own answer": why, "n": count} for why, count in reasons.items()]
    rows: list[Row] = [
        {"arm": "before", "n": len(asked), "right": estimate(knew), "loss of texts": sum(losses) / len(losses)}
    ]
    for name, found in runs.items():
        rows.append({"arm": name, "n": len(asked), "seeds": len(found), **_row(trial, ids, knew, runs[NONE], found)})
    return trial.finding(
        trial.contrast(own, without, ids),
        Table("replay, as many readings of the tickets in every arm", rows),
        Table("which own answers are replayed", left),
        made_with=(trial.bench.lm,),
    )


def general(trial: Trial) -> tuple[dict[str, list[Chat] | None], Mapping[str, int]]:
    """Return by arm what is learned beside the task, and how many own answers were kept or left out, and why."""
    every = sample(load_instructions(), INSTRUCTIONS, trial.seed)
    knowledge = data.load_knowledge_probes()
    chats = [probes.plainly(one.prompt) for one in every]
    own: list[Chat] = []
    others: list[Chat] = []
    reasons = Counter[str]()
    for one, chat, said in zip(every, chats, trial.generate(chats, OWN_LONGEST), strict=True):
        answer, why = forgetting.worth_replaying(one.prompt, said, OWN_LONGEST, knowledge)
        if answer and probes.strays(answer):
            answer, why = "", "a ticket line"
        reasons[why] += 1
        trial.note(f"own answer/{one.id}", (said.text, answer, why), prompt=chat)
        if answer:
            own.append([*chat, {"role": "assistant", "content": answer}])
            others.append([*chat, {"role": "assistant", "content": one.answer}])
    return {NONE: None, OWN: own, OTHERS: others}, reasons


@contextmanager
def taught(trial: Trial, pool: Sequence[Chat] | None, seed: int) -> Iterator[Trial]:
    """Yield the trial taught the ticket line, general chats beside it or, with None, nothing else."""
    if pool is None:
        with star.tuned(trial, KIND, seed) as found:
            yield found
        return
    task = tickets.chats(sample(data.load_tickets("train"), LEARNED, seed))
    chats, recipe = forgetting.replay(task, pool, SHARE, replace(RECIPE, seed=seed))
    with probes.learned(trial, chats, KIND, recipe) as found:
        yield found


def _row(trial: Trial, ids: Sequence[str], knew: Sequence[float], without: Sequence[Seen], runs: Sequence[Seen]) -> Row:
    """Return an arm's marks; what it keeps is compared with the runs without replay of the same seeds."""
    right, losses = probes.over([run.right for run in runs]), probes.over([run.losses for run in runs])
    same = without[: len(runs)]
    still = [now for now, was in zip(right, knew, strict=True) if was]
    row: Row = {
        "right": estimate(right),
        "after minus before": trial.contrast(right, knew, ids).ci95,
        **({"right still, of those right before": estimate(still)} if still else {}),
        "loss of texts": sum(losses) / len(losses),
        "fields right": estimate(probes.over([run.fields for run in runs])),
    }
    if runs is not without:
        fields, fewer = (probes.over([run.fields for run in part]) for part in (runs, same))
        row["right, beyond no replay"] = trial.contrast(right, probes.over([run.right for run in same]), ids).ci95
        row["fields, beyond no replay"] = trial.contrast(fields, fewer, range(len(fields))).ci95
    return row
