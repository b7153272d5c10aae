# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: read both lines

verdict_whole = "unfair"
verdict_short = "holds"
verdict_structure = "cannot tell"
verdict_deleted = "holds"
