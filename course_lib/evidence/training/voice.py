"""Does training teach a brand's voice better than a prompt? Points of a checklist, and what a classifier hears."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple, cast

from course_lib import data, stats, voice
from course_lib.errors import ArgumentError
from course_lib.evidence.finding import Contrast, Finding, Row, Table
from course_lib.evidence.training.adapters import BLOCKS, adapted
from course_lib.evidence.trial import TUNED_ON, Prompt, Trial, sample
from course_lib.generate import Message
from course_lib.training import Recipe

LEARNED = 200  # pairs of both brands, each read three times
RANKED_ON = 40  # notes of another split, on which the best way without training is chosen
SHOWN = 4  # pairs of the brand, as chat turns
LONGEST = 120  # tokens: the longest rewrite of the data has 61, and a prompted model may say more
RECIPE = Recipe(steps=75, rate=5e-3, examples=8, once=True)
ASKED = (
    "Rewrite this note as a message to the customer in the voice of {brand}. Keep every number, code, date and name."
)
NOTE, TEMPLATE, COMPANY, LORA = "the note itself", "a template", "the company", "LoRA, rank 8"
PROMPTS = ("prompt", "prompt, checklist", "prompt, guide", "prompt, four pairs", "prompt, guide, four pairs")


class Marked(NamedTuple):
    """One rewrite and how it was marked.

    Attributes:
        score: share of the checklist's points, 0 if the content is not kept.
        kept: 1 if the content is kept, else 0.
        marks: which points it shows, whether or not it keeps the content.
        heard: 1 if the classifier takes it for the note's brand, else 0.
    """

    text: str
    score: float
    kept: float
    marks: dict[str, bool]
    heard: float


# ---------------------------------------------------------------- the arms


def template(pair: data.VoicePair) -> str:
    """Return the note with something put round it that collects the points and says nothing."""
    if pair.tenant == "quernby":
        return f"That is rather a nuisance, {voice.customer(pair.plain)}. I will see to it. {pair.plain}"
    return f"Here's the news. {pair.plain} Write to us."


WITHOUT_MODEL: dict[str, Callable[[data.VoicePair], str]] = {
    NOTE: lambda pair: pair.plain,
    TEMPLATE: template,
    COMPANY: lambda pair: pair.voice,
}


def shown(seed: int) -> dict[str, list[data.VoicePair]]:
    """Return for each brand the pairs that prompts show."""
    learned = data.load_voice("train")
    return {brand: sample([p for p in learned if p.tenant == brand], SHOWN, seed) for brand in voice.POINTS}


def prompts(pairs: Sequence[data.VoicePair], arm: str = PROMPTS[0], seed: int = 0) -> list[list[Message]]:
    """Return what the model reads for each note.

    Args:
        pairs: whose notes they are.
        arm: one of ``PROMPTS``; the first is also what a trained model reads.
        seed: draws the pairs that are shown.

    Raises:
        ArgumentError: another arm.
    """
    if arm not in PROMPTS:
        raise ArgumentError(f"voice.prompts: arm={arm!r}; use one of {', '.join(map(repr, PROMPTS))}")
    leads = _guides() if "guide" in arm else _checklists() if "checklist" in arm else {}
    examples = shown(seed) if "four pairs" in arm else {}
    found = []
    for pair in pairs:
        before = [turn for one in examples.get(pair.tenant, []) for turn in (_asked(one), _answered(one))]
        first, *rest = [*before, _asked(pair)]
        lead = leads.get(pair.tenant, "")
        found.append([{"role": "user", "content": f"{lead}\n\n{first['content']}".strip()}, *rest])
    return found


def chats(pairs: Sequence[data.VoicePair]) -> list[list[Message]]:
    """Return notes, each with the rewrite to learn."""
    return [[_asked(pair), _answered(pair)] for pair in pairs]


@contextmanager
def tuned(trial: Trial, seed: int) -> Iterator[Trial]:
    """Yield the trial with its model taught both voices in one adapter: order and start are drawn by a seed."""
    pairs = sample(data.load_voice("train"), LEARNED, seed)
    with adapted(trial, chats(pairs), replace(RECIPE, seed=seed), rank=8, last_blocks=BLOCKS) as found:
        yield found


# ---------------------------------------------------------------- the measurement


def measure(trial: Trial) -> Finding:
    """Points in rewrites that keep the content; the contrast is LoRA minus the best way without training.

    That way is chosen on notes of another split, among the prompts and the note itself; the template stands beside it
    and is not chosen, since it rewrites nothing.
    """
    asked = trial.pick(data.load_voice(cast(data.Confirmed, trial.split)))
    read = {pair.id for pairs in shown(trial.seed).values() for pair in pairs}
    others = [pair for pair in data.load_voice(TUNED_ON[trial.split]) if pair.id not in read]
    ranked = sample(others, RANKED_ON, trial.seed)
    ear = voice.tone_classifier(data.load_voice("train"))
    tried = {arm: _untrained(trial, arm, ranked, ear, f"{arm}, to choose") for arm in (NOTE, *PROMPTS)}
    best = max(tried, key=lambda arm: sum(each.score for each in tried[arm]))
    arms = {arm: [_untrained(trial, arm, asked, ear, arm)] for arm in (*WITHOUT_MODEL, *PROMPTS)}
    arms[LORA] = [_trained(trial, seed, asked, ear) for seed in range(trial.seeds)]
    choice: list[Row] = [
        {"arm": arm, "n": len(ranked), "chosen": "yes" if arm == best else "",
         "points": stats.estimate([each.score for each in found], clusters=[pair.id for pair in ranked])}
        for arm, found in tried.items()
    ]  # fmt: skip
    brands = [brand for brand in voice.POINTS if any(pair.tenant == brand for pair in asked)]
    tables = (
        Table("to choose the best way without training: notes of another split", choice),
        _arms_table(trial, arms, asked),
        *(_points_table(brand, arms, asked) for brand in brands),
        _ear_table(ear, trial.split),
    )
    return trial.finding(_beyond(trial, arms, best, asked), *tables, made_with=(trial.bench.lm,))


def judged(pairs: Sequence[data.VoicePair], texts: Sequence[str], ear: Any) -> list[Marked]:
    """Mark what was made of each note.

    Args:
        pairs: whose notes they are.
        texts: one rewrite a note.
        ear: from :func:`course_lib.voice.tone_classifier`.
    """
    marked = []
    for pair, text, heard in zip(pairs, texts, ear.predict(list(texts)), strict=True):
        note = (pair.tenant, pair.plain, text)
        kept = voice.keeps_content(pair.plain, text)
        marked.append(Marked(text, voice.score(*note), float(kept), voice.marks(*note), float(heard == pair.tenant)))
    return marked


def _untrained(trial: Trial, arm: str, pairs: Sequence[data.VoicePair], ear: Any, name: str) -> list[Marked]:
    """Let one arm rewrite notes without training, and note what comes."""
    if arm in WITHOUT_MODEL:
        return _noted(trial, name, pairs, [()] * len(pairs), [WITHOUT_MODEL[arm](pair) for pair in pairs], ear)
    asked = prompts(pairs, arm, trial.seed)
    return _noted(trial, name, pairs, asked, [g.text for g in trial.generate(asked, LONGEST)], ear)


def _trained(trial: Trial, seed: int, pairs: Sequence[data.VoicePair], ear: Any) -> list[Marked]:
    asked = prompts(pairs)
    with tuned(trial, seed) as found:
        texts = [g.text for g in found.generate(asked, LONGEST)]
    return _noted(trial, f"{LORA}, seed {seed}", pairs, asked, texts, ear)


def _noted(
    trial: Trial,
    name: str,
    pairs: Sequence[data.VoicePair],
    asked: Sequence[Prompt],
    texts: Sequence[str],
    ear: Any,
) -> list[Marked]:
    marked = judged(pairs, texts, ear)
    for pair, chat, each in zip(pairs, asked, marked, strict=True):
        trial.note(f"{name}/{pair.id}", tuple(each), prompt=chat)
    return marked


def _asked(pair: data.VoicePair) -> Message:
    return {"role": "user", "content": f"{ASKED.format(brand=pair.tenant.capitalize())}\n\n{pair.plain}"}


def _answered(pair: data.VoicePair) -> Message:
    return {"role": "assistant", "content": pair.voice}


def _guides() -> dict[str, str]:
    """Return each brand's own guide, as it stands in the corpus."""
    guides = [d for d in data.load_documents() if d.kind == "voice_guide"]
    return {guide.tenant: f"{guide.title}\n\n{guide.body.strip()}" for guide in guides}


def _checklists() -> dict[str, str]:
    """Return each brand's checklist in words."""
    lines = {brand: [f"- {point}" for point in points.values()] for brand, points in voice.POINTS.items()}
    return {brand: "\n".join([f"How {brand.capitalize()} writes:", *points]) for brand, points in lines.items()}


# ---------------------------------------------------------------- what comes of it


def _mean(runs: Sequence[Sequence[Marked]], field: str) -> list[float]:
    """Return what each note got, mean over the seeds."""
    return [sum(getattr(each, field) for each in found) / len(found) for found in zip(*runs, strict=True)]


def _beyond(
    trial: Trial, arms: Mapping[str, Sequence[Sequence[Marked]]], other: str, asked: Sequence[data.VoicePair]
) -> Contrast:
    """Return by how many points LoRA goes beyond another arm."""
    return trial.contrast(_mean(arms[LORA], "score"), _mean(arms[other], "score"), [pair.id for pair in asked])


def _arms_table(trial: Trial, arms: Mapping[str, Sequence[Sequence[Marked]]], asked: Sequence[data.VoicePair]) -> Table:
    rows: list[Row] = []
    for arm, runs in arms.items():
        row: Row = {"arm": arm, "n": len(asked), "seeds": len(runs)}
        for field, head in (("score", "points"), ("kept", "content kept"), ("heard", "sounds like the brand")):
            row[head] = stats.estimate(_mean(runs, field), clusters=[pair.id for pair in asked])
        if arm != LORA:
            row["LoRA beyond it"] = _beyond(trial, arms, arm, asked).ci95
        rows.append(row)
    return Table("the same notes in every arm", rows)


def _points_table(brand: str, arms: Mapping[str, Sequence[Sequence[Marked]]], asked: Sequence[data.VoicePair]) -> Table:
    rows: list[Row] = []
    places = [i for i, pair in enumerate(asked) if pair.tenant == brand]
    for arm, runs in arms.items():
        own = [[found[i] for i in places] for found in runs]
        row: Row = {"arm": arm, "n": len(places), "points": stats.estimate(_mean(own, "score"))}
        for point in voice.POINTS[brand]:
            shows = [sum(each.marks[point] for each in found) / len(found) for found in zip(*own, strict=True)]
            row[point] = stats.estimate(shows)
        rows.append(row)
    return Table(f"{brand.capitalize()}: points, and how often each shows, content kept or not", rows)


def _ear_table(ear: Any, split: str) -> Table:
    """Return how often the classifier errs on pairs that it has not read."""
    rows: list[Row] = []
    for held_out in dict.fromkeys(("dev", split)):
        pairs = data.load_voice(cast(data.Confirmed, held_out))
        notes, rewrites = (ear.predict([getattr(pair, side) for pair in pairs]) for side in ("plain", "voice"))
        rows.append(
            {
                "held-out pairs": held_out,
                "n": len(pairs),
                "notes taken for a voice": stats.estimate([float(heard != "plain") for heard in notes]),
                "rewrites not taken for their brand": stats.estimate(
                    [float(heard != pair.tenant) for heard, pair in zip(rewrites, pairs, strict=True)]
                ),
            }
        )
    return Table("how often the classifier of tone errs", rows)
