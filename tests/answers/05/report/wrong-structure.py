# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: both ends of the interval

verdict_whole = "unfair"
verdict_short = "holds"
verdict_structure = "holds"
verdict_deleted = "refuted"
