"""Where sources point: of the sources shown first, how many hold the answer, if a passage that does was read?"""

from collections.abc import Sequence

from course_lib import rag
from course_lib.errors import ArgumentError
from course_lib.evidence.bench import Bench
from course_lib.evidence.finding import Contrast, Finding, Row, Table
from course_lib.evidence.trial import Answered, Trial, near, share

READ = 3  # passages a prompt: with one, a source could only be right or missing


def measure(trial: Trial) -> Finding:
    """The contrast is the share of gold among first sources, where three passages were read and one of them is gold.

    A source is shown under an answer that was given, not under a refusal. How many answers have one, and how many of
    the gold passages are found, stands in the table.
    """
    bench = trial.bench
    questions = trial.pick([q for q in trial.questions if q.answer])
    pairs = list(zip(questions, bench.nearest(questions, READ), strict=True))
    read = [(q, found) for q, found in pairs if bench.holds_gold(q, found)]
    answered = trial.answer([q for q, _ in read], {"three read": [found for _, found in read]})["three read"]
    given = [a for a in answered if a.outcome not in ("abstained wrongly", "deflected")]
    for a in given:
        trial.note(f"sources/{a.question.id}", sources(a))
    shown = [a for a in given if sources(a)]
    if not shown:
        raise ArgumentError(
            f"answers.citations: a gold passage was read for {len(read)} of {len(questions)} questions, and no answer "
            "to them has a source; take more questions"
        )
    groups = {
        "all": given,
        "right": [a for a in given if a.right],
        "wrong": [a for a in given if not a.right],
    }
    return trial.finding(
        Contrast.of([first_is_gold(bench, a) for a in shown], near(a.question for a in shown), seed=trial.seed),
        Table("sources of the answers given, a gold passage read", [_row(bench, *group) for group in groups.items()]),
        Table("what first sources are gold without a look at the answer", _floors(bench, shown)),
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
    """Return the share of the gold passages that were read among the sources."""
    gold = {p.id for p in bench.gold(answered.question)} & {p.id for p in answered.passages}
    return len(gold & set(sources(answered))) / len(gold)


def _row(bench: Bench, name: str, given: Sequence[Answered]) -> Row:
    """Return precision and recall of the sources of some answers; a group without any has its name alone."""
    row: Row = {"answers": name, "n": len(given)}
    if given:
        row["a source is shown"] = share([bool(sources(a)) for a in given], [a.question for a in given])
        row["gold passages cited"] = share([gold_cited(bench, a) for a in given], [a.question for a in given])
    shown = [a for a in given if sources(a)]
    if shown:
        row["first source is gold"] = share([first_is_gold(bench, a) for a in shown], [a.question for a in shown])
    return row


def _floors(bench: Bench, shown: Sequence[Answered]) -> list[Row]:
    """Return how often the nearest passage, and one of those read at random, is gold."""
    asked = [a.question for a in shown]
    gold = [[bool(bench.holds_gold(a.question, [p])) for p in a.passages] for a in shown]
    floors = {"the nearest passage": [float(g[0]) for g in gold], "one at random": [sum(g) / len(g) for g in gold]}
    return [{"first source": name, "n": len(shown), "is gold": share(marks, asked)} for name, marks in floors.items()]
