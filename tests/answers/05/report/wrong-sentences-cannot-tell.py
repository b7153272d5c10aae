# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: by "whole"

verdict_document = "refuted"
verdict_sentences = "cannot tell"
verdict_headings = "cannot tell"
verdict_long = "unfair"
