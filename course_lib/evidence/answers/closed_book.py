"""The gate: does the language model know the invented company? It should not.

Every answerable question is asked with no passage. The marking is deliberately generous (the value or
an alias anywhere in the answer, as whole words), so the gate's score is an upper bound.
"""

from course_lib import data
from course_lib.evidence.finding import Contrast, Finding, Row, Table
from course_lib.evidence.trial import Trial, near, share
from course_lib.outcomes import contains_answer

INSTRUCTION = "Answer the question about the appliance maker Quernby Household in a few words."
MAX_NEW_TOKENS = 32


def measure(trial: Trial) -> Finding:
    """Ask without passages; the contrast is the share of answers that hold the right value."""
    questions = trial.pick([q for q in trial.questions if q.answer])
    prompts = [[{"role": "user", "content": f"{INSTRUCTION}\n{q.question}"}] for q in questions]
    right = []
    for q, prompt, written in zip(questions, prompts, trial.generate(prompts, MAX_NEW_TOKENS), strict=True):
        right.append(float(contains_answer(written.text, (q.answer, *q.aliases))))
        trial.note(q.id, (written.text, right[-1]), prompt=prompt)
    rows: list[Row] = []
    for kind in ("all", *data.QUESTION_KINDS):
        chosen = [i for i, q in enumerate(questions) if kind in ("all", q.kind)]
        if chosen:
            asked = [questions[i] for i in chosen]
            rows.append({"kind": kind, "n": len(chosen), "closed-book": share([right[i] for i in chosen], asked)})
    return trial.finding(
        Contrast.of(right, near(questions), seed=trial.seed),
        Table("share right without any passage", rows),
        made_with=(trial.bench.lm,),
    )
