"""Does the right page fix the answer? Closed-book, RAG, fused, oracle and wrong passages on the same questions."""

from collections.abc import Sequence

from course_lib.evidence.bench import Bench
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.trial import Answered, Trial, near, outcome_table, right, sample


def measure(trial: Trial) -> Finding:
    """Right answers to questions that have one; the contrast is RAG minus closed-book.

    Questions without an answer are asked beside them, as many at most; no number of the contrast rests on them.
    """
    answerable = trial.pick([q for q in trial.questions if q.answer])
    others = sample([q for q in trial.questions if not q.answer], trial.n, trial.seed)
    arms = trial.arms(("closed-book", "RAG", "fused", "oracle", "wrong"), [*answerable, *others])
    rag, closed = (right(arms[name][: len(answerable)]) for name in ("RAG", "closed-book"))
    return trial.finding(
        trial.contrast(rag, closed, near(answerable)),
        outcome_table("outcomes by arm and kind of question", arms),
        *(cross_table(trial.bench, name, arms[name]) for name in ("RAG", "fused")),
        made_with=(trial.bench.lm, trial.bench.encoder),
    )


def cross_table(bench: Bench, arm: str, answered: Sequence[Answered]) -> Table:
    """Count answers by whether a gold passage was among those read and whether the answer was right; it adds up."""
    part = [a for a in answered if a.question.answer]
    read = {a: bool(bench.holds_gold(a.question, a.passages)) for a in part}
    groups = {
        "gold passage read": [a for a in part if read[a]],
        "gold passage missed": [a for a in part if not read[a]],
        "all": part,
    }
    rows: list[Row] = []
    for name, group in groups.items():
        n_right = round(sum(right(group)))
        rows.append({"retrieval": name, "right": n_right, "not right": len(group) - n_right, "n": len(group)})
    return Table(f"was the gold passage read, and was the answer right ({arm})", rows)
