"""Where the evidence joins: before the model reads (articles C and E), or after it has answered (article A)."""

from course_lib import rag
from course_lib.evidence.finding import Finding
from course_lib.evidence.trial import Trial, near, outcome_table, right
from course_lib.generate import Message

REVISE = "Read this text and correct your answer where the text says otherwise."
BEFORE, AFTER = "joined to the question", "joined to the output, revised"


def measure(trial: Trial) -> Finding:
    """Right answers; the contrast is evidence joined to the question minus evidence joined to the output.

    The second wiring is read kindly: the model answers closed-book, is then shown the evidence and may correct
    itself. Read literally, with the evidence pasted below an answer that stays, it scores what closed-book scores.
    """
    questions = trial.pick([q for q in trial.questions if q.answer])
    evidence = trial.bench.evidence("RAG", questions)
    closed = trial.arms(("closed-book",), questions)
    prompts: list[list[Message]] = []
    for answered, found in zip(closed["closed-book"], evidence, strict=True):
        first = trial.bench.reader.prompt(answered.question.question, [])
        spoken = {"role": "assistant", "content": answered.text or "."}
        prompts.append([*first, spoken, *rag.integrate(answered.question.question, found, REVISE)])
    arms = trial.answer(questions, {BEFORE: evidence, AFTER: evidence}, prompts={AFTER: prompts}) | closed
    return trial.finding(
        trial.contrast(right(arms[BEFORE]), right(arms[AFTER]), near(questions)),
        outcome_table("outcomes by wiring", arms),
        made_with=(trial.bench.lm, trial.bench.encoder),
    )
