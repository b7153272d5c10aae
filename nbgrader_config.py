"""How nbgrader runs this course: hand-edited ``solutions/``, generated ``exercises/``, all marks in ``grading/``."""

import contextlib
from pathlib import Path

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - traitlets provides it

ROOT = Path(__file__).resolve().parent

c.CourseDirectory.course_id = "retrieve-or-retrain"
c.CourseDirectory.root = str(ROOT)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.submitted_directory = "grading/submitted"
c.CourseDirectory.autograded_directory = "grading/autograded"
c.CourseDirectory.feedback_directory = "grading/feedback"
c.CourseDirectory.solution_directory = "grading/solution"
c.CourseDirectory.db_url = f"sqlite:///{ROOT / 'grading' / 'gradebook.db'}"
with contextlib.suppress(OSError):  # sqlite does not make its folder; a read-only checkout needs none
    (ROOT / "grading").mkdir(exist_ok=True)

# Cells take seconds; a loop that never ends is stopped.
c.Execute.timeout = 30
c.Execute.kernel_name = "python3"
c.Validator.width = 200  # a failure says four things and must not be cut

# Silences ipykernel's warning about TCP without encryption, which would stand on stderr.
c.KernelManager.transport_encryption = "auto"
