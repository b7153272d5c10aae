"""Documents made worse on purpose: cut anywhere, without title and heading, at the same length."""

import dataclasses

from course_lib import data, passages
from course_lib.experiments import Finding, Setting
from course_lib.experiments.bench import SIZE, Bench, K, outcome_table, paired, sample
from course_lib.stats import estimate

RECORD_SAMPLE = 400


def run(setting: Setting) -> Finding:
    """Right answers; the contrast is passages cut along the structure minus passages cut anywhere."""
    good, bad = Bench(setting), Bench(setting, spoiled())
    questions = sample(good.questions(lambda q: bool(q.answer)), RECORD_SAMPLE, setting.seed)
    arms = {"cut along the structure": good.arm("RAG", questions), "cut anywhere, untitled": bad.arm("RAG", questions)}
    rows = []
    for (name, answered), bench in zip(arms.items(), (good, bad), strict=True):
        read = [bench.holds_gold(a.question, a.passages) for a in answered]
        share = estimate(read, clusters=[q.near for q in questions])
        rows.append({"documents": name, "n": len(questions), f"a gold passage among {K}": str(share)})
    one, other = ([a.right for a in answered] for answered in arms.values())
    return Finding(
        contrast=paired(one, other, questions, setting.seed),
        tables={"outcomes by quality of the documents": outcome_table(arms), "retrieval": rows},
        models=(good.lm.label, good.index.encoder.label),
        dtype=good.lm.dtype,
    )


def spoiled() -> list[data.Passage]:
    """Return the corpus in windows of ``SIZE`` words that fall anywhere and carry neither title nor heading."""
    windows = passages.cut_all(data.load_documents(), "fixed", size=SIZE)
    return [dataclasses.replace(p, title="") for p in windows]
