"""More passages a prompt: the gold one is in it more often, and what else is in it distracts."""

from collections.abc import Mapping, Sequence

from course_lib import data
from course_lib.evidence.bench import Bench
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.trial import Answered, Trial, near, right, share

DEPTHS = (1, 3, 5)
POOL = 10


def measure(trial: Trial) -> Finding:
    """Right answers; the contrast is three retrieved passages a prompt minus one."""
    bench = trial.bench
    questions = trial.pick([q for q in trial.questions if q.answer and len(q.facts) == 1])
    pools = bench.nearest(questions, POOL)
    by_k = trial.answer(questions, {f"k = {k}": [pool[:k] for pool in pools] for k in DEPTHS})
    both = list(zip(questions, pools, strict=True))
    by_place = trial.answer(
        questions,
        {
            "gold alone": [bench.gold(q)[:1] for q in questions],
            "gold first of three": [[*bench.gold(q)[:1], *beside(bench, q, pool)] for q, pool in both],
            "gold last of three": [[*beside(bench, q, pool), *bench.gold(q)[:1]] for q, pool in both],
        },
    )
    return trial.finding(
        trial.contrast(right(by_k["k = 3"]), right(by_k["k = 1"]), near(questions)),
        Table("passages a prompt", rows(bench, by_k)),
        Table("where the gold passage stands, beside the two nearest others", rows(bench, by_place)),
        made_with=(bench.lm, bench.encoder),
    )


def beside(bench: Bench, question: data.Question, pool: Sequence[data.Passage]) -> list[data.Passage]:
    """Return the two best of a pool that are not gold."""
    gold = {p.id for p in bench.gold(question)}
    return [p for p in pool if p.id not in gold][:2]


def rows(bench: Bench, arms: Mapping[str, Sequence[Answered]]) -> list[Row]:
    """Return one row an arm: the share of prompts with a gold passage, right answers and misreadings, tokens."""
    found: list[Row] = []
    for name, answered in arms.items():
        asked = [a.question for a in answered]
        found.append(
            {
                "prompt": name,
                "n": len(answered),
                "a gold passage is in it": share([bench.holds_gold(a.question, a.passages) for a in answered], asked),
                "right": share(right(answered), asked),
                "wrong in evidence": share([a.outcome == "wrong in evidence" for a in answered], asked),
                "tokens": round(sum(a.prompt_tokens for a in answered) / len(answered)),
            }
        )
    return found
