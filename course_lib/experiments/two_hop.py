"""Two-hop questions: what is lost because one passage is read where two are needed?"""

from course_lib.experiments import Finding, Setting
from course_lib.experiments.bench import Answered, Arm, Bench, outcome_table, paired


def run(setting: Setting) -> Finding:
    """Right answers; the contrast is both gold passages minus what retrieval finds."""
    bench = Bench(setting)
    questions = bench.questions(lambda q: q.kind == "two_hop")
    names: tuple[Arm, ...] = ("closed-book", "RAG", "fused", "oracle")
    arms: dict[str, list[Answered]] = {name: bench.arm(name, questions) for name in names}
    oracle, found = [a.right for a in arms["oracle"]], [a.right for a in arms["RAG"]]
    return Finding(
        contrast=paired(oracle, found, questions, setting.seed),
        tables={"outcomes on two-hop questions": outcome_table(arms)},
        models=(bench.lm.label, bench.index.encoder.label),
        dtype=bench.lm.dtype,
    )
