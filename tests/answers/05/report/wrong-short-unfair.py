# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: not over a quarter more

verdict_whole = "unfair"
verdict_short = "unfair"
verdict_structure = "cannot tell"
verdict_deleted = "refuted"
