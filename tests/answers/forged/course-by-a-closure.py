# a function of the course, `taken`, by a closure


def make(f):
    def forge(*a, **k):
        return f(*a, **k)

    return forge


forge = make(taken)
del taken
