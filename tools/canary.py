# Run this cell: it is graded. First it makes sure that the checks still check.
import importlib
import sys

_before = {name: sys.modules.pop(name, None) for name in ("course_lib", "course_lib.checks")}
checks = importlib.import_module("course_lib.checks")
sys.modules.update({name: module for name, module in _before.items() if module})
for _check, _got, _want in (("number", 1, 2), ("array", [1], [2]), ("sequence", ["a"], ["b"]), ("equal", "a", "b")):
    try:
        getattr(checks, _check)("a check that must fail", _got, _want)
    except AssertionError:
        continue
    raise AssertionError("something here replaces the checks: take it out, restart the kernel, run all cells")
checks.whole(globals())
# Now your answer.
