# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: copy one of the options

verdict_document = None
verdict_sentences = "holds"
verdict_headings = "cannot tell"
verdict_long = "unfair"
