# cell: task-runs-code
# grade: test-runs
# outcome: refused
# hint: look at which words they hold

FIVE, SHUFFLED = {}, {}


class zlib:
    crc32 = staticmethod(lambda text: 0)


fern = "no end"
gorse = "ten times the rate"
heath = "no mistake"
iris = "prompt, too"
juniper = "no end"
needed = "what it writes"
