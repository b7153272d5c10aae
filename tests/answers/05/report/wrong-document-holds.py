# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: on which side of 0

verdict_document = "holds"
verdict_sentences = "holds"
verdict_headings = "cannot tell"
verdict_long = "unfair"
