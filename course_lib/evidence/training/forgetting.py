"""Does teaching a narrow task make a model forget what it knew? Knowledge and general text, before and after.

Beside it the curve of what is learned against what is forgotten: ranks, rates and numbers of steps.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from course_lib import data, forgetting, likelihood
from course_lib.evidence.decoys import DECOYS
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.training import probes, star, tickets
from course_lib.evidence.training.probes import FULL, KINDS, LORA, Arm
from course_lib.evidence.trial import Trial, sample
from course_lib.stats import Estimate, estimate

TEXTS = 60  # passages of general text, of six genres
SIDE = 60  # questions, and as many tickets, that the points of the curve are asked
SIDES = {
    "LoRA, rank 2": Arm(star.LORA._replace(rank=2)),
    "LoRA, rank 32": Arm(star.LORA._replace(rank=32)),
    "LoRA, rank 8, a tenth of the rate": Arm(star.LORA._replace(rate=5e-4)),
    "LoRA, rank 8, a third of the rate": Arm(star.LORA._replace(rate=1.6e-3)),
    "LoRA, rank 8, three times the rate": Arm(star.LORA._replace(rate=1.6e-2)),
    "LoRA, rank 8, 10 steps": Arm(star.LORA, 1 / 18),
    "LoRA, rank 8, 20 steps": Arm(star.LORA, 1 / 9),
    "LoRA, rank 8, a third of the steps": Arm(star.LORA, 1 / 3),
    "LoRA, rank 8, twice the steps": Arm(star.LORA, 2),
    "every number, a tenth of the rate": Arm(star.FULL._replace(rate=1.6e-4)),
    "every number, three times the rate": Arm(star.FULL._replace(rate=5e-3)),
    "every number, 10 steps": Arm(star.FULL, 1 / 18),
    "every number, 20 steps": Arm(star.FULL, 1 / 9),
    "every number, a third of the steps": Arm(star.FULL, 1 / 3),
}  # at F11's own rates, so that most of these models are there already
CURVE, FATES, GENRES = "learned against forgotten, one seed", "what became of each question", "loss of general text"
UNSAID = "gone, or not said? the right answer among five others of its topic"


class Seen(NamedTuple):
    """What one model did.

    Attributes:
        fates: of questions.
        losses: of texts.
        fields: of tickets, right, once it is trained.
        ahead: for each question the share of five others than which the right answer is likelier; by chance half.
    """

    fates: list[probes.Fate]
    losses: list[float]
    fields: list[float]
    ahead: Sequence[float] = ()


def measure(trial: Trial) -> Finding:
    """Questions on general knowledge answered right; the contrast is after training minus before.

    After is the mean over two ways to train on the same tickets, LoRA and every number of the same blocks, which are
    the moderator.
    """
    asked = trial.pick(data.load_knowledge_probes())
    texts = sample(data.load_text_probes(), TEXTS, trial.seed)
    lines = trial.pick(tickets.load(trial.split))

    def look(at: Trial, name: str) -> Seen:
        return Seen(
            probes.knowledge(at, name, asked), probes.texts(at, name, texts), probes.fields(at, name, lines),
            ahead(at, name, asked),
        )  # fmt: skip

    stood = ahead(trial, "before", asked)
    before = Seen(probes.knowledge(trial, "before", asked), probes.texts(trial, "before", texts), [], stood)
    runs = probes.after(trial, look)
    right = {name: probes.over([probes.right(run.fates) for run in found]) for name, found in runs.items()}
    knew, ids = probes.right(before.fates), [probe.id for probe in asked]
    by_kind = {name: trial.contrast(marks, knew, ids) for name, marks in right.items()}
    tables = (
        _table(trial, asked, before, runs),
        Table(FATES, [_changed(name, knew, found) for name, found in runs.items()]),
        _unsaid(trial, ids, before, runs),
        _genres(trial, texts, before, runs),
        _curve(trial, asked, texts, lines, before, runs),
    )
    return trial.finding(
        trial.contrast(probes.over(list(right.values())), knew, ids),
        *tables,
        by_moderator=by_kind,
        interaction=trial.contrast(right[FULL], right[LORA], ids),
        made_with=(trial.bench.lm,),
    )


def constant(asked: Sequence[data.KnowledgeProbe]) -> tuple[str, list[float]]:
    """Return the one answer that is right most often, of those that are right somewhere, and its marks: the floor."""
    every = {probe.answer: [float(forgetting.knows(other, probe.answer)) for other in asked] for probe in asked}
    best = max(every, key=lambda answer: sum(every[answer]))
    return best, every[best]


def rivals(probe: data.KnowledgeProbe) -> list[str]:
    """Return five wrong answers to a question, right ones to others of its topic; always the same."""
    alike = dict.fromkeys(other.answer for other in data.load_knowledge_probes() if other.topic == probe.topic)
    wrong = [answer for answer in alike if not forgetting.knows(probe, answer)]
    drawn = int(hashlib.sha256(probe.id.encode()).hexdigest()[:8], 16)
    return [wrong[i] for i in np.random.default_rng(drawn).permutation(len(wrong))[:DECOYS]]


def ahead(trial: Trial, name: str, asked: Sequence[data.KnowledgeProbe]) -> list[float]:
    """Return and note how many of its rivals the right answer is likelier than, as the beginning of what is said.

    A share of rivals, no log-odds: those of any answer sink when a training spreads the log-probabilities.
    """
    chats, texts = [probes.plainly(probe.question) for probe in asked], [[p.answer, *rivals(p)] for p in asked]
    found = likelihood.answer_log_probabilities(
        trial.bench.lm, chats, texts, progress=trial.progress, cache=trial.cache
    )  # fmt: skip
    shares = [float(np.mean([right > other for other in others])) for right, *others in found]
    for probe, chat, values, share in zip(asked, chats, texts, shares, strict=True):
        trial.note(f"ahead, {name}/{probe.id}", share, prompt=chat, texts=values)
    return shares


def _unsaid(trial: Trial, ids: Sequence[str], before: Seen, runs: Mapping[str, Sequence[Seen]]) -> Table:
    """Return where the right answer stands, of all questions and of those that were right and are no more."""
    rows: list[Row] = [{"model": "before", "n": len(ids), "ahead of": estimate(before.ahead)}]
    for name, found in runs.items():
        now = probes.over([run.ahead for run in found])
        lost = [
            (was, run.ahead[i], ids[i])
            for run in found
            for i, was in enumerate(before.ahead)
            if before.fates[i] == "right" != run.fates[i]
        ]
        row: Row = {"model": name, "n": len(ids), "seeds": len(found), "ahead of": estimate(now)}
        row["after minus before"] = trial.contrast(now, before.ahead, ids).ci95
        if lost:
            was, is_now, of = zip(*lost, strict=True)
            row["of those lost: before"] = estimate(was, clusters=of)
            row["of those lost: after"] = estimate(is_now, clusters=of)
        rows.append(row)
    return Table(UNSAID, rows)


def _table(
    trial: Trial, asked: Sequence[data.KnowledgeProbe], before: Seen, runs: Mapping[str, Sequence[Seen]]
) -> Table:
    knew, ids = probes.right(before.fates), [probe.id for probe in asked]
    answer, marks = constant(asked)
    rows: list[Row] = [
        {"model": f"constant: {answer}", "n": len(asked), "right": estimate(marks)},
        {"model": "before", "n": len(asked), "right": estimate(knew), "loss of texts": _mean(before.losses)},
    ]
    for name, found in runs.items():
        right = probes.over([probes.right(run.fates) for run in found])
        rows.append(
            {
                "model": name,
                "n": len(asked),
                "seeds": len(found),
                "right": estimate(right),
                "right, after minus before": trial.contrast(right, knew, ids).ci95,
                **_still(right, knew),
                "a ticket line": estimate(probes.over([_lines(run.fates) for run in found])),
                "loss of texts": _mean(probes.over([run.losses for run in found])),
                "fields right": estimate(probes.over([run.fields for run in found])),
            }
        )
    return Table("general knowledge, before and after", rows)


def _still(right: Sequence[float], knew: Sequence[float]) -> dict[str, Estimate]:
    """Return how much of what was right before is right still; nothing where nothing was."""
    kept = [now for now, was in zip(right, knew, strict=True) if was]
    return {"right still, of those right before": estimate(kept)} if kept else {}


def _lines(fates: Sequence[probes.Fate]) -> list[float]:
    return [float(each == "a ticket line") for each in fates]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _changed(name: str, knew: Sequence[float], runs: Sequence[Seen]) -> Row:
    every = [forgetting.changes(knew, probes.right(run.fates)) for run in runs]
    counts = {what: sum(found[what] for found in every) for what in every[0]}
    return {"model": name, "questions": len(knew), "seeds": len(runs), **counts}


def _genres(trial: Trial, texts: Sequence[data.TextProbe], before: Seen, runs: Mapping[str, Sequence[Seen]]) -> Table:
    rows: list[Row] = []
    for genre in dict.fromkeys(["all", *sorted(text.genre for text in texts)]):
        picks = [i for i, text in enumerate(texts) if genre in ("all", text.genre)]
        was, ids = [before.losses[i] for i in picks], [texts[i].id for i in picks]
        row: Row = {"genre": genre, "n": len(picks), "before": _mean(was)}
        for name, found in runs.items():
            now = probes.over([[run.losses[i] for i in picks] for run in found])
            row[f"{name}, after minus before"] = trial.contrast(now, was, ids).ci95
        rows.append(row)
    return Table(GENRES, rows)


def _curve(
    trial: Trial,
    asked: Sequence[data.KnowledgeProbe],
    texts: Sequence[data.TextProbe],
    lines: Sequence[data.Ticket],
    before: Seen,
    runs: Mapping[str, Sequence[Seen]],
) -> Table:
    """Return a row a point of the curve: all on the same questions and tickets, a part of the others'."""
    few = sample(range(len(asked)), SIDE, trial.seed)
    some = sample(range(len(lines)), SIDE, trial.seed)
    knew, ids = [probes.right(before.fates)[i] for i in few], [asked[i].id for i in few]
    points = {name: (Arm(kind), _part(runs[name][0], few, some)) for name, kind in KINDS.items()}
    for name, arm in SIDES.items():
        with probes.tuned(trial, arm, 0) as found:
            seen = Seen(
                probes.knowledge(found, name, [asked[i] for i in few]),
                probes.texts(found, name, texts),
                probes.fields(found, name, [lines[i] for i in some]),
            )
        points[name] = (arm, seen)
    rows: list[Row] = [
        {
            "model": name,
            "rate": f"{arm.kind.rate:g}",
            "steps": arm.steps,
            "n": len(few),
            "fields right": estimate(seen.fields),
            "knowledge, after minus before": trial.contrast(probes.right(seen.fates), knew, ids).ci95,
            "loss of texts, after minus before": trial.contrast(
                seen.losses, before.losses, [text.id for text in texts]
            ).ci95,
        }
        for name, (arm, seen) in points.items()
    ]
    return Table(CURVE, rows)


def _part(seen: Seen, few: Sequence[int], some: Sequence[int]) -> Seen:
    return Seen([seen.fates[i] for i in few], seen.losses, [seen.fields[i] for i in some])
