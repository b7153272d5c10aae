"""Does the right page fix the answer? Closed-book, RAG, fused, oracle and wrong passages on the same questions."""

from collections.abc import Sequence

from course_lib import data, rag
from course_lib.experiments import Contrast, Finding, Setting
from course_lib.experiments.bench import Answered, Arm, Bench, outcome_table, paired
from course_lib.stats import estimate

ANSWERABLE_LIVE, OTHER_LIVE = 40, 20


def run(setting: Setting) -> Finding:
    """Right answers to questions that have one; the contrast is RAG minus closed-book."""
    bench = Bench(setting)
    arms = every_arm(bench, ("closed-book", "RAG", "fused", "oracle", "wrong"))
    answerable = [a.question for a in arms["oracle"]]
    right = {arm: _right(answered, answerable) for arm, answered in arms.items()}
    return Finding(
        contrast=paired(right["RAG"], right["closed-book"], answerable, setting.seed),
        tables={
            "outcomes by arm and kind of question": outcome_table(arms),
            "was the gold passage read, and was the answer right (RAG)": cross_table(bench, arms["RAG"]),
            "was the gold passage read, and was the answer right (fused)": cross_table(bench, arms["fused"]),
        },
        models=(bench.lm.label, bench.index.encoder.label),
        dtype=bench.lm.dtype,
    )


def hallucinations(setting: Setting) -> Finding:
    """Inventions over all questions; the contrast is RAG minus closed-book in the share invented."""
    bench = Bench(setting)
    arms = every_arm(bench, ("closed-book", "RAG"))
    questions = [a.question for a in arms["RAG"]]
    gains = [
        float(rag_.outcome == "invented") - float(closed.outcome == "invented")
        for rag_, closed in zip(arms["RAG"], arms["closed-book"], strict=True)
    ]
    clusters = [q.near for q in questions]
    levels = {}
    for name, has in (("the corpus has no answer", False), ("the corpus has the answer", True)):
        part = [i for i, q in enumerate(questions) if bool(q.answer) is has]
        values, shared = [gains[i] for i in part], [clusters[i] for i in part]
        levels[name] = Contrast.of(values, shared, seed=setting.seed, bounds=(-1, 1))
    return Finding(
        contrast=Contrast.of(gains, clusters, seed=setting.seed, bounds=(-1, 1)),
        by_moderator=levels,
        interaction=Contrast.between(
            gains, [bool(q.answer) for q in questions], clusters, seed=setting.seed, bounds=(-1, 1)
        ),
        tables={"outcomes by arm and kind of question": outcome_table(arms)},
        models=(bench.lm.label, bench.index.encoder.label),
        dtype=bench.lm.dtype,
    )


def citations(setting: Setting) -> Finding:
    """Where sources point; the contrast is the share of answers given whose first source is a gold passage."""
    bench = Bench(setting)
    answered = bench.arm("RAG", bench.questions(lambda q: bool(q.answer)))
    given = [a for a in answered if not rag.abstains(a.text)]
    rows = []
    for name, part in (
        ("all answers given", given),
        ("right answers", [a for a in given if a.right]),
        ("wrong answers", [a for a in given if not a.right]),
    ):
        if part:
            clusters = [a.question.near for a in part]
            rows.append(
                {
                    "answers": name,
                    "n": len(part),
                    "first source is gold": str(estimate([first_is_gold(bench, a) for a in part], clusters=clusters)),
                    "gold passages cited": str(estimate([gold_cited(bench, a) for a in part], clusters=clusters)),
                    "no source": str(estimate([float(not sources(a)) for a in part], clusters=clusters)),
                }
            )
    values = [first_is_gold(bench, a) for a in given]
    return Finding(
        contrast=Contrast.of(values, [a.question.near for a in given], seed=setting.seed),
        tables={"sources": rows},
        models=(bench.lm.label, bench.index.encoder.label),
        dtype=bench.lm.dtype,
    )


# ---------------------------------------------------------------- parts


def every_arm(bench: Bench, names: Sequence[Arm]) -> dict[str, list[Answered]]:
    """Run arms on the same questions: all kinds, except that the oracle needs a question with an answer."""
    questions = bench.questions(lambda q: bool(q.answer), ANSWERABLE_LIVE)
    others = bench.questions(lambda q: not q.answer, OTHER_LIVE)
    return {arm: bench.arm(arm, questions if arm == "oracle" else [*questions, *others]) for arm in names}


def _right(answered: Sequence[Answered], questions: Sequence[data.Question]) -> list[float]:
    by_id = {a.question.id: a.right for a in answered}
    return [by_id[q.id] for q in questions]


def cross_table(bench: Bench, answered: Sequence[Answered]) -> list[dict[str, object]]:
    """Count answers by whether a gold passage was among those read and whether the answer was right; it adds up."""
    part = [a for a in answered if a.question.answer]
    rows: list[dict[str, object]] = []
    for name, wanted in (("gold passage read", True), ("gold passage missed", False)):
        group = [a for a in part if read_gold(bench, a) is wanted]
        right = sum(a.outcome == "right" for a in group)
        rows.append({"retrieval": name, "right": right, "not right": len(group) - right, "n": len(group)})
    right = sum(a.outcome == "right" for a in part)
    rows.append({"retrieval": "all", "right": right, "not right": len(part) - right, "n": len(part)})
    return rows


def read_gold(bench: Bench, answered: Answered) -> bool:
    """Tell whether the model read a passage that holds the answer."""
    read = {p.id for p in answered.passages}
    return any(p.id in read for p in bench.gold(answered.question))


def sources(answered: Answered) -> list[str]:
    """Return the ids of the passages that the pipeline cites for an answer."""
    return rag.cite(answered.question.question, answered.text, answered.passages)


def first_is_gold(bench: Bench, answered: Answered) -> float:
    """Return 1 if the first source is a gold passage, 0 if not or if there is none."""
    cited = sources(answered)
    return float(bool(cited) and cited[0] in {p.id for p in bench.gold(answered.question)})


def gold_cited(bench: Bench, answered: Answered) -> float:
    """Return the share of the gold passages among the sources."""
    gold = {p.id for p in bench.gold(answered.question)}
    return len(gold & set(sources(answered))) / len(gold)
