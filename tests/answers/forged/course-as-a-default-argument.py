# a function of the course, `taken`, as a default argument


def forge(*a, f=taken, **k):
    return f(*a, **k)
