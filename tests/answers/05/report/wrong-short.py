# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: both ends of the last interval

verdict_whole = "unfair"
verdict_short = "cannot tell"
verdict_structure = "cannot tell"
verdict_deleted = "refuted"
