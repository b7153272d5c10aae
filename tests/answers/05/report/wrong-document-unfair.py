# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: that verdict comes second

verdict_document = "unfair"
verdict_sentences = "holds"
verdict_headings = "cannot tell"
verdict_long = "unfair"
