"""Does RAG refuse more without labelled examples?"""

from course_lib.evidence.answers.labels import compared
from course_lib.evidence.finding import Finding
from course_lib.evidence.trial import Trial


def measure(trial: Trial) -> Finding:
    """Refused although the corpus has the answer; no labelled example minus four."""
    return compared(trial, lambda answered: answered.outcome == "abstained wrongly")
