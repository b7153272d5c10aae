"""Two brands in one index: a filter in the search against a rule in the prompt.

With the filter no forbidden passage is read, by construction: it is counted, and no statistics are made of it. What is
measured is the rule in the prompt.
"""

import dataclasses
from collections.abc import Sequence
from typing import Literal

from course_lib import data, rag
from course_lib.evidence.bench import Bench, Reader
from course_lib.evidence.finding import Contrast, Finding, Row, Table
from course_lib.evidence.trial import Answered, Trial, near, share
from course_lib.generate import Message
from course_lib.outcomes import contains_answer

Brand = Literal["quernby", "fennick"]
BRANDS = {"quernby": "Quernby", "fennick": "Fennick"}
FILTER, RULE, NOTHING = "filter in the search", "rule in the prompt", "nowhere"
GUESSED = ("list", "yes_no")  # kinds whose answer is no single value: to say "yes" leaks nothing


def measure(trial: Trial) -> Finding:
    """Questions about one brand, asked by the other; the contrast is the share of leaks with the rule in the prompt."""
    bench = trial.bench
    fitting = [q for q in trial.questions if q.kind not in GUESSED and owner(bench, q) is not None]
    questions = trial.pick(fitting)
    asked_by = [other(owner(bench, q)) for q in questions]
    strangers = [dataclasses.replace(q, tenant=brand, as_of=None) for q, brand in zip(questions, asked_by, strict=True)]
    found = bench.nearest([dataclasses.replace(q, tenant=None) for q in strangers], bench.reader.k)
    pairs = list(zip(questions, found, asked_by, strict=True))
    prompts = {
        RULE: [told(q, seen, brand, bench.reader) for q, seen, brand in pairs],
        NOTHING: [bench.reader.prompt(q.question, marked(seen)) for q, seen, _ in pairs],
    }
    arms = trial.answer(questions, {RULE: found, NOTHING: found}, prompts=prompts)
    leaks = {name: [leak(a) for a in answered] for name, answered in arms.items()}
    filtered = bench.nearest(strangers, bench.reader.k)
    rows: list[Row] = [row(FILTER, filtered, asked_by)]
    for name, answered in arms.items():
        silent = [rag.abstains(a.text) for a in answered]
        shares: Row = {"answer leaks the value": share(leaks[name], questions), "abstained": share(silent, questions)}
        rows.append(row(name, found, asked_by) | shares)
    spared = trial.contrast(leaks[NOTHING], leaks[RULE], near(questions))
    return trial.finding(
        Contrast.of(leaks[RULE], near(questions), seed=trial.seed),
        Table("asked by the other brand", rows),
        Table("what the rule spares", [{"leaks without the rule minus with it": spared.ci95}]),
        made_with=(bench.lm, bench.encoder),
    )


def row(name: str, found: Sequence[Sequence[data.Passage]], asked_by: Sequence[Brand]) -> Row:
    """Return how many prompts hold a passage that the asker must not see: a count, no estimate."""
    seen = [any(p.tenant not in (t, "both") for p in page) for page, t in zip(found, asked_by, strict=True)]
    return {"the rule stands in": name, "n": len(seen), "prompts with a forbidden passage": sum(seen)}


def owner(bench: Bench, question: data.Question) -> str | None:
    """Return the brand that alone may know the answer, None if there is no answer or both may know it."""
    brands = {p.tenant for p in bench.gold(question)} if question.answer else set()
    return next(iter(brands)) if len(brands) == 1 and brands <= set(BRANDS) else None


def other(brand: str | None) -> Brand:
    """Return the other brand."""
    return "fennick" if brand == "quernby" else "quernby"


def told(
    question: data.Question, found: Sequence[data.Passage], brand: str, reader: Reader | None = None
) -> list[Message]:
    """Return a prompt that states the rule in words and marks each passage with its brand."""
    name, reader = BRANDS[brand], reader or Reader()
    rule = (
        f"You serve customers of {name} only. Use only texts marked {name} or both. "
        f'If only a text of the other brand answers, say "{rag.ABSTENTION}".'
    )
    ruled = dataclasses.replace(
        reader, with_passages=f"{reader.with_passages}\n\n{rule}", without=f"{reader.with_passages}\n\n{rule}"
    )
    return ruled.prompt(question.question, marked(found))


def marked(found: Sequence[data.Passage]) -> list[data.Passage]:
    """Return passages that begin with the name of their brand."""
    return [dataclasses.replace(p, title=f"({BRANDS.get(p.tenant, 'both')}) {p.title}".strip()) for p in found]


def leak(answered: Answered) -> float:
    """Return 1 if the answer holds the value that the asker must not learn."""
    q = answered.question
    return float(contains_answer(rag.stated(answered.text), (q.answer, *q.aliases)))
