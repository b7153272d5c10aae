"""What the course raises when a person can mend the cause: one line that says how.

Every message names the place and the argument, what came, what was wanted and the next step:
``PassageIndex.search: k=0; k must be at least 1``.
"""


class CourseError(Exception):
    """Something the reader of the message can mend. The command line prints it without a traceback."""


class ArgumentError(CourseError, ValueError):
    """A function was called with a value it cannot use."""


class DataError(CourseError, ValueError):
    """A data file is wrong: the message names the file, the line and the field."""


class ModelError(CourseError, RuntimeError):
    """A model cannot be fetched, verified or loaded."""
