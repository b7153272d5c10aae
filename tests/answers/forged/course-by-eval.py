# a function of the course, `taken`, by eval


def forge(*a, **k):
    return eval("taken")(*a, **k)
