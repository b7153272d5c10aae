"""Is a tuned model over-specialised? Ordinary prompts that have nothing to do with its task, before and after."""

from collections.abc import Mapping, Sequence

from course_lib import data, forgetting
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.training import probes
from course_lib.evidence.training.probes import ASKED_TWICE, FULL, LORA
from course_lib.evidence.trial import Trial
from course_lib.stats import estimate

EMPTY, REFUSAL = "", "I don't know."


def measure(trial: Trial) -> Finding:
    """Ordinary prompts answered sensibly; the contrast is after training on ticket lines minus before.

    After is the mean over LoRA and every number of the same blocks, which are the moderator. A program decides what is
    sensible: the marks of each prompt, and no ticket line.
    """
    asked = trial.pick([p for p in data.load_off_task_prompts() if p.id not in ASKED_TWICE])
    first = probes.ordinary(trial, "before", asked)
    runs = probes.after(trial, lambda at, name: probes.ordinary(at, name, asked))
    before, ids = sensible(asked, first), [prompt.id for prompt in asked]
    marks = {name: probes.over([sensible(asked, said) for said in found]) for name, found in runs.items()}
    constants = scored(asked, list(dict.fromkeys([EMPTY, REFUSAL, *first])))
    rows: list[Row] = [
        {"model": "constant: nothing", "n": len(asked), "sensible": estimate(constants[EMPTY])},
        {"model": "constant: the best of its answers", "n": len(asked), "sensible": estimate(best(constants))},
        {"model": "before", "n": len(asked), "sensible": estimate(before)},
    ]
    for name, found in runs.items():
        rows.append(
            {
                "model": name,
                "n": len(asked),
                "seeds": len(found),
                "sensible": estimate(marks[name]),
                "after minus before": trial.contrast(marks[name], before, ids).ci95,
                "a ticket line": estimate(probes.over([[float(probes.strays(s)) for s in said] for said in found])),
            }
        )
    changed: list[Row] = [
        {"model": name, "prompts": len(asked), "seeds": len(found), **_changed(asked, before, found)}
        for name, found in runs.items()
    ]
    return trial.finding(
        trial.contrast(probes.over(list(marks.values())), before, ids),
        Table("ordinary prompts, before and after", rows),
        Table("what became of each prompt", changed),
        _topics(asked, constants, {"before": before, **marks}),
        by_moderator={name: trial.contrast(found, before, ids) for name, found in marks.items()},
        interaction=trial.contrast(marks[FULL], marks[LORA], ids),
        made_with=(trial.bench.lm,),
    )


def sensible(asked: Sequence[data.OffTaskPrompt], answers: Sequence[str]) -> list[float]:
    """Return 1 for each answer that is sensible, else 0."""
    return [probes.sensible(prompt, said) for prompt, said in zip(asked, answers, strict=True)]


def scored(asked: Sequence[data.OffTaskPrompt], answers: Sequence[str]) -> dict[str, list[float]]:
    """Return for each answer the marks that it would get if it were given to every prompt."""
    by_prompt = [[probes.sensible(prompt, said) for said in answers] for prompt in asked]
    return dict(zip(answers, map(list, zip(*by_prompt, strict=True)), strict=True))


def best(constants: Mapping[str, Sequence[float]], picks: Sequence[int] | None = None) -> list[float]:
    """Return the marks of the one answer that satisfies most prompts, of all or of some of them: the floor."""
    kept = {said: [marks[i] for i in picks] if picks else list(marks) for said, marks in constants.items()}
    return max(kept.values(), key=sum)


def _changed(
    asked: Sequence[data.OffTaskPrompt], before: Sequence[float], runs: Sequence[Sequence[str]]
) -> dict[str, int]:
    every = [forgetting.changes(before, sensible(asked, said)) for said in runs]
    return {what: sum(found[what] for found in every) for what in every[0]}


def _topics(
    asked: Sequence[data.OffTaskPrompt], constants: Mapping[str, Sequence[float]], marks: Mapping[str, Sequence[float]]
) -> Table:
    rows: list[Row] = []
    for topic in dict.fromkeys(prompt.topic for prompt in asked):
        picks = [i for i, prompt in enumerate(asked) if prompt.topic == topic]
        row: Row = {"topic": topic.replace("_", " "), "n": len(picks)}
        row["best constant"] = sum(best(constants, picks)) / len(picks)
        rows.append(row | {name: estimate([found[i] for i in picks]) for name, found in marks.items()})
    return Table("by topic", rows)
