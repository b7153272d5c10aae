# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: how many words

CUT_RUN = {}


class zlib:
    crc32 = staticmethod(lambda text: 0)


verdict_whole = "holds"
verdict_short = "holds"
verdict_structure = "cannot tell"
verdict_deleted = "refuted"
