"""Two-hop questions: are they lost because two passages are needed, or because the one with the answer is not found?

The first gold passage names what the question describes, the other states the value asked for.
"""

import dataclasses
import re
from collections.abc import Sequence

from course_lib import data, rag
from course_lib.evidence.bench import Bench
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.trial import Trial, near, odds_table, outcome_table, share
from course_lib.fusion import FusedRetriever

NONE, NAMES, STATES = "no passage", "the page that names it", "the page with the answer"
LAST, FIRST = "both, the answer's page last", "both, the answer's page first"
TWO_STEPS = "two steps, one passage each"
DEPTHS = (1, 2, 3)
_NAME = re.compile(r"\b[A-Z][\w-]*(?: [A-Z][\w-]*)*")


def measure(trial: Trial) -> Finding:
    """Log-odds of the right value; the contrast is both gold passages minus the one with the answer alone.

    Both are read in either order, and the mean of the two counts. No search of this experiment knows what is gold.
    """
    bench = trial.bench
    questions = trial.pick([q for q in trial.questions if q.kind == "two_hop"])
    pages = [pair(bench, q) for q in questions]
    pools = bench.nearest(questions, max(DEPTHS))
    evidence: dict[str, list[list[data.Passage]]] = {
        NONE: [[] for _ in questions],
        NAMES: [[names] for names, _ in pages],
        STATES: [[states] for _, states in pages],
        LAST: [[names, states] for names, states in pages],
        FIRST: [[states, names] for names, states in pages],
        **{f"search, k = {k}": [pool[:k] for pool in pools] for k in DEPTHS},
        TWO_STEPS: two_steps(bench, questions),
    }
    prompts = {arm: trial.prompts(questions, evidence[arm], "best first") for arm in (LAST, FIRST)}
    arms = trial.answer(questions, evidence, prompts)
    odds = {arm: trial.log_odds(arm, questions, found, prompts.get(arm)) for arm, found in evidence.items()}
    both = [(one + other) / 2 for one, other in zip(odds[LAST], odds[FIRST], strict=True)]
    rows: list[Row] = []
    for arm, found in evidence.items():
        held = [[page.id in {p.id for p in read} for page in two] for read, two in zip(found, pages, strict=True)]
        named, stated = ([float(marks[i]) for marks in held] for i in (0, 1))
        two = [a * b for a, b in zip(named, stated, strict=True)]
        shares: Row = {NAMES: share(named, questions), STATES: share(stated, questions), "both": share(two, questions)}
        rows.append({"read": arm, "n": len(questions), **shares})
    return trial.finding(
        trial.contrast(both, odds[STATES], near(questions)),
        odds_table("the right value against five of its kind", "the right value", odds, near(questions)),
        Table("what was read", rows),
        outcome_table("outcomes on two-hop questions", arms),
        made_with=(bench.lm, bench.encoder),
    )


def pair(bench: Bench, question: data.Question) -> tuple[data.Passage, data.Passage]:
    """Return the passage that names what a two-hop question describes, and the one that states its answer."""
    names, states = (bench.gold(dataclasses.replace(question, facts=(fact,), gold=()))[0] for fact in question.facts)
    return names, states


def two_steps(bench: Bench, questions: Sequence[data.Question]) -> list[list[data.Passage]]:
    """Return what two searches find, one passage each: the second search adds the names that the first passage holds.

    The first joins words and meaning, since what a question describes often has a code.
    """
    search = FusedRetriever(bench.index, 1)
    firsts = [[hit.passage for hit in search(query)] for query in bench.queries(questions)]
    more = [
        dataclasses.replace(q, question=" ".join([q.question, *new_names(q.question, first)]))
        for q, first in zip(questions, firsts, strict=True)
    ]
    seconds = []
    for query, first in zip(bench.queries(more), firsts, strict=True):
        seen = {p.id for p in first}
        hits = rag.retrieve(bench.index, query, 1 + len(seen))
        seconds.append([hit.passage for hit in hits if hit.passage.id not in seen][:1])
    return [[*second, *first] for first, second in zip(firsts, seconds, strict=True)]


def new_names(question: str, found: Sequence[data.Passage]) -> list[str]:
    """Return the names and codes of passages that a question does not hold: words with a capital.

    >>> page = data.load_passages()[0]
    >>> new_names("How long is the hose?", [dataclasses.replace(page, text="For the DW-651 of Quernby.")])
    ['For', 'DW-651', 'Quernby']
    """
    names = [name for p in found for name in _NAME.findall(p.text)]
    return [name for name in dict.fromkeys(names) if name not in question]
