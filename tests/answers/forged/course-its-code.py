# a function of the course, `taken`, its code

import types


forge = types.FunctionType(taken.__code__, {**taken.__globals__})
