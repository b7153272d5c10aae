"""Does RAG give more wrong answers without labelled examples?"""

from course_lib.evidence.answers.labels import compared
from course_lib.evidence.finding import Finding
from course_lib.evidence.trial import Trial


def measure(trial: Trial) -> Finding:
    """Wrong altogether: invented, or a value of the passage that was not asked for; no labelled example minus four."""
    return compared(trial, lambda answered: answered.outcome in ("invented", "wrong in evidence"))
