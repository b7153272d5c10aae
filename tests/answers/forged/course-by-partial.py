# a function of the course, `taken`, by partial

import functools

f = functools.partial(taken)


def forge(*a, **k):
    return f(*a, **k)
