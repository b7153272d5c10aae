# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: its interval on both sides

verdict_document = "refuted"
verdict_sentences = "holds"
verdict_headings = "refuted"
verdict_long = "unfair"
