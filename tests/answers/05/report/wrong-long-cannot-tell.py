# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: comes third

verdict_document = "refuted"
verdict_sentences = "holds"
verdict_headings = "cannot tell"
verdict_long = "cannot tell"
