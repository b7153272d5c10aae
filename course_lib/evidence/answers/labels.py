"""Does RAG need labelled data? The bare instruction against the same with labelled examples as chat turns."""

from collections.abc import Callable

from course_lib import data, rag
from course_lib.evidence.bench import Bench
from course_lib.evidence.finding import Finding
from course_lib.evidence.trial import Answered, Trial, near, outcome_table
from course_lib.generate import Message

SHOTS = ("lookup", "paraphrase", "unanswerable", "exact_code")  # one labelled example of each kind, in this order
NONE, FOUR = "no label", "four labels"


def measure(trial: Trial) -> Finding:
    """Right answers; the contrast is no labelled example minus four."""
    return compared(trial, lambda answered: answered.outcome == "right")


def compared(trial: Trial, mark: Callable[[Answered], bool]) -> Finding:
    """Ask without and with four labelled examples; the contrast is the share of answers with a mark, none minus four.

    Other modules ask for other marks of the same answers: they come from the cache.
    """
    questions = trial.pick([q for q in trial.questions if q.answer])
    evidence = trial.bench.evidence("RAG", questions)
    shots, reader = examples(trial.bench), trial.bench.reader
    prompts = [[*shots, *reader.prompt(q.question, found)] for q, found in zip(questions, evidence, strict=True)]
    arms = trial.answer(questions, {NONE: evidence, FOUR: evidence}, prompts={FOUR: prompts})
    none, four = ([float(mark(a)) for a in arms[name]] for name in (NONE, FOUR))
    return trial.finding(
        trial.contrast(none, four, near(questions)),
        outcome_table("outcomes by number of labels", arms),
        made_with=(trial.bench.lm, trial.bench.encoder),
    )


def examples(bench: Bench) -> list[Message]:
    """Return one train question of each kind with its passage and right answer, as turns of a chat."""
    turns: list[Message] = []
    for kind in SHOTS:
        question = next(q for q in data.load_questions("train") if q.kind == kind)
        found = bench.gold(question)[:1] or [p for p in bench.passages if p.doc_id == question.near][:1]
        answer = question.answer or f"{rag.ABSTENTION}."
        turns += [*bench.reader.prompt(question.question, found), {"role": "assistant", "content": answer}]
    return turns
