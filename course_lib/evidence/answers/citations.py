"""Where sources point: how often is the first one a passage that holds the answer?"""

from course_lib import rag
from course_lib.evidence.bench import Bench
from course_lib.evidence.finding import Contrast, Finding, Row, Table
from course_lib.evidence.trial import Answered, Trial, near, share


def measure(trial: Trial) -> Finding:
    """The contrast is the share of answers given whose first source is a gold passage."""
    bench = trial.bench
    answered = trial.arms(("RAG",), trial.pick([q for q in trial.questions if q.answer]))["RAG"]
    given = [a for a in answered if not rag.abstains(a.text)] or answered
    groups = {
        "all answers given": given,
        "right answers": [a for a in given if a.right],
        "wrong answers": [a for a in given if not a.right],
    }
    rows: list[Row] = []
    for name, part in groups.items():
        if part:
            asked = [a.question for a in part]
            rows.append(
                {
                    "answers": name,
                    "n": len(part),
                    "first source is gold": share([first_is_gold(bench, a) for a in part], asked),
                    "gold passages cited": share([gold_cited(bench, a) for a in part], asked),
                    "no source": share([not sources(a) for a in part], asked),
                }
            )
    values = [first_is_gold(bench, a) for a in given]
    for a, value in zip(given, values, strict=True):
        trial.note(f"sources/{a.question.id}", (value, sources(a)))
    return trial.finding(
        Contrast.of(values, near(a.question for a in given), seed=trial.seed),
        Table("sources", rows),
        made_with=(bench.lm, bench.encoder),
    )


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
