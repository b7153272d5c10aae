# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: read fewer words

verdict_document = "refuted"
verdict_sentences = "holds"
verdict_headings = "unfair"
verdict_long = "unfair"
