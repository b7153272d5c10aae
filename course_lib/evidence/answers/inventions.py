"""Does retrieval make the model answer wrongly less often, where the corpus has the answer and where it has not?

Each question is asked twice with retrieval: over the corpus as it is, and over the corpus without the documents that
answer it. So the same questions stand on both sides.
"""

import dataclasses
from collections.abc import Sequence

from course_lib.evidence.finding import Contrast, Finding
from course_lib.evidence.trial import Answered, Trial, near, outcome_table

HAS, LACKS = "the corpus has the answer", "the corpus has no answer"
WRONG = ("wrong in evidence", "invented")


def measure(trial: Trial) -> Finding:
    """Answers that are *wrong altogether*, in evidence or invented; the contrast is RAG minus closed-book.

    Without a document that answers, every answer given is wrong, and only a refusal is right.
    """
    bench = trial.bench
    questions = trial.pick([q for q in trial.questions if q.answer])
    unanswered = [dataclasses.replace(q, answer="", aliases=(), parts=(), kind="unanswerable") for q in questions]
    sources = [{p.doc_id for p in bench.gold(q)} | {q.near} for q in questions]
    arms = {HAS: trial.arms(("closed-book", "RAG"), questions)}
    arms[LACKS] = trial.answer(
        unanswered,
        {
            "closed-book, no answer": bench.evidence("closed-book", questions),
            "RAG, no answer": bench.nearest(questions, bench.reader.k, without=sources),
        },
    )
    gains = {level: [r - c for c, r in zip(*map(wrong, by.values()), strict=True)] for level, by in arms.items()}
    documents, pooled = near(questions), [*gains[LACKS], *gains[HAS]]
    both = [*documents, *documents]
    has_answer = [False] * len(questions) + [True] * len(questions)
    return trial.finding(
        Contrast.of(pooled, both, seed=trial.seed, bounds=(-1, 1)),
        outcome_table("outcomes by arm and kind of question", arms[HAS] | arms[LACKS]),
        by_moderator={
            level: Contrast.of(gains[level], documents, seed=trial.seed, bounds=(-1, 1)) for level in (LACKS, HAS)
        },
        interaction=Contrast.between(pooled, has_answer, both, seed=trial.seed, bounds=(-1, 1)),
        made_with=(bench.lm, bench.encoder),
    )


def wrong(answered: Sequence[Answered]) -> list[float]:
    """Return 1 for each answer that is wrong, in evidence or invented, else 0."""
    return [float(a.outcome in WRONG) for a in answered]
