"""Is a tuned model less flexible? The same edits of the prompt, for a model taught the old line and for one not taught.

It is the experiment of :mod:`course_lib.evidence.training.new_field`, with another contrast.
"""

from course_lib.evidence.finding import Finding
from course_lib.evidence.training.new_field import EDITED, PROMPTED, compared
from course_lib.evidence.trial import Trial


def measure(trial: Trial) -> Finding:
    """Lines in the new form; the contrast is tuned minus untuned, the prompt of each edited in its best way."""
    return compared(trial, EDITED, PROMPTED)
