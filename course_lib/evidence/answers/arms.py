"""Does the right page fix the answer? Closed-book, RAG, fused, oracle and wrong passages on the same questions."""

from collections.abc import Sequence

from course_lib import data
from course_lib.evidence.bench import Arm, Bench
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.trial import Answered, Trial, near, outcome_table, right, sample
from course_lib.stats import estimate

ARMS: tuple[Arm, ...] = ("closed-book", "RAG", "fused", "oracle", "wrong")
WIDE = (-100.0, 100.0)  # log-odds have no ends; none comes near these


def measure(trial: Trial) -> Finding:
    """Right answers to questions that have one; the contrast is RAG minus closed-book.

    Questions without an answer are asked beside them, as many at most; no number of the contrast rests on them.
    """
    answerable = trial.pick([q for q in trial.questions if q.answer])
    others = sample([q for q in trial.questions if not q.answer], trial.n, trial.seed)
    arms = trial.arms(ARMS, [*answerable, *others])
    rag, closed = (right(arms[name][: len(answerable)]) for name in ("RAG", "closed-book"))
    return trial.finding(
        trial.contrast(rag, closed, near(answerable)),
        outcome_table("outcomes by arm and kind of question", arms),
        *(cross_table(trial.bench, name, arms[name]) for name in ("RAG", "fused")),
        odds_table(trial, answerable),
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


def odds_table(trial: Trial, questions: Sequence[data.Question]) -> Table:
    """Return one row an arm: log-odds of the right value against five others, and what the passages add to them.

    On a quarter of the questions that go in, those of one answer. They move where exact answers do not yet.
    """
    some = sample([q for q in questions if q.kind not in ("list", "yes_no")], max(trial.n // 4, 1), trial.seed)
    about = near(some)
    odds = {arm: trial.log_odds(arm, some, trial.bench.evidence(arm, some, trial.seed)) for arm in ARMS}
    rows: list[Row] = []
    for arm, values in odds.items():
        row: Row = {"arm": arm, "n": len(some), "log-odds": estimate(values, clusters=about, bounds=WIDE)}
        if arm != "closed-book":
            added = [value - bare for value, bare in zip(values, odds["closed-book"], strict=True)]
            row["minus closed-book"] = estimate(added, clusters=about, bounds=WIDE)
        rows.append(row)
    return Table("log-odds of the right value against five others of its kind", rows)
