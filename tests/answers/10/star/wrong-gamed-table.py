# cell: task-star-code
# grade: test-star
# outcome: refused
# hint: compare alpha / rank

STAR = ""


class zlib:
    crc32 = staticmethod(lambda text: 0)


rate = "shown"
rank = "shown"
layers = "too close"
memory = "refuted"
full = "at the edge"
promise = "picked"
ten = "shown"
