# a class named checks


class checks:
    number = staticmethod(lambda *a, **k: None)
    array = staticmethod(lambda *a, **k: None)
    sequence = staticmethod(lambda *a, **k: None)
    equal = staticmethod(lambda *a, **k: None)
    dictionary = staticmethod(lambda *a, **k: None)
    verdict = staticmethod(lambda *a, **k: None)
    written_here = staticmethod(lambda *a, **k: None)
    prediction = staticmethod(lambda *a, **k: None)
    choice = staticmethod(lambda *a, **k: None)
    whole = staticmethod(lambda *a, **k: None)
    answer = staticmethod(lambda f, **k: lambda *a, **o: ("", f(*a, **o)))
