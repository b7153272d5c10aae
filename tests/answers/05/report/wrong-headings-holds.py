# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: both ends of the interval

verdict_document = "refuted"
verdict_sentences = "holds"
verdict_headings = "holds"
verdict_long = "unfair"
