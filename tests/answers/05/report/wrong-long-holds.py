# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: how many words

verdict_document = "refuted"
verdict_sentences = "holds"
verdict_headings = "cannot tell"
verdict_long = "holds"
