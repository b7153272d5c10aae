"""Where the evidence joins: before the model reads (articles C and E), or after it has answered (article A)."""

from course_lib import rag
from course_lib.experiments import Finding, Setting
from course_lib.experiments.bench import Bench, outcome_table, paired, sample
from course_lib.generate import Message

RECORD_SAMPLE = 400
REVISE = "Read this text and correct your answer where the text says otherwise."


def run(setting: Setting) -> Finding:
    """Right answers; the contrast is evidence joined to the question minus evidence joined to the output.

    The second wiring is read kindly: the model answers closed-book, is then shown the evidence and may correct
    itself. Read literally, with the evidence pasted below an answer that stays, it scores what closed-book scores.
    """
    bench = Bench(setting)
    questions = sample(bench.questions(lambda q: bool(q.answer)), RECORD_SAMPLE, setting.seed)
    evidence = bench.evidence("RAG", questions)
    closed = bench.arm("closed-book", questions)
    before = bench.ask(questions, evidence)
    prompts: list[list[Message]] = []
    for answered, found in zip(closed, evidence, strict=True):
        first = rag.integrate(answered.question.question, [], rag.WITHOUT_PASSAGES)
        spoken = {"role": "assistant", "content": answered.text or "."}
        prompts.append([*first, spoken, *rag.integrate(answered.question.question, found, REVISE)])
    after = bench.judge(questions, evidence, prompts)
    return Finding(
        contrast=paired([a.right for a in before], [a.right for a in after], questions, setting.seed),
        tables={
            "outcomes by wiring": outcome_table(
                {"joined to the question": before, "joined to the output, revised": after, "closed-book": closed}
            )
        },
        models=(bench.lm.label, bench.index.encoder.label),
        dtype=bench.lm.dtype,
    )
