# a function of the course, `taken`, imported by a name

import importlib

f = importlib.import_module("course_lib." + "passages")


def forge(*a, **k):
    return f
