# cell: task-report-code
# grade: test-report
# outcome: refused
# hint: by "whole"

verdict_document = "refuted"
verdict_sentences = "refuted"
verdict_headings = "cannot tell"
verdict_long = "unfair"
