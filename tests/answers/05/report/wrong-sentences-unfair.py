# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: read fewer words

verdict_document = "refuted"
verdict_sentences = "unfair"
verdict_headings = "cannot tell"
verdict_long = "unfair"
