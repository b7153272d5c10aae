# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: on which side of 0

MARKS, WORDS = {}, {}


class zlib:
    crc32 = staticmethod(lambda text: 0)


verdict_document = "cannot tell"
verdict_sentences = "holds"
verdict_headings = "cannot tell"
verdict_long = "unfair"
