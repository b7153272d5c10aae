"""The gate: does the language model know the invented company? It should not.

Every answerable question is asked with no passage. The marking is deliberately generous (the value or
an alias anywhere in the answer, as whole words), so the gate's score is an upper bound.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from course_lib import data, models, stats
from course_lib.experiments import Contrast, Finding, Setting
from course_lib.generate import generate
from course_lib.outcomes import contains_answer

INSTRUCTION = "Answer the question about the appliance maker Quernby Household in a few words."
LIVE_SAMPLE = 40


def majority_values(facts: Sequence[data.Fact]) -> dict[str, str]:
    """Return the commonest value of each attribute: what a guesser who knows only the form would say."""
    values: dict[str, Counter[str]] = {}
    for fact in facts:
        values.setdefault(fact.attribute, Counter())[fact.value] += 1
    return {attribute: counter.most_common(1)[0][0] for attribute, counter in values.items()}


def run(setting: Setting) -> Finding:
    """Ask without passages; the contrast is the share of answers that hold the right value."""
    record = setting.mode == "record"
    questions = [q for q in data.load_questions("test" if record else "dev") if q.answer]
    if not record:
        picks = np.random.default_rng(setting.seed).choice(len(questions), LIVE_SAMPLE, replace=False)
        questions = [questions[i] for i in sorted(picks)]
    lm = models.load_language_model(setting.dtype)
    prompts = [[{"role": "user", "content": f"{INSTRUCTION}\n{q.question}"}] for q in questions]
    answers = generate(lm, prompts, progress=True)
    right = [contains_answer(a.text, (q.answer, *q.aliases)) for a, q in zip(answers, questions, strict=True)]
    facts = {fact.id: fact for fact in data.load_facts()}
    guess = majority_values([fact for fact in facts.values() if fact.split == "train"])
    floor = [guess.get(facts[q.facts[-1]].attribute, "") in (q.answer, *q.aliases) for q in questions]
    clusters = [q.near for q in questions]
    rows = []
    for kind in ("all", *data.QUESTION_KINDS):
        chosen = [i for i, q in enumerate(questions) if kind in ("all", q.kind)]
        if chosen:
            parts = {"closed-book": right, "majority value of the attribute": floor}
            row: dict[str, object] = {"kind": kind, "n": len(chosen)}
            for name, marks in parts.items():
                values = [float(marks[i]) for i in chosen]
                row[name] = str(stats.estimate(values, clusters=[clusters[i] for i in chosen]))
            rows.append(row)
    values = [float(mark) for mark in right]
    return Finding(
        Contrast.of(values, clusters),
        tables={"share right without any passage": rows},
        models=(lm.label,),
        dtype=lm.dtype,
    )
