# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: how many words

verdict_whole = "holds"
verdict_short = "holds"
verdict_structure = "cannot tell"
verdict_deleted = "refuted"
