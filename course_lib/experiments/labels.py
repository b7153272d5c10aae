"""Does RAG need labelled data? The bare instruction against the same with labelled examples as chat turns."""

from course_lib import data, rag
from course_lib.experiments import Finding, Setting
from course_lib.experiments.bench import Bench, outcome_table, paired, sample
from course_lib.generate import Message

RECORD_SAMPLE = 400
SHOTS = ("lookup", "paraphrase", "unanswerable", "exact_code")  # one labelled example of each kind, in this order


def run(setting: Setting) -> Finding:
    """Right answers; the contrast is no labelled example minus four."""
    bench = Bench(setting)
    questions = sample(bench.questions(lambda q: bool(q.answer)), RECORD_SAMPLE, setting.seed)
    evidence = bench.evidence("RAG", questions)
    none = bench.ask(questions, evidence)
    shots = examples(bench)
    prompts = [[*shots, *rag.integrate(q.question, found)] for q, found in zip(questions, evidence, strict=True)]
    four = bench.judge(questions, evidence, prompts)
    return Finding(
        contrast=paired([a.right for a in none], [a.right for a in four], questions, setting.seed),
        tables={"outcomes by number of labels": outcome_table({"no label": none, "four labels": four})},
        models=(bench.lm.label, bench.index.encoder.label),
        dtype=bench.lm.dtype,
    )


def examples(bench: Bench) -> list[Message]:
    """Return one train question of each kind with its passage and right answer, as turns of a chat."""
    turns: list[Message] = []
    for kind in SHOTS:
        question = next(q for q in data.load_questions("train") if q.kind == kind)
        found = bench.gold(question)[:1] or [p for p in bench.passages if p.doc_id == question.near][:1]
        answer = question.answer or f"{rag.ABSTENTION}."
        turns += [*rag.integrate(question.question, found), {"role": "assistant", "content": answer}]
    return turns
