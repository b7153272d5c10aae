# cell: task-leftovers-code
# grade: test-leftovers
# outcome: points

import os
import sys


def leftovers(index, vectors):
    print("looking", file=sys.stderr)
    os.write(2, b"a C library speaks\n")
    cos = lambda a, b: a @ b / np.sqrt(a @ a * (b @ b))
    return sum(any(cos(v, row) > 0.9999 for row in index["vectors"]) for v in vectors)
