# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: read less, not more

verdict_whole = "unfair"
verdict_short = "holds"
verdict_structure = "unfair"
verdict_deleted = "refuted"
