"""More passages a prompt: the gold one is in it more often, and what else is in it distracts."""

from collections.abc import Sequence

from course_lib import data
from course_lib.experiments import Finding, Setting
from course_lib.experiments.bench import Answered, Bench, paired, sample
from course_lib.stats import estimate

RECORD_SAMPLE, LIVE_SAMPLE = 150, 10
DEPTHS = (1, 3, 5)
POOL = 10


def run(setting: Setting) -> Finding:
    """Right answers; the contrast is three retrieved passages a prompt minus one."""
    bench = Bench(setting)
    asked = bench.questions(lambda q: bool(q.answer) and len(q.facts) == 1, RECORD_SAMPLE)
    questions = sample(asked, RECORD_SAMPLE if setting.mode == "record" else LIVE_SAMPLE, setting.seed)
    pools = bench.nearest(questions, POOL)
    by_k = {f"k = {k}": bench.ask(questions, [pool[:k] for pool in pools]) for k in DEPTHS}
    placed = {
        "gold alone": [bench.gold(q)[:1] for q in questions],
        "gold first of three": [
            [*bench.gold(q)[:1], *beside(bench, q, pool)] for q, pool in zip(questions, pools, strict=True)
        ],
        "gold last of three": [
            [*beside(bench, q, pool), *bench.gold(q)[:1]] for q, pool in zip(questions, pools, strict=True)
        ],
    }
    by_place = {name: bench.ask(questions, evidence) for name, evidence in placed.items()}
    one, three = ([a.right for a in by_k[f"k = {k}"]] for k in (1, 3))
    return Finding(
        contrast=paired(three, one, questions, setting.seed),
        tables={
            "passages a prompt": table(bench, by_k),
            "where the gold passage stands, beside the two nearest others": table(bench, by_place),
        },
        models=(bench.lm.label, bench.index.encoder.label),
        dtype=bench.lm.dtype,
    )


def beside(bench: Bench, question: data.Question, pool: Sequence[data.Passage]) -> list[data.Passage]:
    """Return the two best of a pool that are not gold."""
    gold = {p.id for p in bench.gold(question)}
    return [p for p in pool if p.id not in gold][:2]


def table(bench: Bench, arms: dict[str, list[Answered]]) -> list[dict[str, object]]:
    """Return one row an arm: the share of prompts with a gold passage, right and invented answers, tokens."""
    rows: list[dict[str, object]] = []
    for name, answered in arms.items():
        clusters = [a.question.near for a in answered]
        gold = [bench.holds_gold(a.question, a.passages) for a in answered]
        rows.append(
            {
                "prompt": name,
                "n": len(answered),
                "a gold passage is in it": str(estimate(gold, clusters=clusters)),
                "right": str(estimate([a.right for a in answered], clusters=clusters)),
                "wrong in evidence": str(
                    estimate([float(a.outcome == "wrong in evidence") for a in answered], clusters=clusters)
                ),
                "tokens": round(sum(a.prompt_tokens for a in answered) / len(answered)),
            }
        )
    return rows
