# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: copy one of the options

verdict_whole = None
verdict_short = "holds"
verdict_structure = "cannot tell"
verdict_deleted = "refuted"
