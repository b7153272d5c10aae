# AssertionError


class AssertionError(Exception):
    pass


class CheckFailed(Exception):
    pass
