# a fake module

import sys, types

checks = types.ModuleType("course_lib.checks")
vars(checks).update(
    {
        n: lambda *a, **k: None
        for n in (
            "number",
            "array",
            "sequence",
            "equal",
            "dictionary",
            "verdict",
            "written_here",
            "prediction",
            "choice",
            "whole",
        )
    }
)
checks.answer = lambda f, **k: lambda *a, **o: ("", f(*a, **o))
sys.modules["course_lib.checks"] = checks
import course_lib

course_lib.checks = checks
