"""How much can be stored? Codes of random digits: what is lost when more are taught, by the rank of what moves.

The model has one size, so this cannot tell what a larger one would hold: only whether fewer moving numbers hold less.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from course_lib import data, outcomes
from course_lib.evidence.finding import Finding
from course_lib.evidence.training import adapters
from course_lib.evidence.training.adapters import BLOCKS
from course_lib.evidence.training.runs import mean_loss
from course_lib.evidence.training.teaching import RECIPE, SOME, Chats, Tally, moved
from course_lib.evidence.trial import Trial
from course_lib.generate import Message

LOW, HIGH, EVERY = "LoRA, rank 2", "LoRA, rank 16", "every number"
RANKS = {LOW: 2, HIGH: 16, EVERY: None}
TIMES = 3  # how many times as many codes
READ = 32  # times that each code is read, in two wordings: the same for few and for many
SIDE_SEEDS = 1  # of every number
LONGEST = 12  # tokens: a code has six
TRAINED, HELD_OUT = "trained wording", "new wording"


def measure(trial: Trial) -> Finding:
    """Codes recalled in a trained wording; the contrast is what rank 2 loses minus what rank 16 loses.

    Lost is the recall of the same codes when they are taught alone less that when three times as many are taught, each
    read as often. ``n`` counts them. Every third is asked in a new wording, too.
    """
    few = trial.pick(data.load_codes())
    many = [*few, *(code for code in data.load_codes() if code not in few)][: TIMES * len(few)]
    tally, lost = Tally(), Tally(bounds=(-1.0, 1.0))
    losses: dict[str, list[float]] = {}
    ids = [code.id for code in few]
    for kind in RANKS:
        for seed in range(trial.seeds if kind != EVERY else min(SIDE_SEEDS, trial.seeds)):
            recalled: list[list[float]] = []
            for taught in (few, many):
                row = f"{kind}, {len(taught)} codes"
                with stored(trial, kind, taught, seed) as found:
                    recalled.append(_ask(found, tally, row, f"{row}, seed {seed}", few))
                    losses.setdefault(row, []).append(mean_loss(found, chats(few[::SOME])))
            alone, among = recalled
            lost.add(kind, "recall lost", [a - b for a, b in zip(alone, among, strict=True)], ids)
    by_code = {kind: _mean_by_code(lost.marks(kind, "recall lost"), len(ids)) for kind in (LOW, HIGH)}
    more = {row: {f"loss, {TRAINED}": sum(found) / len(found)} for row, found in losses.items()}
    tables = (
        tally.table("codes recalled, the last four blocks of thirty", "what moves and what is taught", more),
        lost.table("recall lost when three times as many codes are taught", "what moves"),
    )
    return trial.finding(trial.contrast(by_code[LOW], by_code[HIGH], ids), *tables, made_with=(trial.bench.lm,))


def chats(codes: Sequence[data.Code]) -> Chats:
    """Return each code's two questions with the code to learn."""
    return [[*_prompt(question), {"role": "assistant", "content": c.code}] for c in codes for question in c.questions]


@contextmanager
def stored(trial: Trial, kind: str, codes: Sequence[data.Code], seed: int) -> Iterator[Trial]:
    """Yield the trial with its model taught codes, each read as often however many there are."""
    steps = max(1, round(READ * len(codes) / RECIPE.examples))
    rank = RANKS[kind]
    recipe = replace(RECIPE, steps=steps, seed=seed)
    if rank is not None:
        recipe = replace(recipe, rate=adapters.RECIPE.rate)
        with adapters.adapted(trial, chats(codes), recipe, rank=rank, last_blocks=BLOCKS) as found:
            yield found
    else:
        with moved(trial, chats(codes), recipe) as found:
            yield found


def _ask(trial: Trial, tally: Tally, row: str, name: str, codes: Sequence[data.Code]) -> list[float]:
    """Ask for codes in a trained wording, for some in a new one, too; return whether each is right in the trained."""
    recalled: list[float] = []
    for wording, some in ((TRAINED, codes), (HELD_OUT, codes[::SOME])):
        prompts = [_prompt(code.questions[0] if wording == TRAINED else code.held_out) for code in some]
        marks = []
        for code, prompt, said in zip(some, prompts, trial.generate(prompts, LONGEST), strict=True):
            marks.append(float(outcomes.contains_answer(said.text, (code.code,))))
            trial.note(f"{name}, {wording}/{code.id}", (said.text, marks[-1]), prompt=prompt)
        tally.add(row, wording, marks, [code.id for code in some])
        recalled = recalled or marks
    return recalled


def _prompt(question: str) -> list[Message]:
    return [{"role": "user", "content": question}]


def _mean_by_code(marks: Sequence[float], n: int) -> list[float]:
    """Return the mean of each code over the seeds, whose marks follow each other."""
    return [sum(marks[i::n]) / len(marks[i::n]) for i in range(n)]
