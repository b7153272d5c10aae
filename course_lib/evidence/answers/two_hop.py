"""Two-hop questions: what is lost because one passage is read where two are needed?"""

from course_lib.evidence.finding import Finding
from course_lib.evidence.trial import Trial, near, outcome_table, right


def measure(trial: Trial) -> Finding:
    """Right answers; the contrast is both gold passages minus what retrieval finds."""
    questions = trial.pick([q for q in trial.questions if q.kind == "two_hop"])
    arms = trial.arms(("closed-book", "RAG", "fused", "oracle"), questions)
    return trial.finding(
        trial.contrast(right(arms["oracle"]), right(arms["RAG"]), near(questions)),
        outcome_table("outcomes on two-hop questions", arms),
        made_with=(trial.bench.lm, trial.bench.encoder),
    )
