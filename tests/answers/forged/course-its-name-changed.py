# a function of the course, `taken`, its name changed

f = taken
f.__module__ = "numpy"


def forge(*a, **k):
    return f(*a, **k)
