"""More passages a prompt: the gold one is in it more often, and what else is in it distracts."""

from collections.abc import Mapping, Sequence

from course_lib import data
from course_lib.evidence.bench import Bench, Order
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.trial import Answered, Trial, near, right, share

POOL = 10
ONE, THREE = "k = 1", "k = 3, best last"
ARMS: dict[str, tuple[int, Order]] = {
    ONE: (1, "best last"),
    THREE: (3, "best last"),
    "k = 3, best first": (3, "best first"),
    "k = 5, best last": (5, "best last"),
}


def measure(trial: Trial) -> Finding:
    """Right answers; the contrast is three retrieved passages, the best next to the question, minus the best alone."""
    bench = trial.bench
    questions = trial.pick([q for q in trial.questions if q.answer and len(q.facts) == 1 and q.kind != "yes_no"])
    pools = bench.nearest(questions, POOL)
    found = {name: [pool[:k] for pool in pools] for name, (k, _) in ARMS.items()}
    prompts = {name: trial.prompts(questions, found[name], order) for name, (_, order) in ARMS.items()}
    by_k = trial.answer(questions, found, prompts)
    three = [[*bench.gold(q)[:1], *beside(bench, q, pool)] for q, pool in zip(questions, pools, strict=True)]
    places: dict[str, Order] = {"gold first of three": "best first", "gold last of three": "best last"}
    by_place = trial.answer(
        questions,
        {"gold alone": [pages[:1] for pages in three], **dict.fromkeys(places, three)},
        {name: trial.prompts(questions, three, order) for name, order in places.items()},
    )
    return trial.finding(
        trial.contrast(right(by_k[THREE]), right(by_k[ONE]), near(questions)),
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
